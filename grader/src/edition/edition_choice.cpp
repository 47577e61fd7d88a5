#include "edition/edition_choice.hpp"

#include <fmt/core.h>

#include <set>

#include "errors.hpp"
#include "module_list.hpp"

namespace grader {
namespace {

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
  std::vector<const Module*> modules = select_modules(course, text);
  if (text.empty()) {
    for (const Module& module : course.modules) modules.push_back(&module);
  }
  require_needs(modules);
  return modules;
}

}  // namespace grader
