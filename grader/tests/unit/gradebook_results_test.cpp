#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "class_samples.hpp"
#include "grade_samples.hpp"
#include "gradebook/exports.hpp"
#include "grading/public_part.hpp"

namespace grader::testing {
namespace {

using nlohmann::json;

SubmissionGrade marked_grade() {
  const TemporaryCourse toy;
  SubmissionGrade grade = grade_of("anna", "d1", "2026-03-01T18:00:00Z",
                                   {module_grade(toy.sums(), {"add"}), module_grade(toy.means(), {})});
  // A judge that left a hidden test among the public ones must not betray it either.
  grade.modules[0].credit.tasks[1].tests.push_back(grade.modules[0].hidden[1].tests[0]);
  // On the submission's own modules, what hidden tests said is for instructors too.
  grade.modules[1].own_base = verdict_of(toy.means(), Status::failed);
  grade.modules[1].own_base->tasks[0].tests[0].message = std::string(hidden_marker) + " own base";
  return grade;
}

std::vector<ExportedModule> modules_of(const SubmissionGrade& grade, const std::string& lateness) {
  std::vector<ExportedModule> modules;
  for (const ModuleGrade& each : grade.modules) {
    modules.push_back({grade.student, each, each.credit.earned * 0.8, lateness});
  }
  return modules;
}

TEST(HiddenTestsStayHidden, InEveryExportForStudents) {
  const SubmissionGrade grade = marked_grade();
  ASSERT_TRUE(contains(grade_to_json(grade), hidden_marker)) << "the marker is planted";
  const auto modules = modules_of(grade, "2 days late, -20 %");
  EXPECT_FALSE(contains(gradescope_results(grade), hidden_marker));
  EXPECT_FALSE(contains(gradescope_results(modules, "", 1), hidden_marker));
  EXPECT_FALSE(contains(export_junit(modules, false), hidden_marker));
  EXPECT_FALSE(contains(export_junit(modules, true), hidden_marker));
  EXPECT_FALSE(contains(export_junit(modules, true), "solutions/"));
}

TEST(PublicPart, SaysOfHiddenTestsOnlyWhetherAllPassed) {
  const SubmissionGrade grade = marked_grade();
  EXPECT_EQ(hidden_tests_line(grade.modules[0], "add"), "hidden tests: passed");
  EXPECT_EQ(hidden_tests_line(grade.modules[0], "scale"), "hidden tests: not all passed");
  EXPECT_EQ(hidden_tests_line(grade.modules[0], "none"), "");
  ModuleGrade skipped = grade.modules[0];
  skipped.hidden[0].tests[0].status = TestStatus::skipped;
  EXPECT_EQ(hidden_tests_line(skipped, "add"), "hidden tests: not all passed");
  const ModuleVerdict verdict = public_verdict(grade.modules[0]);
  ASSERT_EQ(verdict.tasks[1].tests.size(), 1U);
  EXPECT_EQ(verdict.tasks[1].tests[0].name, "Suite.scale");
}

TEST(Gradescope, HasAScoreATaskAndItsPublicTests) {
  const json results = json::parse(gradescope_results(modules_of(marked_grade(), "2 days late, -20 %"), "", 3.5));
  EXPECT_DOUBLE_EQ(results.at("score"), 8.0) << "what counts, after lateness";
  EXPECT_DOUBLE_EQ(results.at("execution_time"), 3.5);
  EXPECT_EQ(results.at("visibility"), "visible");
  EXPECT_EQ(results.at("output"), "01 sums: 10 of 15, 2 days late, -20 %\n02 means: 0 of 10, 2 days late, -20 %");
  const json& tests = results.at("tests");
  ASSERT_EQ(tests.size(), 6U) << "three tasks, a public test each";
  EXPECT_EQ(tests[0].at("name"), "1.1 add");
  EXPECT_EQ(tests[0].at("score"), 10);
  EXPECT_EQ(tests[0].at("max_score"), 10);
  EXPECT_EQ(tests[0].at("status"), "passed");
  EXPECT_EQ(tests[0].at("output"), "1 of 1 tests passed\nhidden tests: passed");
  EXPECT_EQ(tests[2].at("score"), 0);
  EXPECT_EQ(tests[2].at("status"), "failed");
  EXPECT_EQ(tests[2].at("output"), "0 of 1 tests passed\nhidden tests: not all passed");
  EXPECT_EQ(tests[3].at("output"), "got 2\nwanted 1");
  EXPECT_FALSE(tests[3].contains("score"));
  EXPECT_EQ(tests[3].at("number"), "1.2.1");
  for (const json& test : tests) {
    EXPECT_EQ(test.at("visibility"), "visible") << "a hidden one would hide the total";
    EXPECT_EQ(test.at("output_format"), "text") << "what a student prints is never taken for HTML";
    EXPECT_EQ(test.at("name_format"), "text");
  }
}

TEST(Gradescope, OfOneSubmissionHasTheRawPoints) {
  EXPECT_DOUBLE_EQ(json::parse(gradescope_results(marked_grade())).at("score"), 10.0);
  SubmissionGrade broken = grade_of("anna", "d1", "2026-03-01T18:00:00Z", {});
  broken.fault = "The archive ends in the middle.";
  const json results = json::parse(gradescope_results(broken));
  EXPECT_DOUBLE_EQ(results.at("score"), 0.0);
  EXPECT_EQ(results.at("output"), broken.fault);
  EXPECT_TRUE(results.at("tests").empty());
}

TEST(Junit, NamesTheStudentInAClass) {
  const auto modules = modules_of(marked_grade(), "");
  EXPECT_TRUE(contains(export_junit(modules, true), "classname=\"anna.01_sums.scale\""));
  const std::string own = export_junit(modules, false);
  EXPECT_TRUE(contains(own, "classname=\"01_sums.scale\""));
  EXPECT_TRUE(contains(own, "tests=\"3\" failures=\"2\" errors=\"0\"")) << own;
}

TEST(ExportCsv, HasARowAStudentAndModuleAndTheTotal) {
  const std::string text = export_csv(compute_marks(class_record()));
  EXPECT_TRUE(
      contains(text,
               "12 Attention,2026-03-01T18:00:00Z,2026-03-03T12:00:00Z,ada,Ada Lovelace,ada@example.org,A,87.00,17.40,"
               "69.60,100.00\r\n"))
      << text;
  EXPECT_TRUE(contains(
      text, "01 Tensors,,2026-02-28T12:00:00Z,grace,\"Hopper, Grace\",grace@example.org,A,10.00,0.00,10.00,40.00\r\n"))
      << text;
  EXPECT_TRUE(contains(
      text, "12 Attention,2026-03-01T18:00:00Z,,jose,José Ángel García,jose@example.org,B,0.00,0.00,0.00,100.00\r\n"))
      << text;
  EXPECT_TRUE(contains(text, "total,,,ada,Ada Lovelace,ada@example.org,A,,,69.60,100.00\r\n")) << text;
  EXPECT_EQ(read_csv(text, "").rows.size(), 1U + 3 * 3);
}

TEST(ExportCsv, GuardsWhatASpreadsheetWouldRun) {
  ClassRecord record = class_record();
  record.students[0].name = "=HYPERLINK(\"http://x\")";
  EXPECT_TRUE(contains(export_csv(compute_marks(record)), "ada,\"'=HYPERLINK(\"\"http://x\"\")\",ada@example.org"));
  EXPECT_TRUE(contains(export_moodle(compute_marks(record)), "\"'=HYPERLINK"));
}

TEST(ExportMoodle, LeavesWhatWasNotGradedEmpty) {
  const CsvFile file = read_csv(export_moodle(compute_marks(class_record())), "");
  EXPECT_EQ(file.rows.at(0).text(4), "12 Attention");
  EXPECT_EQ(file.rows.at(1).text(4), "69.60");
  EXPECT_EQ(file.rows.at(3).text(1), "jose@example.org");
  EXPECT_EQ(file.rows.at(3).text(3), "20.00");
  EXPECT_EQ(file.rows.at(3).text(4), "") << "an empty cell leaves Moodle's mark";
}

}  // namespace
}  // namespace grader::testing
