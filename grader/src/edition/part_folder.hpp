/// @file
/// Where an edition stands until it is proved.
#pragma once

#include <filesystem>
#include <string>

namespace grader {

/// `<folder>.part`, beside the folder that the edition is for, so that a rename puts it there whole. Gone at the end,
/// however it ends; what a killed run left is taken away by the next one.
class PartFolder {
 public:
  /// @throws UsageError        something else has that name
  /// @throws EnvironmentError  it cannot be made
  explicit PartFolder(const std::filesystem::path& folder);
  ~PartFolder();
  PartFolder(const PartFolder&) = delete;
  PartFolder& operator=(const PartFolder&) = delete;

  std::filesystem::path edition() const;
  /// @throws EnvironmentError
  void write(const std::string& file, const std::string& text) const;
  /// The edition takes the folder's place, which must be free or empty. @throws EnvironmentError
  void move_edition_to(const std::filesystem::path& folder) const;

 private:
  std::filesystem::path path_;
};

}  // namespace grader
