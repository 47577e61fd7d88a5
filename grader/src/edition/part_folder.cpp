#include "edition/part_folder.hpp"

#include <fstream>
#include <system_error>

#include "errors.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

constexpr const char* marker = "not_proved.txt";

}  // namespace

PartFolder::PartFolder(const fs::path& folder) : path_(folder.string() + ".part") {
  std::error_code error;
  if (fs::exists(path_, error) && !fs::exists(path_ / marker, error)) {
    throw UsageError(path_.string() + " is in the way: an edition is written there first. Move it away.");
  }
  fs::remove_all(path_, error);
  fs::create_directories(edition(), error);
  std::ofstream(path_ / marker) << "`grader publish` was at work here. This folder may be deleted.\n";
  if (!fs::exists(path_ / marker, error)) {
    throw EnvironmentError(path_.string() + " cannot be written. See that the folder around it is yours (`ls -ld`).");
  }
}

PartFolder::~PartFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path PartFolder::edition() const {
  return path_ / "edition";
}

void PartFolder::write(const std::string& file, const std::string& text) const {
  std::error_code error;
  fs::create_directories((edition() / file).parent_path(), error);
  std::ofstream stream(edition() / file, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) throw EnvironmentError((edition() / file).string() + " cannot be written. Is there room (`df -h .`)?");
}

void PartFolder::move_edition_to(const fs::path& folder) const {
  std::error_code error;
  fs::rename(edition(), folder, error);
  if (error)
    throw EnvironmentError("the edition cannot take its place at " + folder.string() + ": " + error.message() + ".");
}

}  // namespace grader
