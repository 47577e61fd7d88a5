#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string_view>
#include <vector>

#include "compile_commands.hpp"
#include "object_file.hpp"
#include "process.hpp"
#include "proof.hpp"
#include "test_source.hpp"

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

Symbols symbols_of(const std::vector<CompileCommand>& commands, const std::string& target) {
  const std::vector<fs::path> objects = objects_of_target(commands, target);
  return objects.empty() ? Symbols{} : read_symbols(objects.front());
}

/// By task: what its published tests use of the module's code. The files of a suite are compiled together, so it is told by the tests' names.
std::map<std::string, std::set<std::string>> used_by_tests(const Course& course, const Module& module,
                                                           const std::vector<CompileCommand>& commands) {
  std::map<std::string, std::set<std::string>> used;
  const std::vector<TestSource> tests = load_test_sources(course, module);
  for (const fs::path& object : objects_of_target(commands, module.library + "_suite")) {
    const ObjectFile code = read_object_file(object);
    for (const TestSource& test : tests) {
      // As GoogleTest names a test's class, and g++ mangles it.
      const std::string name = test.suite + "_" + test.name + "_Test";
      used[test.task()].merge(code.used_by(std::to_string(name.size()) + name));
    }
  }
  return used;
}

}  // namespace

std::map<std::string, std::set<std::string>> tasks_built_on(const Course& course, const Module& module) {
  const std::vector<CompileCommand> commands = load_compile_commands(course.build_folder());
  std::map<std::string, Symbols> code;
  // By its tests and by its code, of each task.
  std::map<std::string, std::set<std::string>> uses = used_by_tests(course, module, commands);
  for (const Task& task : module.tasks) {
    code[task.name] = symbols_of(commands, module.library + "_reference_" + task.name);
    uses[task.name].insert(code[task.name].used.begin(), code[task.name].used.end());
  }
  // Given code may run for any task (module 05 registers every rule when it is loaded), so what it uses everybody uses.
  const fs::path given = course.root / "modules" / module.folder / "given";
  if (fs::is_directory(given)) {
    for (const auto& entry : fs::directory_iterator(given)) {
      const std::string stem = entry.path().stem().string();
      const Symbols symbols = symbols_of(commands, module.library + "_given_" + stem);
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
