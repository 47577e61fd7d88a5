/// @file
/// What a submission says of itself: `groundup/submission/1`. A claim, never a reason for points.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "edition/archive.hpp"
#include "edition/module_edition.hpp"

namespace grader {

/// Its name at the top of a submission.
inline constexpr const char* manifest_name = "groundup-submission.json";
/// Bytes of the largest manifest that is read.
inline constexpr std::uint64_t largest_manifest = std::uint64_t{1} << 20U;

struct ManifestFile {
  std::string path;    ///< "modules/12_attention/src/masks.cpp"
  std::string sha256;  ///< 64 lower-case hexadecimal digits
  std::uint64_t bytes = 0;
};

/// What the student's own grader said.
struct ClaimedResult {
  int earned = 0;
  int possible = 0;
  std::string when;  ///< UTC, of the newest check; empty: never checked
};

struct ManifestModule {
  std::string folder;  ///< "12_attention"
  std::vector<ManifestFile> files;
  ClaimedResult claimed;
  ModuleEdition edition{};  ///< what the work was done with; empty: an older grader wrote this
};

struct Manifest {
  std::string student;
  std::string course;   ///< its name
  std::string edition;  ///< edition_digest()
  std::string created;  ///< UTC, "2026-03-01T17:59:00Z"
  std::vector<ManifestModule> modules;
};

/// Described by grader/schema/submission-1.schema.json.
std::string manifest_to_json(const Manifest& manifest);

struct ManifestReading {
  std::optional<Manifest> manifest;  ///< none: no such document
  std::vector<Flag> findings;
};

/// Strict: a missing or unknown member, a wrong type, a text longer than 256 bytes, a number that is negative or beyond an int, more than 200
/// modules or 200 files a module are findings. What is not understood at all gives no manifest. Never throws.
ManifestReading read_manifest(const std::string& text);

/// Each difference between what the manifest lists and what is there: a file missing, another hash or size, a file that is
/// not listed.
/// @param files  as Submission::files
std::vector<Flag> compare(const Manifest& manifest, const FileContents& files);

/// "2026-03-01T17:59:00Z", with or without a fraction: a time of this form, of a day that the calendar has.
bool is_utc_time(const std::string& text);

}  // namespace grader
