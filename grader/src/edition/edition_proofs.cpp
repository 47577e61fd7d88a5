#include "edition/edition_proofs.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "edition/edition_record.hpp"
#include "edition/leak_scan.hpp"
#include "lesson.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

/// What publishing writes itself, or cuts from files of the course.
const std::set<std::string>& written_files() {
  static const std::set<std::string> names{"README.md", "COURSE.md", edition_record_name};
  return names;
}

bool is_in(const std::string& path, const char* top, const char* part) {
  return path.starts_with(std::string(top) + "/") && path.find(std::string("/") + part + "/") != std::string::npos;
}

/// The files of a folder of the course for which `wanted` holds.
template <class Wanted>
FileTexts texts_below(const fs::path& root, const char* top, Wanted wanted) {
  FileTexts texts;
  if (!fs::is_directory(root / top)) return texts;
  for (const std::string& below : files_below(root / top)) {
    const std::string path = std::string(top) + "/" + below;
    if (wanted(path)) texts[path] = read_text(root / path);
  }
  return texts;
}

void add_findings(Proof& proof, const LeakSources& sources, const std::vector<SharedTextException>& exceptions) {
  for (const SharedText& leak : leaks(shared_texts(sources), exceptions)) {
    proof.findings.push_back(
        {fmt::format("{}:{}", leak.file, leak.line),
         fmt::format("has {} words and signs in a row in common with {}: {}", leak.tokens, leak.secret, leak.text)});
  }
}

}  // namespace

Proof prove_allow_list(const fs::path& edition, const EditionChoice& choice) {
  Proof proof{"files", "", {}};
  const AllowList list(choice);
  const std::vector<std::string> paths = files_below(edition);
  for (const std::string& path : paths) {
    if (const std::string reason = instructors_only(path, choice); !reason.empty()) {
      proof.findings.push_back({path, reason + "; no edition may hold it"});
    } else if (!written_files().contains(path) && !list.allows(path)) {
      proof.findings.push_back({path, "is allowed by no row of the table in grader/src/edition/allow_list.cpp"});
    }
  }
  for (const Module* module : choice.modules) {
    for (const Task& task : module->tasks) {
      for (const std::string& path : {"src/" + task.name + ".cpp", "tests/" + task.name + "_test.cpp"}) {
        const std::string place = "modules/" + module->folder + "/" + path;
        if (!std::binary_search(paths.begin(), paths.end(), place)) {
          proof.findings.push_back({place, "is missing; a student needs it"});
        }
      }
    }
  }
  proof.summary = fmt::format("{} files, each allowed by the table; nothing of the instructor's", paths.size());
  return proof;
}

Proof prove_links(const fs::path& edition) {
  Proof proof{"links", "", {}};
  std::size_t links = 0;
  for (const std::string& path : files_below(edition)) {
    if (!path.ends_with(".md")) continue;
    for (const std::string& target : linked_files(read_text(edition / path))) {
      ++links;
      if (fs::exists((edition / path).parent_path() / target)) continue;
      proof.findings.push_back({path, "links to " + target + ", which the edition does not hold"});
    }
  }
  proof.summary = fmt::format("{} links of the pages lead to files of the edition", links);
  return proof;
}

Proof prove_no_leak(const Course& course, const fs::path& edition, const EditionChoice& choice) {
  Proof proof{"leaks", "", {}};
  const auto exceptions_file = course.root / "modules" / "shared_text.txt";
  const auto exceptions = fs::exists(exceptions_file) ? shared_text_exceptions(read_text(exceptions_file))
                                                      : std::vector<SharedTextException>{};
  LeakSources sources;
  for (const std::string& path : files_below(edition)) {
    if (path.starts_with("solutions/") || path.ends_with(".svg") || path == edition_record_name) continue;
    sources.published[path] = read_text(edition / path);
  }
  sources.secret = texts_below(course.root, "solutions", [](const std::string& path) {
    return is_in(path, "solutions", "src") || path.ends_with(".mistake");
  });
  sources.given_code = texts_below(course.root, "modules", [](const std::string& path) {
    return is_in(path, "modules", "src") || is_in(path, "modules", "include") || is_in(path, "modules", "given");
  });
  // The first line of a known mistake is what students are told.
  for (auto& [path, text] : sources.secret) {
    if (path.ends_with(".mistake")) text.erase(0, text.find('\n'));
  }
  for (const char* top : {"modules", "support", "testing", "bench", "grader"}) {
    sources.course_code.merge(texts_below(
        course.root, top, [](const std::string& path) { return path.ends_with(".cpp") || path.ends_with(".hpp"); }));
  }
  const std::size_t secret_files = sources.secret.size();
  if (choice.solutions) {
    for (const Module* module : choice.modules) {
      const std::string folder = "solutions/" + module->folder + "/src/";
      for (auto& [path, text] : sources.secret) {
        if (path.starts_with(folder)) sources.given_code[path] = text;
      }
    }
  }
  add_findings(proof, sources, exceptions);

  LeakSources hidden = sources;
  hidden.secret =
      texts_below(course.root, "solutions", [](const std::string& path) { return is_in(path, "solutions", "tests"); });
  for (auto& [path, text] :
       texts_below(course.root, "modules", [](const std::string& path) { return is_in(path, "modules", "tests"); })) {
    hidden.given_code[path] = text;
  }
  if (!hidden.secret.empty()) add_findings(proof, hidden, exceptions);
  proof.summary = fmt::format("no text of {} references, known mistakes and hidden tests in {} files",
                              secret_files + hidden.secret.size(), sources.published.size());
  return proof;
}

std::vector<std::function<Proof()>> questions_on_texts(const Course& course, const fs::path& edition,
                                                       const EditionChoice& choice) {
  return {[&] { return prove_allow_list(edition, choice); }, [&] { return prove_links(edition); },
          [&] { return prove_no_leak(course, edition, choice); }};
}

}  // namespace grader
