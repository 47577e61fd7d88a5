#include "edition/edition_choice.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "errors.hpp"

namespace grader {
namespace {

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void add_range(const Course& course, const std::string& range, std::set<const Module*>& chosen) {
  const std::size_t dash = range.find('-');
  const int first = std::stoi(range.substr(0, dash));
  const int last = std::stoi(range.substr(dash + 1));
  bool any = false;
  for (const Module& module : course.modules) {
    if (module.number < first || module.number > last) continue;
    chosen.insert(&module);
    any = true;
  }
  if (!any) throw UsageError("--modules: there is no module from " + range + "; `grader list` shows what there is.");
}

void require_needs(const std::vector<const Module*>& modules) {
  std::set<std::string> folders;
  for (const Module* module : modules) folders.insert(module->folder);
  std::string lacks;
  for (const Module* module : modules) {
    std::string needs;
    for (const std::string& need : module->needs) {
      if (!folders.contains(need)) needs += (needs.empty() ? "" : ", ") + need;
    }
    if (!needs.empty()) lacks += fmt::format("{}{} needs {}", lacks.empty() ? "" : "; ", module->folder, needs);
  }
  if (!lacks.empty()) throw UsageError("--modules: " + lacks + ". Choose those too, or leave out what needs them.");
}

}  // namespace

std::vector<const Module*> chosen_modules(const Course& course, const std::string& text) {
  std::set<const Module*> chosen;
  std::istringstream words(text);
  for (std::string word; std::getline(words, word, ',');) {
    const std::size_t dash = word.find('-');
    if (dash != std::string::npos && is_number(word.substr(0, dash)) && is_number(word.substr(dash + 1))) {
      add_range(course, word, chosen);
    } else {
      chosen.insert(&course.module(word));
    }
  }
  std::vector<const Module*> modules;
  for (const Module& module : course.modules) {
    if (text.empty() || chosen.contains(&module)) modules.push_back(&module);
  }
  if (modules.empty()) throw UsageError("--modules names no module; it is written like 1-5,12.");
  require_needs(modules);
  return modules;
}

}  // namespace grader
