#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <utility>

#include "edition/archive.hpp"
#include "edition/archive_intake.hpp"
#include "edition/entry_name.hpp"
#include "edition/read_bounded.hpp"
#include "edition/zip_check.hpp"

namespace grader {
namespace {

constexpr std::array<std::string_view, 9> endings = {".tar",     ".tar.gz",  ".tgz",  ".tar.xz", ".txz",
                                                     ".tar.zst", ".tar.bz2", ".tbz2", ".zip"};

std::size_t ending_length(std::string_view name) {
  std::size_t longest = 0;
  for (const std::string_view ending : endings) {
    const bool fits = name.size() > ending.size() &&
                      std::equal(ending.rbegin(), ending.rend(), name.rbegin(), [](char expected, char letter) {
                        return expected == std::tolower(static_cast<unsigned char>(letter));
                      });
    if (fits) longest = std::max(longest, ending.size());
  }
  return longest;
}

/// A filter of libarchive and how its data begins.
struct Filter {
  std::string_view mark;
  int code = ARCHIVE_FILTER_NONE;
  int (*support)(archive*) = nullptr;
  const char* name = "";
};

constexpr std::array<Filter, 4> filters = {
    {{std::string_view("\x1f\x8b", 2), ARCHIVE_FILTER_GZIP, &archive_read_support_filter_gzip, "gzip"},
     {std::string_view("\xfd"
                       "7zXZ\0",
                       6),
      ARCHIVE_FILTER_XZ, &archive_read_support_filter_xz, "xz"},
     {std::string_view("\x28\xb5\x2f\xfd", 4), ARCHIVE_FILTER_ZSTD, &archive_read_support_filter_zstd, "zstd"},
     {"BZh", ARCHIVE_FILTER_BZIP2, &archive_read_support_filter_bzip2, "bzip2"}}};

using Handle = std::unique_ptr<archive, decltype(&archive_read_free)>;

Handle new_reader() {
  return {archive_read_new(), &archive_read_free};
}

std::string error_of(archive* handle) {
  const char* reason = archive_error_string(handle);
  return reason == nullptr ? "no reason given" : printable(reason);
}

const char* kind_of(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr) return "it is a hard link";
  switch (archive_entry_filetype(entry)) {
    case AE_IFLNK:
      return "it is a symbolic link";
    case AE_IFCHR:
    case AE_IFBLK:
      return "it is a device";
    case AE_IFIFO:
      return "it is a pipe";
    case AE_IFSOCK:
      return "it is a socket";
    case AE_IFREG:
    case AE_IFDIR:
      return nullptr;
    default:
      return "it is neither a file nor a folder";
  }
}

class Reader {
 public:
  Reader(std::string_view bytes, const Wanted& wanted, const ArchiveBounds& bounds)
      : bytes_(bytes), bounds_(bounds), intake_(wanted, bounds, bytes.size()), handle_(new_reader()) {}

  TakenFiles read() {
    if (bytes_.empty()) {
      intake_.stop("it is empty: no bytes at all");
    } else if (bytes_.size() > bounds_.packed_bytes) {
      intake_.stop("it is larger than " + std::to_string(bounds_.packed_bytes >> 20U) + " MiB");
    } else if (open()) {
      while (next_entry()) {
      }
    }
    return intake_.finish();
  }

 private:
  bool fail(const std::string& what) {
    intake_.stop(what);
    return false;
  }

  /// Exactly one filter, chosen here by how the data begins. Left to choose, libarchive would unpack gzip in gzip in gzip
  /// before it showed the first byte, and would start a program for what it was built without.
  bool open() {
    archive* const handle = handle_.get();
    if (is_zip(bytes_)) {
      if (const std::string refusal = zip_refusal(bytes_, bounds_.entries); !refusal.empty()) return fail(refusal);
      archive_read_support_format_zip_seekable(handle);
    } else {
      archive_read_support_format_tar(handle);
      for (const Filter& filter : filters) {
        if (!bytes_.starts_with(filter.mark)) continue;
        // ARCHIVE_WARN: it would call the program of that name.
        if (filter.support(new_reader().get()) != ARCHIVE_OK) {
          return fail(std::string("the grader's libarchive was built without ") + filter.name);
        }
        if (archive_read_append_filter(handle, filter.code) != ARCHIVE_OK) return fail(error_of(handle));
      }
    }
    if (archive_read_open_memory(handle, bytes_.data(), bytes_.size()) == ARCHIVE_OK) return true;
    return fail("it is no .tar, .tar.gz, .tar.xz, .tar.zst, .tar.bz2 or .zip (" + error_of(handle) + ")");
  }

  bool next_entry() {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(handle_.get(), &entry);
    if (status == ARCHIVE_EOF) return false;
    if (!intake_.begin_entry()) return false;
    if (status == ARCHIVE_RETRY) return true;
    if (status < ARCHIVE_WARN) return fail("it is cut off or damaged (" + error_of(handle_.get()) + ")");
    const auto size = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_entry_size(entry), 0));
    if (archive_entry_size_is_set(entry) != 0 && intake_.would_pass(size)) return false;
    const std::string path = checked(entry);
    if (intake_.stopped()) return false;
    const std::uint64_t limit = path.empty() ? 0 : intake_.limit_of(path);
    return unpack_data(path, limit);
  }

  /// The path of a regular file to look at; empty for everything else.
  std::string checked(archive_entry* entry) {
    // In a locale that cannot show it, a name is there in UTF-8 only.
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr) name = archive_entry_pathname_utf8(entry);
    if (name == nullptr) name = "";
    const bool folder = archive_entry_filetype(entry) == AE_IFDIR && archive_entry_hardlink(entry) == nullptr;
    std::string path = intake_.place(name, folder);
    if (path.empty() || folder) return "";
    if (const char* kind = kind_of(entry)) {
      intake_.refuse(path, kind);
      return "";
    }
    if (archive_entry_is_encrypted(entry) != 0) {
      intake_.refuse(path, "it is encrypted");
      return "";
    }
    if (is_archive_name(path)) intake_.refuse(path, "it is an archive inside the archive");
    return path;
  }

  /// Every entry's data is unpacked here, wanted or not, so that all of it is counted.
  bool unpack_data(const std::string& path, std::uint64_t limit) {
    std::string content;
    bool fits = true;
    for (;;) {
      const void* piece = nullptr;
      std::size_t size = 0;
      la_int64_t offset = 0;
      const int status = archive_read_data_block(handle_.get(), &piece, &size, &offset);
      if (status == ARCHIVE_EOF) break;
      if (status == ARCHIVE_FATAL) return fail("it is cut off or damaged (" + error_of(handle_.get()) + ")");
      if (status != ARCHIVE_OK) {
        if (limit > 0) intake_.refuse(path, "it is damaged (" + error_of(handle_.get()) + ")");
        return true;
      }
      if (!intake_.count(size)) return false;
      if (limit == 0 || !fits) continue;
      // A hole: a sparse file, whose size on disk says nothing of what it unpacks to.
      fits = static_cast<std::uint64_t>(offset) == content.size() && size <= limit - content.size();
      if (fits) content.append(static_cast<const char*>(piece), size);
    }
    if (limit == 0) return true;
    if (fits) {
      intake_.take(path, std::move(content));
    } else {
      intake_.refuse(path, "it is larger than " + std::to_string(limit) + " bytes, or sparse");
    }
    return true;
  }

  std::string_view bytes_;
  const ArchiveBounds& bounds_;
  ArchiveIntake intake_;
  Handle handle_;
};

}  // namespace

bool is_archive_name(std::string_view name) {
  return ending_length(name) > 0;
}

std::string without_archive_ending(std::string_view name) {
  return std::string(name.substr(0, name.size() - ending_length(name)));
}

TakenFiles unpack(std::string_view bytes, const Wanted& wanted, const ArchiveBounds& bounds) {
  return Reader(bytes, wanted, bounds).read();
}

TakenFiles read_archive(const std::filesystem::path& path, const Wanted& wanted, const ArchiveBounds& bounds) {
  const ReadFile file = read_bounded(AT_FDCWD, path.c_str(), bounds.packed_bytes);
  if (file.refusal.empty()) return unpack(file.content, wanted, bounds);
  TakenFiles taken;
  taken.fault = file.refusal;
  return taken;
}

}  // namespace grader
