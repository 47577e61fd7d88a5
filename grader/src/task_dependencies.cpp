#include <algorithm>
#include <filesystem>
#include <sstream>

#include "process.hpp"
#include "proof.hpp"

namespace grader {

namespace fs = std::filesystem;

namespace {

struct Symbols {
  std::set<std::string> defined;
  std::set<std::string> used;
};

/// The external symbols of one object file, by nm.
Symbols read_symbols(const fs::path& object) {
  ProcessSpec spec;
  spec.command = {"nm", "--extern-only", "--format=posix", object.string()};
  const ProcessResult result = run_process(spec);
  Symbols symbols;
  std::istringstream lines(result.ok() ? result.output : "");
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name;
    char kind = '?';
    if (!(words >> name >> kind)) continue;
    // W: inline functions and templates, which every object that uses them defines anew.
    if (kind == 'U') {
      symbols.used.insert(name);
    } else if (kind != 'W') {
      symbols.defined.insert(name);
    }
  }
  return symbols;
}

/// The object of one source of one CMake target. The folder of targets stands in the build folder, or one folder deeper
/// where a course includes the framework from elsewhere.
fs::path object_of(const fs::path& build_folder, const std::string& target, const std::string& file_name) {
  std::vector<fs::path> places{build_folder / "CMakeFiles"};
  for (const auto& entry : fs::directory_iterator(build_folder)) {
    if (entry.is_directory()) places.push_back(entry.path() / "CMakeFiles");
  }
  for (const fs::path& place : places) {
    const fs::path target_folder = place / (target + ".dir");
    if (!fs::is_directory(target_folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(target_folder)) {
      if (entry.path().filename() == file_name + ".o") return entry.path();
    }
  }
  return {};
}

}  // namespace

std::map<std::string, std::set<std::string>> tasks_built_on(const Course& course, const Module& module) {
  const fs::path folder = course.build_folder("check");
  std::map<std::string, Symbols> code;
  std::map<std::string, std::set<std::string>> uses;  // task -> symbols used by its code and its tests
  for (const Task& task : module.tasks) {
    code[task.name] = read_symbols(object_of(folder, module.library + "_reference_" + task.name, task.name + ".cpp"));
    const Symbols tests = read_symbols(object_of(folder, module.library + "_suite", task.name + "_test.cpp"));
    uses[task.name] = code[task.name].used;
    uses[task.name].insert(tests.used.begin(), tests.used.end());
  }
  // Given code may run for any task (module 05 registers every rule when it is loaded), so what it uses everybody uses.
  const fs::path given = course.root / "modules" / module.folder / "given";
  if (fs::is_directory(given)) {
    for (const auto& entry : fs::directory_iterator(given)) {
      const std::string stem = entry.path().stem().string();
      const Symbols symbols =
          read_symbols(object_of(folder, module.library + "_given_" + stem, entry.path().filename().string()));
      for (auto& [task, used] : uses) used.insert(symbols.used.begin(), symbols.used.end());
    }
  }

  std::map<std::string, std::set<std::string>> built_on;
  for (const Task& base : module.tasks) {
    std::set<std::string>& users = built_on[base.name];
    users.insert(base.name);
    for (bool grown = true; grown;) {
      grown = false;
      for (const Task& candidate : module.tasks) {
        if (users.contains(candidate.name)) continue;
        for (const std::string& user : users) {
          const auto& defined = code[user].defined;
          const bool needs = std::any_of(uses[candidate.name].begin(), uses[candidate.name].end(),
                                         [&](const std::string& symbol) { return defined.contains(symbol); });
          if (!needs) continue;
          users.insert(candidate.name);
          grown = true;
          break;
        }
      }
    }
  }
  return built_on;
}

}  // namespace grader
