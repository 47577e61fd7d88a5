/// @file
/// What compiler, linker and loader said, turned into what a student can use.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "course.hpp"
#include "verdict.hpp"

namespace grader {

/// One failed build, explained.
struct BuildExplanation {
  std::string
      folder;  ///< the first module, in the order of the course, whose student files are at fault; empty: the course is
  std::vector<BuildProblem> problems;  ///< of that module, first error first
  int count = 0;                       ///< all errors of that module, more than `problems` perhaps
};

/// Reads the output of Ninja with g++ or clang++ and GNU ld, mold or lld.
/// An error belongs to the file that was being compiled, so one in a header that a student's file led to is the
/// student's, shown at the student's line where the compiler names it.
BuildExplanation explain_build(const Course& course, std::string_view preset, std::string_view output);

/// The dynamic loader's complaint in the output of a suite that never began, or a problem without message if there is
/// none.
/// @param module  whose suite it was: its contract and those of its needs are searched for the declaration
BuildProblem explain_loader(const Course& course, const Module& module, std::string_view output);

/// `std::vector<float, std::allocator<float> >` becomes `std::vector<float>`, `std::__cxx11::basic_string<char>`
/// becomes `std::string`; typographic quotes become plain ones.
std::string fold_templates(std::string_view text);

/// "gu::relu(gu::Tensor const&)" for "_ZN2gu4reluERKNS_6TensorE"; unchanged if it is no mangled name.
std::string demangle(const std::string& symbol);

/// Whether Ninja's output says that the command which makes `product` failed.
bool step_failed(std::string_view output, std::string_view product);

// Parts of the above, in files of their own.

/// "modules/01_tensor/src/views.cpp:34: 'x' may be used uninitialized", the first warning on a student's file; empty if there is none.
std::string first_warning(const Course& course, std::string_view output);

/// "path:34:9: error: text" taken apart; `severity` is empty if the line is none such.
struct Diagnostic {
  std::string file;
  int line = 0;
  int column = 0;
  std::string severity;  ///< "error", "fatal error", "warning", "note", "required"
  std::string message;
};
Diagnostic parse_diagnostic(std::string_view line);

/// Undefined and doubly defined functions of one failed link. `file` is empty where the linker names none.
std::vector<BuildProblem> linker_problems(const std::vector<std::string_view>& lines, std::string_view student_prefix);

/// A sentence of ours on an error that we know, or empty.
std::string advice_on(std::string_view message);

}  // namespace grader
