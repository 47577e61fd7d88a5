/// @file
/// What archives and folders have in common when they are read: bounds, refusals, duplicates. Only the readers need this.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "edition/archive.hpp"

namespace grader {

class ArchiveIntake {
 public:
  /// @param packed  bytes of the archive; 0: a folder, without a ratio
  ArchiveIntake(const Wanted& wanted, const ArchiveBounds& bounds, std::uint64_t packed);

  /// Begins an entry. False: a bound is passed, stop.
  bool begin_entry();
  /// The entry's path; empty: refused, or the folder itself.
  /// @param folder  it is a folder; anything else takes the place of a file, links included
  std::string place(std::string_view raw_name, bool folder);
  /// Counts unpacked bytes. False: a bound is passed, stop.
  bool count(std::uint64_t bytes);
  /// Whether `bytes` more would pass a bound; then that is the fault.
  bool would_pass(std::uint64_t bytes);

  /// The most bytes of a wanted file, 0 for others, which count as skipped.
  std::uint64_t limit_of(const std::string& path);
  void take(const std::string& path, std::string content);

  /// "<name> was not taken: <reason>."
  void refuse(std::string_view name, const std::string& reason);
  void stop(const std::string& fault);
  bool stopped() const { return !taken_.fault.empty(); }
  TakenFiles finish();

 private:
  bool enter(const std::string& path, bool folder);

  const Wanted& wanted_;
  const ArchiveBounds& bounds_;
  std::uint64_t packed_;
  std::uint64_t unpacked_ = 0;
  std::size_t refusals_ = 0;
  std::set<std::string> folders_;
  std::set<std::string> others_;
  std::set<std::string> disputed_;  ///< came twice with different contents
  TakenFiles taken_;
};

}  // namespace grader
