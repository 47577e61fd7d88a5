/// @file
/// How a student's module is compiled: Ninja's own commands, taken apart, so that grading compiles with the very flags of a check.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course.hpp"

namespace grader {

/// One call of the compiler or linker. Paths are absolute, or relative to build/check.
struct CompileStep {
  std::string task;                  ///< whose file is compiled; empty: the link
  std::vector<std::string> command;  ///< without its output
  std::string
      product;  ///< what Ninja calls it: "CMakeFiles/gu_linear_mine_linear.dir/modules/03_linear/src/linear.cpp.o"
};

struct Recipe {
  std::vector<CompileStep> compile;  ///< in the order of the tasks
  CompileStep link;                  ///< the objects of the tasks are named in it by `product`
  /// All that the compiler reads beside the student's file: headers, precompiled headers, objects and libraries below.
  std::vector<std::filesystem::path> reads;
};

/// @throws CourseFault  Ninja does not know the module's library, or its commands are not understood
Recipe student_recipe(const Course& course, const Module& module);

/// The words of a command line of /bin/sh without expansions: quotes and backslashes are understood.
std::vector<std::string> shell_words(const std::string& line);

}  // namespace grader
