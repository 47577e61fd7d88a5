/// @file
/// Making Ninja see what its clock does not: a student's file whose content changed while its time went backwards.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "course.hpp"

namespace grader {

/// Ninja compiles a file that is newer than its object. A file that was moved into place, unpacked or copied with its
/// times (`mv`, `tar x`, `cp -p`, `rsync -a`) can be older than the object of what stood there before, and the verdict
/// would be on that. So the object depends on a stamp as well, build/<preset>/content/<module>/<task>, which holds the
/// hash of the content that it is compiled from, and is written when that changes.
class ContentStamps {
 public:
  /// Brings the stamps of each module whose provider `mine` is among the targets up to date: before Ninja runs.
  /// @throws EnvironmentError  a stamp cannot be written
  ContentStamps(const Course& course, std::string_view preset, const std::vector<std::string>& targets);

  /// After Ninja: a file that was saved meanwhile may have been compiled as it was or as it is, so its stamp is emptied
  /// and the next build compiles it again.
  void settle() const;

 private:
  struct Stamp {
    std::filesystem::path source;
    std::filesystem::path file;
    std::string hash;
  };

  std::vector<Stamp> stamps_;
};

}  // namespace grader
