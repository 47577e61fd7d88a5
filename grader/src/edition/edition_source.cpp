#include "edition/edition_source.hpp"

#include <system_error>

#include "edition/archive.hpp"
#include "edition/sha256.hpp"
#include "errors.hpp"
#include "safe_file.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t largest_file = std::uint64_t{16} << 20U;

EditionSource whole(EditionRecord record, FileTexts texts, const fs::path& path) {
  EditionSource source{std::move(record), {}};
  for (const auto& [file, hash] : source.record.files) {
    const auto found = texts.find(file);
    if (found == texts.end()) throw UsageError(path.string() + " lacks " + file + ". Get the edition anew.");
    if (sha256(found->second) != hash) {
      throw UsageError(path.string() + ": " + file +
                       " is not as it was published. Get the edition anew; a copy that "
                       "somebody has worked in is none.");
    }
    source.texts[file] = std::move(found->second);
  }
  return source;
}

EditionSource from_folder(const fs::path& path) {
  auto record = read_edition_record(path);
  if (!record) {
    throw UsageError(path.string() + " is no edition: it has no " + edition_record_name +
                     ". Name the folder or the archive that your instructor published.");
  }
  FileTexts texts;
  for (const auto& [file, hash] : record->files) {
    if (auto content = find_file(path, file).content) texts[file] = std::move(*content);
  }
  return whole(std::move(*record), std::move(texts), path);
}

EditionSource from_archive(const fs::path& path) {
  TakenFiles taken = read_archive(path, [](const std::string&) { return largest_file; });
  if (!taken.fault.empty()) throw UsageError(path.string() + " cannot be read: " + taken.fault);
  // The archive may hold the edition's folder or what is in it: the shortest path to a record decides.
  std::string top;
  bool found = false;
  for (const auto& [file, text] : taken.files) {
    const fs::path name(file);
    if (name.filename() != edition_record_name) continue;
    const std::string folder = name.has_parent_path() ? name.parent_path().generic_string() + "/" : "";
    if (!found || folder.size() < top.size()) top = folder;
    found = true;
  }
  if (!found) throw UsageError(path.string() + " holds no edition: there is no " + edition_record_name + " in it.");
  FileTexts texts;
  for (auto& [file, text] : taken.files) {
    if (file.starts_with(top)) texts[file.substr(top.size())] = std::move(text);
  }
  EditionRecord record = edition_record_from(texts[edition_record_name], path.string());
  return whole(std::move(record), std::move(texts), path);
}

}  // namespace

EditionSource read_edition(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return from_folder(path);
  if (!fs::exists(path, error))
    throw UsageError("There is no " + path.string() + ". Name the newer edition's folder or archive.");
  return from_archive(path);
}

}  // namespace grader
