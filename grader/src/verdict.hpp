/// @file
/// The result of one check: plain data that the reports print and the progress database keeps.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace grader {

enum class TestStatus { passed, failed, crashed, timed_out, skipped, not_run };
/// not_graded: nothing failed, but a test was skipped (no GPU), so no points.
enum class Status { passed, failed, not_compiled, not_graded, crashed, timed_out };

/// "passed", "timed_out": the words of the JSON.
std::string to_word(TestStatus status);
std::string to_word(Status status);

struct TestVerdict {
  std::string name;  ///< "Softmax.RowsSumToOne"
  TestStatus status = TestStatus::not_run;
  /// Of the first failure: todo, comparison, exception, memory, assertion (from the suite); not_compiled, crash,
  /// timeout, output, early_exit, exit_status, duplicate, missing, unexpected, protocol (from the grader).
  std::string kind;
  std::string message;  ///< the first failure, in words for the student
  std::string mistake;  ///< the recognised mistake, or empty
  std::string file;     ///< of the test, relative to the course
  int line = 0;
  double seconds = 0;
  std::string output;  ///< the last 2000 characters that the test printed
};

struct TaskVerdict {
  std::string id;    ///< "12.2"
  std::string name;  ///< "scaled_dot_product"
  std::string file;  ///< the student's file, relative to the course
  Status status = Status::failed;
  int earned = 0;  ///< all the task's points when all its tests pass, else none
  int possible = 0;
  std::vector<TestVerdict> tests;
};

/// One error of the compiler, linker or loader in a form for the student.
struct BuildProblem {
  std::string file;  ///< relative to the course; empty if it has no place
  int line = 0;
  int column = 0;
  std::string message;  ///< what the compiler said, templates folded
  std::string source;   ///< the line itself
  std::string advice;   ///< a sentence of ours, when we know this error
};

struct ModuleVerdict {
  int number = 0;
  std::string folder;
  std::string title;
  std::string provider;                             ///< "mine", "reference", "mistakes/<name>"
  std::map<std::string, std::string> base;          ///< folder -> provider, for every module below
  std::map<std::string, std::string> base_reasons;  ///< folder -> why the student's own module does not stand there
  Status status = Status::failed;
  int earned = 0;
  int possible = 0;
  std::vector<TaskVerdict> tasks;
  std::vector<BuildProblem> problems;  ///< when it did not compile; the first of `problem_count`
  int problem_count = 0;
  std::string build_log;  ///< path of the full log, relative to the course; empty when the compiler was content
  std::string warning;    ///< the first that the compiler gave for a student's file in this build: "file:line: text"
  std::string blame;      ///< folder of the earlier module that is at fault, or empty
  std::string advice;     ///< a sentence for the student about the base or the blame
  double build_seconds = 0;
  double run_seconds = 0;
  std::string compiler;  ///< "g++ 12.2.0"
  bool sanitized = false;
  bool filtered = false;  ///< not every test was asked for, so this says nothing about completion
};

}  // namespace grader
