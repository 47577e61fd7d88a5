#include "grading/handed_in.hpp"

#include <algorithm>
#include <utility>

#include "grading/source_flags.hpp"
#include "skeleton.hpp"

namespace grader {
namespace {

std::string path_of(const Module& module, const std::string& task) {
  return "modules/" + module.folder + "/src/" + task + ".cpp";
}

}  // namespace

const std::string* HandedIn::file_of(const Module& module, const Task& task) const {
  const auto found = submission_.files.find(path_of(module, task.name));
  return found == submission_.files.end() ? nullptr : &found->second;
}

bool HandedIn::holds(const Module& module) const {
  return std::any_of(module.tasks.begin(), module.tasks.end(),
                     [&](const Task& task) { return file_of(module, task) != nullptr; });
}

std::vector<const Module*> HandedIn::modules() const {
  std::vector<const Module*> found;
  for (const Module& module : course_.modules) {
    if (holds(module)) found.push_back(&module);
  }
  return found;
}

std::vector<std::string> HandedIn::missing_tasks(const Module& module) const {
  std::vector<std::string> missing;
  for (const Task& task : module.tasks) {
    if (file_of(module, task) == nullptr) missing.push_back(task.name);
  }
  return missing;
}

const StudentLibrary& HandedIn::library(const Module& module) {
  const auto known = libraries_.find(module.folder);
  if (known != libraries_.end()) return known->second;
  std::map<std::string, std::string> sources;
  for (const Task& task : module.tasks) {
    const std::string* content = file_of(module, task);
    sources[task.name] = content != nullptr ? *content : find_skeleton(course_, module, task).content;
    if (content == nullptr) continue;
    for (Flag& flag : source_flags(path_of(module, task.name), *content)) flags_.push_back(std::move(flag));
  }
  flag_missing(module);
  return libraries_.emplace(module.folder, build_.build(module, sources)).first->second;
}

void HandedIn::flag_missing(const Module& module) {
  const std::vector<std::string> missing = missing_tasks(module);
  if (missing.size() == module.tasks.size()) {
    flags_.push_back({"missing", module.folder, "nothing of it was handed in; graded as its skeleton"});
    return;
  }
  for (const std::string& task : missing)
    flags_.push_back({"missing", path_of(module, task), task + ".cpp was not handed in; graded as the skeleton"});
}

}  // namespace grader
