/// @file
/// A small course in a folder of its own that is removed at the end: two modules, no build.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>

#include "course.hpp"
#include "terminal.hpp"
#include "verdict.hpp"

namespace grader::testing {

namespace fs = std::filesystem;

inline void write_text(const fs::path& path, const std::string& content) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

inline std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "grader-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

inline Module make_module(int number, const std::string& name, std::vector<Task> tasks,
                          std::vector<std::string> needs) {
  Module module;
  module.number = number;
  module.folder = (number < 10 ? "0" : "") + std::to_string(number) + "_" + name;
  module.name = name;
  module.title = name;
  module.part = "I. Beginnings";
  module.hours = 1;
  module.difficulty = 1;
  module.needs = std::move(needs);
  module.library = "gu_" + name;
  module.has_reference = true;
  module.tasks = std::move(tasks);
  return module;
}

inline std::string skeleton_of(const std::string& task) {
  return "float " + task + "() {\n  todo(\"" + task + "\", \"1 line\");\n}\n";
}

/// 01_sums with the tasks add (10 points) and scale (5), 02_means with mean (10); every file is its skeleton.
class TemporaryCourse : public TemporaryFolder {
 public:
  TemporaryCourse() {
    course.root = path();
    course.name = "Test";
    course.modules.push_back(make_module(1, "sums", {{"1.1", "add", 10}, {"1.2", "scale", 5}}, {}));
    course.modules.push_back(make_module(2, "means", {{"2.1", "mean", 10}}, {"01_sums"}));
    write_text(path() / "modules" / "course.cmake", "");
    for (const Module& module : course.modules) {
      for (const Task& task : module.tasks) write_text(course.student_file(module, task), skeleton_of(task.name));
    }
  }

  const Module& sums() const { return course.modules[0]; }
  const Module& means() const { return course.modules[1]; }
  const Task& add() const { return sums().tasks[0]; }
  fs::path add_file() const { return course.student_file(sums(), add()); }

  Course course;
};

/// The verdict of a check in which every task ended so.
inline ModuleVerdict verdict_of(const Module& module, Status status, const std::string& provider = "mine") {
  ModuleVerdict verdict;
  verdict.number = module.number;
  verdict.folder = module.folder;
  verdict.title = module.title;
  verdict.provider = provider;
  verdict.status = status;
  verdict.compiler = "g++ 12.2.0";
  for (const Task& task : module.tasks) {
    const bool passed = status == Status::passed;
    TestVerdict test;
    test.name = "Suite." + task.name;
    test.status = passed ? TestStatus::passed : TestStatus::failed;
    TaskVerdict each{task.id,
                     task.name,
                     "modules/" + module.folder + "/src/" + task.name + ".cpp",
                     status,
                     passed ? task.points : 0,
                     task.points,
                     {test}};
    verdict.earned += each.earned;
    verdict.possible += each.possible;
    verdict.tasks.push_back(std::move(each));
  }
  return verdict;
}

/// Runs `work` in a child process and returns its exit status; 1000 + the signal when one ended it.
/// `work` returns the status; what it throws becomes 99.
inline int in_child(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    int status = 99;
    try {
      status = work();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "in the child: %s\n", error.what());
    }
    _exit(status);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

/// A terminal without colour, 80 columns wide, that writes into a string.
struct TextTerminal {
  std::ostringstream stream;
  Terminal terminal{stream, Style{}};
  std::string text() const { return stream.str(); }
};

}  // namespace grader::testing
