/// @file
/// What can go wrong, by whose fault it is. Each class is one exit status of the grader.
#pragma once

#include <stdexcept>
#include <string>

namespace grader {

/// Exit statuses, a contract with scripts (`grader --help` lists them).
enum class ExitStatus : int {
  passed = 0,             ///< everything that was asked passed
  student_fault = 1,      ///< something of the student's failed or did not compile
  usage_fault = 2,        ///< wrong usage: unknown module, task, option
  environment_fault = 3,  ///< the machine: no compiler, no disk, read-only folder
  grader_fault = 4,       ///< a bug of ours
};

/// The command line asked for something that does not exist.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The machine lacks something. The text says what was found, what was expected and what to do.
class EnvironmentError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The course itself is broken: its kit, tests or reference do not compile, or its table is wrong. Never the student's
/// fault; exit status 4.
class CourseFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace grader
