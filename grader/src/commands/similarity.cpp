#include "commands/similarity.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>
#include <string_view>

#include "edition/submission.hpp"
#include "grading/similarity.hpp"
#include "grading/similarity_report.hpp"
#include "safe_file.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

/// It names students and shows their code: for its owner's eyes only.
void write_document(const std::string& file, const std::string& content) {
  const fs::path path = fs::absolute(file).lexically_normal();
  write_private_file(path.parent_path(), path.filename(), content);
}

/// Every readable submission; what cannot be read is told and left out.
std::vector<ComparedWork> read_works(const Course& course, const SimilarityOptions& options, const Terminal& messages) {
  std::vector<ComparedWork> works;
  for (const fs::path& path : find_submissions(options.submissions)) {
    Submission submission = read_submission(course, path);
    if (!submission.fault.empty()) {
      messages.warn(submission.name + " is left out: " + submission.fault);
      continue;
    }
    works.push_back({std::move(submission.student), std::move(submission.name), std::move(submission.files)});
  }
  // Several submissions of one student resemble each other by right: the last one by name stays.
  std::stable_sort(works.begin(), works.end(),
                   [](const ComparedWork& a, const ComparedWork& b) { return a.student < b.student; });
  std::vector<ComparedWork> newest;
  for (ComparedWork& work : works) {
    if (!newest.empty() && newest.back().student == work.student) {
      messages.warn(newest.back().name + " is left out: " + work.name + " is of the same student.");
      newest.back() = std::move(work);
    } else {
      newest.push_back(std::move(work));
    }
  }
  return newest;
}

/// The modules of which anybody handed in a file.
std::vector<const Module*> modules_of(const Course& course, const std::vector<ComparedWork>& works) {
  std::set<std::string> folders;
  for (const ComparedWork& work : works) {
    for (const auto& [path, content] : work.files) {
      const std::size_t begin = path.find('/') + 1;
      folders.insert(path.substr(begin, path.find('/', begin) - begin));
    }
  }
  std::vector<const Module*> modules;
  for (const Module& module : course.modules) {
    if (folders.contains(module.folder)) modules.push_back(&module);
  }
  return modules;
}

}  // namespace

ExitStatus run_similarity(const Course& course, const SimilarityOptions& options) {
  const Terminal messages = Terminal::standard_error(!options.terminal.style().unicode);
  const std::vector<ComparedWork> works = read_works(course, options, messages);
  if (works.size() < 2) {
    throw UsageError(
        fmt::format("comparing needs two submissions that can be read, got {}. Give a folder of a class, or "
                    "several archives or folders.",
                    works.size()));
  }
  const ComparisonRules rules;
  const ClassComparison comparison = compare_class(works, given_code(course, modules_of(course, works)), rules);
  if (!options.html.empty()) write_document(options.html, similarity_page(course.name, works, comparison, rules));
  const std::string json = options.json.empty() ? "" : similarity_to_json(works, comparison, rules);
  if (options.json == "-") {
    std::cout << json;
    return ExitStatus::passed;
  }
  if (!json.empty()) write_document(options.json, json);
  print_similarity(options.terminal, works, comparison, rules);
  return ExitStatus::passed;
}

}  // namespace grader
