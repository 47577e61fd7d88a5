#include "edition/submission.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "clock.hpp"
#include "edition/declared.hpp"
#include "edition/entry_name.hpp"
#include "edition/manifest.hpp"
#include "edition/sha256.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

bool is_manifest(const std::string& path) {
  return !is_hidden(path) && fs::path(path).filename() == manifest_name;
}

std::size_t depth_of(const std::string& path) {
  return static_cast<std::size_t>(std::count(path.begin(), path.end(), '/'));
}

/// A word made of the archive's name, for a submission that does not say whose it is.
std::string word_of(const std::string& name) {
  std::string word;
  for (const char letter : without_archive_ending(name)) {
    const bool fits = word.empty() ? is_plain_word(std::string(1, letter)) : is_plain_word(std::string{'a', letter});
    if (word.size() < 64 && (fits || !word.empty())) word += fits ? letter : '_';
  }
  return word.empty() ? "unnamed" : word;
}

/// The last write, 0 where it cannot be told. Links are not followed.
std::time_t written(const fs::path& path) {
  struct stat information {};
  return ::lstat(path.c_str(), &information) == 0 ? information.st_mtim.tv_sec : 0;
}

class SubmissionReader {
 public:
  SubmissionReader(const Course& course, fs::path path) : course_(course), declared_(course), path_(std::move(path)) {
    // A slash at the end would have the system follow a link.
    if (!path_.has_filename()) path_ = path_.parent_path();
  }

  Submission read() {
    result_.name = path_.filename().string();
    result_.student = word_of(result_.name);
    result_.arrived = utc_text(written(path_));
    struct stat information {};
    const bool folder = ::lstat(path_.c_str(), &information) == 0 && S_ISDIR(information.st_mode);
    const Wanted wanted = [this](const std::string& path) { return limit_of(path); };
    TakenFiles taken = folder ? read_folder(path_, wanted) : read_archive(path_, wanted);
    result_.findings = std::move(taken.findings);
    if (!taken.fault.empty()) {
      result_.fault = printable(result_.name) + " cannot be used: " + taken.fault +
                      ". Pack your work with `grader submit` and hand that in.";
    } else {
      choose(taken.files);
      if (folder) time_of_newest();
      if (result_.files.empty()) none_found(taken);
    }
    result_.submitted = result_.arrived;
    read_claims(taken.files);
    finish();
    return std::move(result_);
  }

 private:
  std::uint64_t limit_of(const std::string& path) const {
    if (is_manifest(path)) return largest_manifest;
    return declared_.place_of(path) ? largest_source : 0;
  }

  void find(const std::string& where, const std::string& sentence) {
    result_.findings.push_back({"archive", where, sentence});
  }

  struct Candidate {
    std::string found;  ///< where it lies in the submission
    std::size_t depth = 0;
    const std::string* content = nullptr;
  };

  void choose(const FileContents& files) {
    std::map<std::string, std::vector<Candidate>> by_path;
    std::map<std::string, std::vector<Candidate>> by_name;
    for (const auto& [found, content] : files) {
      const auto place = declared_.place_of(found);
      if (!place) continue;
      (place->flat ? by_name : by_path)[place->path].push_back({found, depth_of(place->prefix), &content});
    }
    for (auto& [path, candidates] : by_path.empty() ? by_name : by_path) choose(path, candidates);
    if (by_path.empty()) return;
    for (const auto& [path, candidates] : by_name) {
      find(candidates.front().found,
           printable(candidates.front().found) +
               " was not taken: it has the name of a task's file, but lies outside modules/.");
    }
  }

  void choose(const std::string& path, std::vector<Candidate>& candidates) {
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      return a.depth != b.depth ? a.depth < b.depth : a.found < b.found;
    });
    const Candidate& first = candidates.front();
    bool agreed = true;
    for (const Candidate& other : candidates) {
      if (*other.content == *first.content) continue;
      agreed = agreed && other.depth != first.depth;
      find(path, path + " is there twice, with different contents: as " + printable(first.found) + " and as " +
                     printable(other.found) +
                     (other.depth == first.depth ? ". None was taken." : ". The first was taken."));
    }
    if (!agreed) return;
    result_.files[path] = *first.content;
    origins_.insert(first.found);
  }

  void time_of_newest() {
    std::time_t newest = 0;
    for (const std::string& origin : origins_) newest = std::max(newest, written(path_ / origin));
    if (newest > 0) result_.arrived = utc_text(newest);
  }

  void none_found(const TakenFiles& taken) {
    const std::string example =
        course_.modules.empty() || course_.modules.front().tasks.empty()
            ? "modules/<module>/src/<task>.cpp"
            : course_.student_file(course_.modules.front(), course_.modules.front().tasks.front())
                  .lexically_relative(course_.root)
                  .generic_string();
    result_.fault = printable(result_.name) + " holds no file of the course" +
                    (taken.entries == 0 ? ": it is empty" : "") + ". Expected were files such as " + example +
                    ". Pack your work with `grader submit` and hand that in.";
  }

  /// The manifest with the fewest folders above it.
  static const std::string* find_manifest(const FileContents& files) {
    const std::string* found = nullptr;
    const std::string* path = nullptr;
    for (const auto& [name, content] : files) {
      if (!is_manifest(name) || (path != nullptr && depth_of(*path) <= depth_of(name))) continue;
      path = &name;
      found = &content;
    }
    return found;
  }

  void read_claims(const FileContents& files) {
    const std::string* text = find_manifest(files);
    if (text == nullptr) return;
    ManifestReading reading = read_manifest(*text);
    std::move(reading.findings.begin(), reading.findings.end(), std::back_inserter(result_.findings));
    if (!reading.manifest) return;
    const Manifest& manifest = *reading.manifest;
    if (is_plain_word(manifest.student)) {
      result_.student = manifest.student;
    } else {
      result_.findings.push_back({"manifest", "student",
                                  "The manifest's student is no plain word (" + printable(manifest.student) +
                                      "); the submission's name stands in: " + result_.student + "."});
    }
    for (const ManifestModule& module : manifest.modules) {
      if (!module.edition.empty()) result_.editions[module.folder] = module.edition;
    }
    if (is_utc_time(manifest.created)) result_.submitted = manifest.created.substr(0, 19) + "Z";
    std::vector<Flag> differences = compare(manifest, result_.files);
    std::move(differences.begin(), differences.end(), std::back_inserter(result_.findings));
  }

  void finish() {
    std::map<std::string, std::string> hashes;
    for (const auto& [path, content] : result_.files) hashes[path] = sha256(content);
    result_.digest = sha256_of_list(hashes);
  }

  const Course& course_;
  DeclaredFiles declared_;
  fs::path path_;
  std::set<std::string> origins_;
  Submission result_;
};

}  // namespace

Submission read_submission(const Course& course, const fs::path& path) {
  return SubmissionReader(course, path).read();
}

}  // namespace grader
