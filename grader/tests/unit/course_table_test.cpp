// A slip in the course's table is found by CMake, which says what was given, what is expected, and in which line.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "process.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

const std::string sums = "course_module(01_sums TITLE \"Sums\" HOURS 1.5 DIFFICULTY 1 TASKS add:10 scale:5)\n";

/// The course's own function on a table; targets are not made.
class CourseTable : public ::testing::Test {
 protected:
  ProcessResult read(const std::string& table) const {
    write_text(folder_.path() / "modules/course.cmake", table);
    std::string script =
        "cmake_minimum_required(VERSION 3.25)\ninclude(\"" GU_FRAMEWORK_DIR "/cmake/CourseModule.cmake\")\n";
    for (const char* name :
         {"gu_glob", "gu_add_object", "gu_add_students_object", "gu_add_provider", "gu_add_suite", "gu_add_program"}) {
      script += std::string("function(") + name + ")\nendfunction()\n";
    }
    write_text(folder_.path() / "table.cmake", script + "gu_load_course()\n");
    ProcessSpec spec;
    spec.command = {"cmake", "-DGU_COURSE_DIR=" + folder_.path().string(), "-P", "table.cmake"};
    spec.folder = folder_.path();
    return run_process(spec);
  }
  void expect_refused(const std::string& row, const std::vector<std::string>& parts) const {
    const ProcessResult run = read(sums + row);
    EXPECT_FALSE(run.ok()) << row;
    const std::string text = one_line(run.output);
    EXPECT_TRUE(contains(text, "modules/course.cmake:2 (course_module)")) << text;
    for (const std::string& part : parts) EXPECT_TRUE(contains(text, part)) << "no \"" << part << "\" in\n" << text;
  }

  /// CMake breaks lines where it likes.
  static std::string one_line(const std::string& text) {
    std::istringstream words(text);
    std::string line;
    for (std::string word; words >> word;) line += word + ' ';
    return line;
  }

  TemporaryFolder folder_;
};

TEST_F(CourseTable, WithoutASlipIsWrittenForTheGrader) {
  const ProcessResult run = read("course_name(\"Toy\")\ncourse_part(\"I. Numbers\")\n" + sums +
                                 "course_module(02_means TITLE \"It's a mean\" HOURS 1 DIFFICULTY 5 NEEDS 01_sums "
                                 "TASKS mean:1)\n");
  ASSERT_TRUE(run.ok()) << run.output;
  const auto course = nlohmann::json::parse(text_of(folder_.path() / "course.json"));
  EXPECT_EQ(course["name"], "Toy");
  ASSERT_EQ(course["modules"].size(), 2U);
  EXPECT_EQ(course["modules"][0]["hours"], 1.5);
  EXPECT_EQ(course["modules"][1]["number"], 2);
  EXPECT_EQ(course["modules"][1]["needs"], nlohmann::json({"01_sums"}));
  EXPECT_EQ(course["modules"][0]["tasks"][1], (nlohmann::json{{"name", "scale"}, {"points", 5}}));
}

TEST_F(CourseTable, AWordThatIsNoKeywordIsNotPassedOver) {
  expect_refused(
      "course_module(02_means NEED 01_sums TITLE \"Means\" HOURS 1 DIFFICULTY 1 TASKS mean:1)\n",
      {"02_means: 'NEED 01_sums' belongs to no keyword", "expected TITLE, HOURS, DIFFICULTY, NEEDS or TASKS"});
}

TEST_F(CourseTable, WhatIsMissingIsNamed) {
  expect_refused("course_module(02_means HOURS 1 DIFFICULTY 1 TASKS mean:1)\n", {"02_means: TITLE is missing"});
  expect_refused("course_module(02_means TITLE \"Means\" DIFFICULTY 1 TASKS mean:1)\n",
                 {"02_means: HOURS is ''; expected a number above 0"});
  expect_refused("course_module(02_means TITLE \"Means\" HOURS 1 TASKS mean:1)\n",
                 {"02_means: DIFFICULTY is ''; expected 1, 2, 3, 4 or 5"});
  expect_refused("course_module(02_means TITLE \"Means\" HOURS 1 DIFFICULTY 1)\n", {"02_means: TASKS is missing"});
}

TEST_F(CourseTable, ANumberOutsideOfItsRangeIsNamed) {
  const std::string begin = "course_module(02_means TITLE \"Means\" ";
  for (const char* hours : {"0", "0.0", "04", "-1", "four"}) {
    expect_refused(begin + "HOURS " + hours + " DIFFICULTY 1 TASKS mean:1)\n",
                   {"HOURS is '" + std::string(hours) + "'; expected a number above 0, as 4 or 1.5"});
  }
  for (const char* difficulty : {"0", "6", "10", "1.5"}) {
    expect_refused(begin + "HOURS 1 DIFFICULTY " + difficulty + " TASKS mean:1)\n",
                   {"DIFFICULTY is '" + std::string(difficulty) + "'; expected 1, 2, 3, 4 or 5"});
  }
  for (const char* task : {"mean:0", "mean:05", "mean:-1", "mean", "Mean:1"}) {
    expect_refused(begin + "HOURS 1 DIFFICULTY 1 TASKS " + task + ")\n",
                   {"02_means: task '" + std::string(task) + "' is not of the form name:points"});
  }
}

TEST_F(CourseTable, ATextThatWouldBreakTheTableIsNamed) {
  for (const char* title : {R"(The \"mean\")", R"(a\\b)", R"(two\nlines)"}) {
    expect_refused("course_module(02_means TITLE \"" + std::string(title) + "\" HOURS 1 DIFFICULTY 1 TASKS mean:1)\n",
                   {"02_means: TITLE is '", "expected a line without a quote, a backslash or a tab"});
  }
  EXPECT_TRUE(
      contains(one_line(read("course_part(\"I. \\\"Numbers\\\"\")\n").output), "course_part is 'I. \"Numbers\"'"));
}

TEST_F(CourseTable, WhatStandsTwiceIsNamed) {
  const std::string rest = " TITLE \"Means\" HOURS 1 DIFFICULTY 1 TASKS mean:1)\n";
  expect_refused("course_module(01_means" + rest, {"01_means: the number 01 is that of 01_sums too"});
  expect_refused("course_module(02_sums" + rest, {"02_sums: the name sums is that of 01_sums too"});
  expect_refused("course_module(01_sums" + rest, {"01_sums: this row stands twice"});
  expect_refused("course_module(02_means TITLE \"Means\" HOURS 1 DIFFICULTY 1 TASKS mean:1 spread:2 mean:3)\n",
                 {"02_means: task 'mean' is named twice"});
}

TEST_F(CourseTable, ANameOfAnotherFormAndANeedThatStandsNowhereAreNamed) {
  const std::string rest = " TITLE \"Means\" HOURS 1 DIFFICULTY 1 NEEDS 03_sum TASKS mean:1)\n";
  for (const char* folder : {"2_means", "means", "02_Means"}) {
    expect_refused("course_module(" + (folder + rest), {"'" + std::string(folder) + "' is not of the form NN_name"});
  }
  expect_refused("course_module(02_means" + rest,
                 {"02_means: '03_sum' is needed but stands in no row above; known: 01_sums"});
}

}  // namespace
}  // namespace grader::testing
