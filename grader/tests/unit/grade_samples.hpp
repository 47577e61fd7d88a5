/// @file
/// Grades for the tests of the gradebook, with a marker in everything that a student must never read.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "grading/grade_result.hpp"
#include "temporary_course.hpp"

namespace grader::testing {

/// Stands in the name, message, mistake, file and output of every hidden test, and in every flag.
inline constexpr const char* hidden_marker = "HIDDENMARKER";

inline HiddenTests hidden_tests(const std::string& task, TestStatus status) {
  TestVerdict test;
  const std::string marker = hidden_marker;
  test.name = "Hidden." + marker + "Name";
  test.status = status;
  test.kind = status == TestStatus::passed ? "" : "comparison";
  test.message = status == TestStatus::passed ? "" : marker + " message";
  test.mistake = status == TestStatus::passed ? "" : marker + " mistake";
  test.file = "solutions/" + marker + "_test.cpp";
  test.line = 7;
  test.output = status == TestStatus::passed ? "" : marker + " output";
  return {task, {test}};
}

/// A module in which the tasks named in `passed` earned their points; every task has a hidden test that ended alike.
inline ModuleGrade module_grade(const Module& module, const std::vector<std::string>& passed) {
  ModuleGrade grade;
  grade.credit = verdict_of(module, Status::failed);
  for (TaskVerdict& task : grade.credit.tasks) {
    bool good = false;
    for (const std::string& name : passed) good = good || name == task.name;
    if (good) {
      task.status = Status::passed;
      task.earned = task.possible;
      task.tests[0].status = TestStatus::passed;
      grade.credit.earned += task.earned;
    } else {
      task.tests[0].kind = "comparison";
      task.tests[0].message = "got 2\nwanted 1";
    }
    grade.hidden.push_back(hidden_tests(task.name, good ? TestStatus::passed : TestStatus::failed));
  }
  if (grade.credit.earned == grade.credit.possible) grade.credit.status = Status::passed;
  return grade;
}

inline SubmissionGrade grade_of(const std::string& student, const std::string& digest, const std::string& submitted,
                                std::vector<ModuleGrade> modules) {
  SubmissionGrade grade;
  grade.student = student;
  grade.submission = student + ".tar.gz";
  grade.digest = digest;
  grade.submitted = submitted;
  grade.graded = "2026-03-02T08:00:00Z";
  grade.edition = "e1";
  grade.seed = 18446744073709551615ULL;
  grade.sandbox = "namespaces";
  grade.modules = std::move(modules);
  grade.flags = {{"symbol", "modules/01_sums/src/add.cpp", std::string(hidden_marker) + " calls fork"}};
  grade.seconds = 3.5;
  grade.compile_seconds = 2.25;
  return grade;
}

}  // namespace grader::testing
