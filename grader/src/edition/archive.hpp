/// @file
/// Archives: writing our own, and reading those of strangers into memory. Nothing that is read here touches the disk, no
/// link is followed and no program is started.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grading/grade_result.hpp"

namespace grader {

/// Relative path -> content.
using FileContents = std::map<std::string, std::string>;

enum class ArchiveKind { tar_gz, zip };

/// The archive's bytes: entries in the order of their paths, owner 0, mode 0644, all of one time. The same content gives the
/// same bytes (a zip: in the same time zone, since its format keeps local time).
/// @param programs  paths of which the mode is 0755
/// @throws CourseFault  libarchive refuses
std::string pack(ArchiveKind kind, const FileContents& files, std::time_t time,
                 const std::set<std::string>& programs = {});

/// Whether a name ends as an archive's does: .tar, .tar.gz, .tgz, .tar.xz, .txz, .tar.zst, .tar.bz2, .tbz2, .zip.
bool is_archive_name(std::string_view name);
/// The name without that ending; as it is where it has none.
std::string without_archive_ending(std::string_view name);

/// The most bytes that the file of this path may have; 0: not wanted.
using Wanted = std::function<std::uint64_t(const std::string& path)>;

/// Reading ends at once where one of these is passed.
struct ArchiveBounds {
  std::size_t entries = 10'000;
  std::uint64_t packed_bytes = std::uint64_t{32} << 20U;
  std::uint64_t unpacked_bytes = std::uint64_t{64} << 20U;  ///< of all entries, wanted or not
  std::uint64_t ratio = 100;                                ///< unpacked to packed, beyond the first 4 MiB unpacked
  std::size_t depth = 32;                                   ///< folders in folders
};

/// What was taken from an archive or a folder.
struct TakenFiles {
  FileContents files;
  std::size_t entries = 0;
  std::size_t skipped = 0;  ///< files that nobody wanted
  std::vector<Flag> findings;
  std::string fault;  ///< not empty: a bound was passed or the archive is damaged, and `files` is empty
};

/// Reads .tar (plain, .gz, .xz, .zst, .bz2) and .zip. Only regular files of plain names are taken; links, devices, pipes,
/// sockets, names that are absolute, go up or are no UTF-8, duplicates that differ, files where folders were, encrypted and
/// damaged entries are refused, and each refusal is a finding. Never throws for what the bytes hold.
TakenFiles unpack(std::string_view bytes, const Wanted& wanted, const ArchiveBounds& bounds = {});

/// The same of a file on disk; a link or anything else than a file is a fault.
TakenFiles read_archive(const std::filesystem::path& path, const Wanted& wanted, const ArchiveBounds& bounds = {});

/// The same of a folder on disk. No link is followed, `path` itself included; files that have several names (hard links) are
/// refused; hidden folders are not entered.
TakenFiles read_folder(const std::filesystem::path& path, const Wanted& wanted, const ArchiveBounds& bounds = {});

}  // namespace grader
