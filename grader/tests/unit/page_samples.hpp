/// @file
/// A graded submission with something for every part of a page, and the text of a page.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "grading/grade_result.hpp"
#include "strict_markup.hpp"

namespace grader::testing {

inline TestVerdict test(const std::string& name, TestStatus status, const std::string& message = "",
                        const std::string& mistake = "") {
  TestVerdict verdict;
  verdict.name = name;
  verdict.status = status;
  verdict.kind = status == TestStatus::passed ? "" : "comparison";
  verdict.message = message;
  verdict.mistake = mistake;
  verdict.file = "modules/01_sums/tests/add_test.cpp";
  return verdict;
}

/// Module 1 of the temporary course: add fails, scale passes what is published and not what is hidden.
inline SubmissionGrade example(const std::string& student = "ada") {
  SubmissionGrade grade;
  grade.student = student;
  grade.submission = student + ".tar.gz";
  grade.digest = std::string(64, 'd');
  grade.submitted = "2026-03-01T17:59:00Z";
  grade.graded = "2026-03-02T08:00:00Z";
  grade.seed = 987654321;
  grade.sandbox = "namespaces";
  ModuleGrade module;
  module.credit.number = 1;
  module.credit.folder = "01_sums";
  module.credit.title = "Sums";
  module.credit.possible = 15;
  TaskVerdict add{"1.1", "add", "modules/01_sums/src/add.cpp", Status::failed, 0, 10, {}};
  add.tests = {test("Add.WorksForZero", TestStatus::passed),
               test("Add.WorksForTwo", TestStatus::failed, "got 3, wanted 4"),
               test("Add.WorksForMany", TestStatus::failed, "sums differ", "one number was left out")};
  TaskVerdict scale{"1.2", "scale", "modules/01_sums/src/scale.cpp", Status::failed, 0, 5, {}};
  scale.tests = {test("Scale.ByOne", TestStatus::passed)};
  module.credit.tasks = {add, scale};
  module.hidden = {
      {"add", {test("HiddenAddMarker.First", TestStatus::passed)}},
      {"scale", {test("HiddenScaleMarker.Second", TestStatus::failed, "HiddenMessageMarker", "HiddenMistakeMarker")}}};
  module.hidden[1].tests[0].output = "HiddenOutputMarker";
  module.hidden[1].tests[0].file = "solutions/01_sums/tests/HiddenFileMarker.cpp";
  grade.modules = {module};
  grade.flags = {{"symbol", "FlagWhereMarker", "FlagMessageMarker"}};
  return grade;
}

inline std::string text_of_page(const std::string& page) {
  const Markup markup = read_markup(page);
  EXPECT_EQ(joined_faults(markup), "");
  return markup.text;
}

}  // namespace grader::testing
