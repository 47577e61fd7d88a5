/// @file
/// edition.json: by which an edition is known to `grader update`, to `grader submit` and to a later `grader publish`.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace grader {

inline constexpr const char* edition_record_name = "edition.json";

/// `groundup/edition/1`, described by grader/schema/edition-1.schema.json.
struct EditionRecord {
  std::string name;
  std::string digest;                ///< edition_digest() of its files
  std::string created;               ///< UTC
  std::vector<std::string> modules;  ///< folders, in the order of the course
  bool solutions = false;
  std::map<std::string, std::string> files;      ///< path -> SHA-256; not edition.json itself
  std::map<std::string, std::string> skeletons;  ///< those of `files` that students write
};

std::string to_json(const EditionRecord& record);

/// @param origin  named in the error
/// @throws UsageError  no such document, or a path in it leaves the folder
EditionRecord edition_record_from(const std::string& text, const std::string& origin);

/// The record of a folder, or nothing where there is no edition.json. @throws UsageError  it is damaged
std::optional<EditionRecord> read_edition_record(const std::filesystem::path& folder);

/// The folder of the module that a path belongs to ("02_means"), or empty.
std::string module_of(const std::string& path);

}  // namespace grader
