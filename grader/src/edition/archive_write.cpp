#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <string>

#include "edition/archive.hpp"
#include "errors.hpp"

namespace grader {
namespace {

la_ssize_t append(struct archive*, void* target, const void* piece, std::size_t size) {
  static_cast<std::string*>(target)->append(static_cast<const char*>(piece), size);
  return static_cast<la_ssize_t>(size);
}

class Writer {
 public:
  explicit Writer(ArchiveKind kind) : archive_(archive_write_new(), &archive_write_free) {
    archive* const handle = archive_.get();
    if (kind == ArchiveKind::zip) {
      check(archive_write_set_format_zip(handle));
    } else {
      check(archive_write_set_format_pax_restricted(handle));
      check(archive_write_add_filter_gzip(handle));
      // gzip would keep the time of packing, and the same files would give other bytes a second later.
      check(archive_write_set_filter_option(handle, "gzip", "timestamp", nullptr));
    }
    check(archive_write_set_bytes_in_last_block(handle, 1));
    check(archive_write_open(handle, &bytes_, nullptr, &append, nullptr));
  }

  void add(const std::string& path, const std::string& content, std::time_t time, bool is_program) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), &archive_entry_free);
    archive_entry_set_pathname(entry.get(), path.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), is_program ? 0755 : 0644);
    archive_entry_set_uid(entry.get(), 0);
    archive_entry_set_gid(entry.get(), 0);
    archive_entry_set_mtime(entry.get(), time, 0);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
    check(archive_write_header(archive_.get(), entry.get()));
    if (archive_write_data(archive_.get(), content.data(), content.size()) != static_cast<la_ssize_t>(content.size())) {
      fail();
    }
  }

  std::string close() {
    check(archive_write_close(archive_.get()));
    return std::move(bytes_);
  }

 private:
  void check(int status) {
    if (status != ARCHIVE_OK) fail();
  }
  [[noreturn]] void fail() {
    const char* reason = archive_error_string(archive_.get());
    throw CourseFault(std::string("libarchive cannot write this archive: ") +
                      (reason == nullptr ? "no reason given" : reason) + ".");
  }

  std::string bytes_;  // outlives the handle, which may write to it when it is freed
  std::unique_ptr<archive, decltype(&archive_write_free)> archive_;
};

}  // namespace

std::string pack(ArchiveKind kind, const FileContents& files, std::time_t time, const std::set<std::string>& programs) {
  Writer writer(kind);
  for (const auto& [path, content] : files) writer.add(path, content, time, programs.contains(path));
  return writer.close();
}

}  // namespace grader
