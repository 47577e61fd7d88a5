#include <array>
#include <map>
#include <set>
#include <string_view>

#include "edition/edition_update.hpp"

namespace grader {
namespace {

/// Where a file belongs, as a student would say it.
struct NewsPart {
  std::string_view prefix;
  const char* words;
};

/// Parts of a module, by what follows modules/NN_name/.
constexpr std::array<NewsPart, 9> module_parts{{{"LESSON.md", "the lesson"},
                                                {"hints.md", "the hints"},
                                                {"include/", "the contract"},
                                                {"tests/", "the tests"},
                                                {"src/", "the skeleton"},
                                                {"given/", "given code"},
                                                {"figures/", "figures"},
                                                {"programs/", "programs of the lesson"},
                                                {"bench.cpp", "the benchmark"}}};

constexpr std::array<NewsPart, 7> course_parts{{{"grader/", "the grader"},
                                                {"testing/", "the test kit"},
                                                {"support/", "the support library"},
                                                {"docs/", "the pages"},
                                                {"bench/", "benchmarks"},
                                                {"cmake/", "how the course is built"},
                                                {"modules/course.cmake", "the table of the course"}}};

/// "masks" of tests/masks_test.cpp and src/masks.cpp; empty for what belongs to no task.
std::string task_of(const std::string& rest) {
  for (const auto& [prefix, suffix] : {std::pair<std::string, std::string>{"tests/", "_test.cpp"}, {"src/", ".cpp"}}) {
    if (rest.starts_with(prefix) && rest.ends_with(suffix)) {
      return rest.substr(prefix.size(), rest.size() - prefix.size() - suffix.size());
    }
  }
  return "";
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  std::size_t left = words.size();
  for (const std::string& word : words) {
    text += word;
    --left;
    if (left > 0) text += left == 1 ? " and " : ", ";
  }
  return text;
}

/// What differs, by the module it belongs to ("" for the course), then by part, with the tasks concerned.
using Differences = std::map<std::string, std::map<std::string, std::set<std::string>>>;

void add(Differences& differences, const std::string& path) {
  const std::string module = module_of(path);
  if (path.starts_with("solutions/")) {
    differences[module]["the solution"];
    return;
  }
  if (!module.empty()) {
    const std::string rest = path.substr(("modules/" + module + "/").size());
    for (const NewsPart& part : module_parts) {
      if (!rest.starts_with(part.prefix)) continue;
      auto& tasks = differences[module][part.words];
      if (const std::string task = task_of(rest); !task.empty()) tasks.insert(task);
      return;
    }
  }
  for (const NewsPart& part : course_parts) {
    if (!path.starts_with(part.prefix)) continue;
    differences[module][part.words];
    return;
  }
  differences[module][path];
}

}  // namespace

std::vector<std::string> edition_news(const EditionRecord& old, const EditionRecord& fresh) {
  const std::set<std::string> before(old.modules.begin(), old.modules.end());
  const std::set<std::string> after(fresh.modules.begin(), fresh.modules.end());
  std::vector<std::string> news;
  for (const std::string& module : fresh.modules) {
    if (!before.contains(module)) news.push_back("new module " + module);
  }
  for (const std::string& module : old.modules) {
    if (!after.contains(module)) news.push_back("module " + module + " is no longer part of the course");
  }
  Differences differences;
  for (const auto& [path, hash] : fresh.files) {
    const auto then = old.files.find(path);
    if (then == old.files.end() || then->second != hash) add(differences, path);
  }
  for (const auto& [path, hash] : old.files) {
    if (!fresh.files.contains(path)) add(differences, path);
  }
  for (const auto& [module, parts] : differences) {
    if (!module.empty() && !(before.contains(module) && after.contains(module))) continue;
    std::set<std::string> words;
    for (const auto& [part, tasks] : parts) words.insert(tasks.empty() ? part : part + " of " + joined(tasks));
    std::string line = (module.empty() ? "" : "module " + module + ": ");
    std::size_t left = words.size();
    for (const std::string& word : words) line += word + (--left > 0 ? ", " : "");
    news.push_back(line + " changed");
  }
  return news;
}

}  // namespace grader
