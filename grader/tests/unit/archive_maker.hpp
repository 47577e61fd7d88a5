/// @file
/// Archives of every bad kind, made with libarchive: what the grader's own writer never makes. And what tests ask of
/// what was taken from them.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>

#include "edition/archive.hpp"
#include "temporary_course.hpp"

namespace grader::testing {

inline const FileContents three_files = {{"b/two.cpp", "two"}, {"a.cpp", std::string(900, 'x')}, {"b/one.txt", ""}};

class ArchiveMaker {
 public:
  using Setup = std::function<void(archive*)>;

  static void tar(archive* handle) { archive_write_set_format_pax_restricted(handle); }
  static void tar_gz(archive* handle) {
    tar(handle);
    archive_write_add_filter_gzip(handle);
  }
  static void zip(archive* handle) { archive_write_set_format_zip(handle); }

  explicit ArchiveMaker(const Setup& setup = tar) : archive_(archive_write_new()) {
    setup(archive_);
    archive_write_set_bytes_in_last_block(archive_, 1);
    if (archive_write_open(archive_, &bytes_, nullptr, &append, nullptr) != ARCHIVE_OK) {
      throw std::runtime_error(archive_error_string(archive_));
    }
  }
  ~ArchiveMaker() { archive_write_free(archive_); }
  ArchiveMaker(const ArchiveMaker&) = delete;
  ArchiveMaker& operator=(const ArchiveMaker&) = delete;

  /// @param change  makes the regular file into something else
  ArchiveMaker& add(const std::string& path, const std::string& content = "",
                    const std::function<void(archive_entry*)>& change = nullptr) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    if (change) change(entry);
    const int status = archive_write_header(archive_, entry);
    archive_entry_free(entry);
    if (status < ARCHIVE_WARN) throw std::runtime_error(archive_error_string(archive_));
    if (!content.empty()) archive_write_data(archive_, content.data(), content.size());
    return *this;
  }
  ArchiveMaker& folder(const std::string& path) {
    return add(path, "", [](archive_entry* entry) { archive_entry_set_filetype(entry, AE_IFDIR); });
  }
  ArchiveMaker& kind(const std::string& path, unsigned int type) {
    return add(path, "", [type](archive_entry* entry) {
      archive_entry_set_filetype(entry, type);
      if (type == AE_IFLNK) archive_entry_set_symlink(entry, "/etc/passwd");
    });
  }
  ArchiveMaker& hard_link(const std::string& path, const std::string& target) {
    return add(path, "", [&](archive_entry* entry) { archive_entry_set_hardlink(entry, target.c_str()); });
  }
  /// `bytes` zeros, written in pieces: nothing large is in memory.
  ArchiveMaker& zeros(const std::string& path, std::size_t bytes) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes));
    archive_write_header(archive_, entry);
    archive_entry_free(entry);
    const std::string piece(std::size_t{1} << 20U, '\0');
    for (std::size_t done = 0; done < bytes; done += piece.size()) {
      archive_write_data(archive_, piece.data(), std::min(piece.size(), bytes - done));
    }
    return *this;
  }

  std::string bytes() {
    if (archive_write_close(archive_) != ARCHIVE_OK) throw std::runtime_error(archive_error_string(archive_));
    return bytes_;
  }

 private:
  static la_ssize_t append(archive*, void* target, const void* piece, std::size_t size) {
    static_cast<std::string*>(target)->append(static_cast<const char*>(piece), size);
    return static_cast<la_ssize_t>(size);
  }

  std::string bytes_;
  archive* archive_;
};

inline constexpr std::uint64_t limit = 1000;

/// A predicate: everything is wanted, up to `limit` bytes.
inline std::uint64_t all(const std::string&) {
  return limit;
}
/// Only what is called *.cpp.
inline std::uint64_t sources(const std::string& path) {
  return path.ends_with(".cpp") ? limit : 0;
}

inline std::string words(const TakenFiles& taken) {
  std::string text = taken.fault + "\n";
  for (const Flag& finding : taken.findings) text += finding.message + "\n";
  return text;
}

/// That the archive gave only good.cpp, and said so of what else was in it.
inline void expect_refused(const TakenFiles& taken, const std::string& reason) {
  EXPECT_EQ(taken.files, (FileContents{{"good.cpp", "good"}})) << words(taken);
  EXPECT_EQ(taken.fault, "");
  EXPECT_EQ(taken.findings.size(), 1U) << words(taken);
  EXPECT_TRUE(contains(words(taken), reason)) << words(taken);
}

}  // namespace grader::testing
