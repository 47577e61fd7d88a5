// The course proves itself, and does not where it is broken on purpose.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "toy_course.hpp"

namespace grader::tests {
namespace {

using nlohmann::json;

/// The findings of one question of `grader validate MODULES`, as one text; empty when it holds.
std::string findings(const ToyCourse& toy, const std::string& question,
                     const std::vector<std::string>& modules = {"1"}) {
  std::vector<std::string> command{"validate", "--json"};
  command.insert(command.end(), modules.begin(), modules.end());
  const Outcome run = toy.grader(command);
  if (run.output.empty()) return "no answer: " + run.errors;
  const json answer = json::parse(run.output);
  for (const json& proof : answer.at("proofs")) {
    if (proof.at("question") != question) continue;
    EXPECT_EQ(run.exit_status == 0, answer.at("holds"));
    return proof.at("holds") ? "" : proof.at("findings").dump(1);
  }
  return "no such question: " + run.output + run.errors;
}

/// The folder of that name somewhere below `root`; empty if there is none.
std::string folder_named(const std::filesystem::path& root, const std::string& name) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.is_directory() && entry.path().filename() == name) return entry.path().string();
  }
  return "";
}

void expect_part(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST(Validate, AnHonestCourseHolds) {
  const ToyCourse& toy = ToyCourse::fresh();
  const Outcome run = toy.grader({"validate", "1", "2"});
  EXPECT_EQ(run.exit_status, 0) << run.output << run.errors;
  expect_golden("validate", run.output);
}

TEST(Validate, ASkeletonThatReturnsSilentlyIsFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.replace("modules/02_means/src/spread.cpp", R"(todo("02.3", "1 line");)", "return 7;");
  expect_part(findings(toy, "skeleton", {"2"}), "modules/02_means/src/spread.cpp");
}

TEST(Validate, ASolutionThatAnEditionWouldShowIsFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  std::string helper = "[[maybe_unused]] static float mixed(float x, float y) { return x";
  for (int i = 0; i < 40; ++i) helper += " + y * " + std::to_string(i);
  helper += "; }\n";
  const std::string file = "solutions/01_sums/src/add.cpp";
  toy.write(file, helper + toy.read(file));
  EXPECT_EQ(findings(toy, "edition"), "");
  toy.write("modules/01_sums/tests/add_helper.hpp", helper);
  expect_part(findings(toy, "edition"), "modules/01_sums/tests/add_helper.hpp");
}

TEST(Validate, AMistakeThatPassesIsFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.write("solutions/01_sums/mistakes/add.harmless.mistake", "nothing is wrong\n<<<<\na + b\n====\nb + a\n>>>>\n");
  expect_part(findings(toy, "mistakes"), "add.harmless");
}

TEST(Validate, AMistakeThatNobodyNamesIsFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.write("solutions/01_sums/mistakes/add.unnamed.mistake",
            "the numbers were multiplied\n<<<<\na + b\n====\na * b\n>>>>\n");
  expect_part(findings(toy, "mistakes"), "the numbers were multiplied");
}

/// Breaks every test when it is loaded, though nothing in module 01 builds on total.
void write_saboteur(const ToyCourse& toy) {
  toy.write("solutions/01_sums/mistakes/total.saboteur.mistake",
            "the total started from 1\n<<<<\nfloat total(\n====\nconst int sabotage = (std::abort(), 0);\nfloat "
            "total(\n>>>>\n");
}

TEST(Validate, AMistakeMayOnlyFailWhatBuildsOnIt) {
  const ToyCourse& toy = ToyCourse::fresh();
  write_saboteur(toy);
  const std::string text = findings(toy, "mistakes");
  expect_part(text, "total.saboteur");
  expect_part(text, "does not build on total");
}

// A suite of an earlier course, in which the tests of add built on total: its object lies where it was left.
TEST(Validate, WhatAnEarlierBuildLeftSaysNothingOfToday) {
  const ToyCourse& toy = ToyCourse::fresh();
  ASSERT_EQ(findings(toy, "mistakes"), "");
  const std::string folder = folder_named(toy.root() / "build/validate", "gu_sums_suite.dir");
  ASSERT_NE(folder, "");
  const auto left = std::filesystem::path(folder) / "add_test.cpp.o";
  toy.write("left.cpp",
            "#include <vector>\nnamespace gu { float total(const std::vector<float>&); }\n"
            "struct Add_AddsBothNumbers_Test { void body(); };\n"
            "void Add_AddsBothNumbers_Test::body() { gu::total({}); }\n");
  const Outcome compiled = toy.run({"g++", "-c", "-ffunction-sections", "left.cpp", "-o", left.string()});
  std::filesystem::remove(toy.root() / "left.cpp");
  ASSERT_EQ(compiled.exit_status, 0) << compiled.errors;
  write_saboteur(toy);
  const std::string text = findings(toy, "mistakes");
  std::filesystem::remove(left);
  expect_part(text, "of task add, which does not build on total");
}

TEST(Validate, AWrongReferenceIsFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.replace("solutions/02_means/src/spread.cpp", "*largest - *smallest", "*largest - *smallest + 1");
  expect_part(findings(toy, "reference", {"2"}), "Spread.IsLargestMinusSmallest");
}

// A published test cannot say that a hidden one is wrong: only judging does.
TEST(Validate, AHiddenTestThatTheReferenceFailsIsFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.replace("solutions/02_means/tests/mean_test.cpp", "/ 2,", "/ 3,");
  const std::string text = findings(toy, "grading", {"2"});
  expect_part(text, "solutions/02_means/tests/mean_test.cpp");
  expect_part(text, "HiddenMean.AveragesRandomNumbers");
  EXPECT_EQ(findings(toy, "reference", {"2"}), "");
}

TEST(Validate, ASkeletonThatEarnsWhenItIsGradedIsFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.replace("solutions/01_sums/tests/scale_test.cpp", "  EXPECT_SCALAR_NEAR(scale(x, factor),",
              "  EXPECT_SCALAR_NEAR(x * factor,");
  const std::string text = findings(toy, "grading");
  expect_part(text, "HiddenScale.ScalesRandomNumbers passes on the skeleton");
}

TEST(Validate, ATaskWhoseAnswersCouldBeRecordedIsFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.replace("solutions/01_sums/tests/total_test.cpp", "total({a, b, c}), double{a} + double{b} + double{c},",
              "total({1, 2}), 3 + 0 * (double{a} + double{b} + double{c}),");
  const std::string text = findings(toy, "grading");
  expect_part(text, "the tests of total observe changes with the seed");
  EXPECT_EQ(text.find("the tests of add "), std::string::npos) << text;
}

TEST(Validate, ATaskWithoutAHiddenTestAmongOthersIsFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  std::filesystem::remove(toy.root() / "solutions/02_means/tests/weighted_test.cpp");
  expect_part(findings(toy, "grading", {"2"}), "solutions/02_means/tests/weighted_test.cpp");
}

// The judge computes the other side with the reference, so it tells a wrong answer something else than the student's own run did.
TEST(Validate, ATestWhoseExpectedSideCallsTheStudentsCodeIsFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.replace("modules/01_sums/tests/add_test.cpp", "EXPECT_SCALAR_NEAR(add(7, 0), 7, exactly());",
              "EXPECT_SCALAR_NEAR(add(7, 1), add(1, 7), exactly());");
  const std::string text = findings(toy, "verdicts", {"1", "2"});
  expect_part(text, "modules/01_sums/tests/add_test.cpp");
  expect_part(text, "mistakes/add.subtracts, Add.ZeroChangesNothing: message");
  expect_part(text, "expected  -6");
  expect_part(text, "expected  8");
  EXPECT_EQ(text.find("02_means"), std::string::npos) << text;
}

TEST(Validate, GapsInTheTableAreFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.replace("modules/01_sums/hints.md", "## scale", "## scales");
  std::filesystem::remove(toy.root() / "solutions/01_sums/NOTES.md");
  std::filesystem::create_directories(toy.root() / "modules/09_nowhere");
  std::filesystem::create_directories(toy.root() / "modules/drafts");
  const std::string text = findings(toy, "course");
  std::filesystem::remove(toy.root() / "modules/09_nowhere");
  std::filesystem::remove(toy.root() / "modules/drafts");
  expect_part(text, "scale");
  expect_part(text, "NOTES.md");
  expect_part(text, "09_nowhere");
  expect_part(text, "modules/drafts");
}

TEST(Validate, StrayAndOversizedFilesAreFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.write("modules/01_sums/CMakeLists.txt", "message(hello)\n");
  toy.write("modules/02_means/tests/spread_test.cpp",
            toy.read("modules/02_means/tests/spread_test.cpp") + std::string(400, '\n'));
  const std::string text = findings(toy, "files", {"1", "2"});
  expect_part(text, "modules/01_sums/CMakeLists.txt");
  expect_part(text, "spread_test.cpp");
}

TEST(Validate, StrayFilesBesideTheModulesAreFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.write("modules/notes.txt", "");
  toy.write("modules/shared_text.txt", "");
  toy.write("solutions/course.cmake", "");
  const std::string text = findings(toy, "files");
  expect_part(text, "modules/notes.txt");
  expect_part(text, "solutions/course.cmake");
  EXPECT_EQ(text.find("modules/course.cmake"), std::string::npos) << text;
  EXPECT_EQ(text.find("shared_text"), std::string::npos) << text;
}

TEST(Validate, OversizedFilesOfTheFrameworkAreFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  const auto write_lines = [&toy](const std::string& file, std::size_t lines) {
    toy.write(file, std::string(lines, '\n'));
  };
  write_lines("support/include/gu/header.hpp", 201);
  write_lines("testing/src/source.cpp", 301);
  write_lines("testing/src/reasonable.cpp", 301);
  write_lines("testing/src/unexplained.cpp", 301);
  write_lines("grader/tests/unit/too_long_test.cpp", 401);
  write_lines("grader/tests/unit/long_test.cpp", 400);
  write_lines("grader/tests/golden/report.txt", 1000);
  write_lines("cmake/Long.cmake", 301);
  toy.write("modules/size_exceptions.txt",
            "# A comment: testing\ntesting/src/reasonable.cpp: one table\ntesting/src/unexplained.cpp: \n");
  const std::string text = findings(toy, "files");
  for (const char* part : {"support", "testing", "grader", "cmake"}) std::filesystem::remove_all(toy.root() / part);
  expect_part(text, "support/include/gu/header.hpp");
  expect_part(text, "201 lines; at most 200, or a line with the reason in modules/size_exceptions.txt");
  for (const char* file :
       {"testing/src/source.cpp", "testing/src/unexplained.cpp", "unit/too_long_test.cpp", "Long.cmake"}) {
    expect_part(text, file);
  }
  for (const char* file : {"reasonable", "/long_test.cpp", "golden", "\"place\": \"modules"}) {
    EXPECT_EQ(text.find(file), std::string::npos) << file << " in " << text;
  }
}

TEST(Validate, BrokenLinksAndUnobservedTestsAreFound) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.replace("modules/01_sums/LESSON.md", "(include/gu/sums.hpp)", "(include/gu/summs.hpp)");
  toy.replace("modules/01_sums/tests/add_test.cpp", "EXPECT_SCALAR_NEAR(add(7, 0), 7, exactly());",
              "EXPECT_EQ(add(7, 0), 7);");
  toy.replace("modules/02_means/tests/spread_test.cpp", "// Lesson: \"Spread\"", "// Lesson: \"Spreading\"");
  expect_part(findings(toy, "lessons"), "summs.hpp");
  const std::string text = findings(toy, "tests", {"1", "2"});
  expect_part(text, "EXPECT_EQ");
  expect_part(text, "Spreading");
}

}  // namespace
}  // namespace grader::tests
