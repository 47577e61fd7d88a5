#include "edition/edition_record.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "errors.hpp"
#include "safe_file.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

constexpr const char* edition_schema = "groundup/edition/1";

/// Relative, and no part of it goes up: a record may come from anywhere.
bool stays_inside(const std::string& path) {
  const fs::path relative(path);
  if (path.empty() || path.find('\\') != std::string::npos || relative.is_absolute()) return false;
  return std::none_of(relative.begin(), relative.end(), [](const fs::path& part) {
    return part == ".." || part == "." || part == ".git" || part.empty();
  });
}

}  // namespace

std::string to_json(const EditionRecord& record) {
  nlohmann::ordered_json document;
  document["schema"] = edition_schema;
  document["name"] = record.name;
  document["digest"] = record.digest;
  document["created"] = record.created;
  document["modules"] = record.modules;
  document["solutions"] = record.solutions;
  document["skeletons"] = record.skeletons;
  document["files"] = record.files;
  return document.dump(1) + "\n";
}

EditionRecord edition_record_from(const std::string& text, const std::string& origin) {
  EditionRecord record;
  try {
    const nlohmann::json document = nlohmann::json::parse(text);
    if (document.at("schema") != edition_schema)
      throw std::runtime_error("its schema is not " + std::string(edition_schema));
    document.at("name").get_to(record.name);
    document.at("digest").get_to(record.digest);
    document.at("created").get_to(record.created);
    document.at("modules").get_to(record.modules);
    document.at("solutions").get_to(record.solutions);
    document.at("files").get_to(record.files);
    document.at("skeletons").get_to(record.skeletons);
  } catch (const std::exception& error) {
    throw UsageError(origin + " is no record of an edition: " + error.what() + ". Get a fresh copy of the edition.");
  }
  for (const auto& [path, hash] : record.files) {
    if (!stays_inside(path)) throw UsageError(origin + " names a file outside of the edition: " + path + ".");
  }
  return record;
}

std::optional<EditionRecord> read_edition_record(const fs::path& folder) {
  const auto content = find_file(folder, edition_record_name).content;
  if (!content) return std::nullopt;
  return edition_record_from(*content, (folder / edition_record_name).string());
}

std::string module_of(const std::string& path) {
  for (const std::string_view top : {"modules/", "solutions/"}) {
    if (!path.starts_with(top)) continue;
    const std::size_t slash = path.find('/', top.size());
    if (slash != std::string::npos) return path.substr(top.size(), slash - top.size());
  }
  return "";
}

}  // namespace grader
