#include "edition/archive_intake.hpp"

#include <algorithm>
#include <utility>

#include "edition/entry_name.hpp"

namespace grader {
namespace {

constexpr std::size_t most_findings = 40;
constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20U;
/// Small archives of repetitive text may shrink far.
constexpr std::uint64_t unpacked_without_ratio = 4 * mebibyte;

}  // namespace

ArchiveIntake::ArchiveIntake(const Wanted& wanted, const ArchiveBounds& bounds, std::uint64_t packed)
    : wanted_(wanted), bounds_(bounds), packed_(packed) {}

bool ArchiveIntake::begin_entry() {
  if (++taken_.entries > bounds_.entries) {
    stop("it holds more than " + std::to_string(bounds_.entries) + " files and folders");
  }
  return !stopped();
}

bool ArchiveIntake::count(std::uint64_t bytes) {
  if (would_pass(bytes)) return false;
  unpacked_ += bytes;
  return true;
}

bool ArchiveIntake::would_pass(std::uint64_t bytes) {
  if (bytes > bounds_.unpacked_bytes || unpacked_ > bounds_.unpacked_bytes - bytes) {
    stop("it unpacks to more than " + std::to_string(bounds_.unpacked_bytes / mebibyte) + " MiB");
    return true;
  }
  const std::uint64_t sum = unpacked_ + bytes;
  if (packed_ > 0 && sum > unpacked_without_ratio && sum / bounds_.ratio >= packed_) {
    stop("it unpacks to more than " + std::to_string(bounds_.ratio) + " times its size, as no source code does");
    return true;
  }
  return false;
}

std::string ArchiveIntake::place(std::string_view raw_name, bool folder) {
  EntryName name = checked_name(raw_name);
  if (!name.refusal.empty()) {
    refuse(raw_name, name.refusal);
    return "";
  }
  const auto depth = static_cast<std::size_t>(std::count(name.path.begin(), name.path.end(), '/'));
  if (depth > bounds_.depth) {
    stop("its folders are nested more than " + std::to_string(bounds_.depth) + " deep");
    return "";
  }
  return name.path.empty() || !enter(name.path, folder) ? "" : name.path;
}

bool ArchiveIntake::enter(const std::string& path, bool folder) {
  for (std::size_t slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) {
    const std::string above = path.substr(0, slash);
    if (others_.contains(above)) {
      refuse(path, printable(above) + " is not a folder in the same archive");
      return false;
    }
    folders_.insert(above);
  }
  if (folder ? others_.contains(path) : folders_.contains(path)) {
    refuse(path, "a file and a folder have this name");
    return false;
  }
  (folder ? folders_ : others_).insert(path);
  return true;
}

std::uint64_t ArchiveIntake::limit_of(const std::string& path) {
  const std::uint64_t limit = wanted_(path);
  if (limit == 0) ++taken_.skipped;
  return limit;
}

void ArchiveIntake::take(const std::string& path, std::string content) {
  if (disputed_.contains(path)) return;
  const auto [place, is_new] = taken_.files.try_emplace(path, content);
  if (is_new || place->second == content) return;
  taken_.files.erase(place);
  disputed_.insert(path);
  refuse(path, "it is there twice, with different contents");
}

void ArchiveIntake::refuse(std::string_view name, const std::string& reason) {
  if (++refusals_ > most_findings) return;
  const std::string shown = printable(name);
  taken_.findings.push_back({"archive", shown, shown + " was not taken: " + reason + "."});
}

void ArchiveIntake::stop(const std::string& fault) {
  if (taken_.fault.empty()) taken_.fault = fault;
}

TakenFiles ArchiveIntake::finish() {
  if (refusals_ > most_findings) {
    taken_.findings.push_back(
        {"archive", "", std::to_string(refusals_ - most_findings) + " more entries were not taken, for such reasons."});
  }
  if (stopped()) taken_.files.clear();
  return std::move(taken_);
}

}  // namespace grader
