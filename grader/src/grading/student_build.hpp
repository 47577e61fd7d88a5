/// @file
/// Compiling what a student handed in, in the sandbox, into a library that only a sandboxed worker will ever load.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "course.hpp"
#include "grading/grade_result.hpp"
#include "grading/recipe.hpp"
#include "process.hpp"
#include "sandbox/sandbox.hpp"
#include "verdict.hpp"

namespace grader {

/// A process and what it may see and use, made one.
using Enclosure = std::function<ProcessSpec(const ProcessSpec&, const SandboxSpec&)>;

struct StudentLibrary {
  std::filesystem::path folder;  ///< holds lib<library>.so; empty: it did not compile, and `problems` say why
  std::vector<BuildProblem> problems;
  int problem_count = 0;
  std::string log;  ///< all that compilers and linker said
  double seconds = 0;
};

/// Compiles each file once: a file of the same content, commands and course is taken from the cache, whoever handed it in. A compiler
/// runs no code of the file it compiles, so one student cannot put anything into the cache that another would get.
class StudentBuild {
 public:
  /// @param cache    a folder of the grader's, out of every sandbox's reach
  /// @param scratch  an empty folder for this process, which is written and read by nobody else
  /// @param edition  digest of the course: other headers, other objects
  /// @param longest_compile  seconds of processor time for one file; what waits is stopped after four times as long, twice
  StudentBuild(const Course& course, std::filesystem::path cache, std::filesystem::path scratch, std::string edition,
               int longest_compile, Enclosure enclose);

  /// @param sources  task -> content of its file, for every task of the module
  /// @throws EnvironmentError, CourseFault
  StudentLibrary build(const Module& module, const std::map<std::string, std::string>& sources);

  double compile_seconds() const { return compile_seconds_; }

 private:
  struct Product {
    std::filesystem::path file;  ///< in the cache; empty: it failed
    std::string key;
    std::string said;
  };
  Product compile(const Module& module, const Recipe& recipe, const CompileStep& step, const std::string& source);
  Product link(const Module& module, const Recipe& recipe, const std::map<std::string, Product>& objects);
  Product run(const CompileStep& step, std::vector<std::string> command, const SandboxSpec& limits,
              const std::string& key, const std::string& blamed);
  ProcessResult run_compiler(const ProcessSpec& spec, const SandboxSpec& sandbox);

  const Course& course_;
  std::filesystem::path cache_;
  std::filesystem::path scratch_;
  std::string edition_;
  int longest_compile_;
  Enclosure enclose_;
  double compile_seconds_ = 0;
};

}  // namespace grader
