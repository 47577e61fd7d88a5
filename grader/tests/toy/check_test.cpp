// `grader check` on modules that pass, fail, crash, hang, print, allocate, skip and do not compile.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "toy_course.hpp"

namespace grader::tests {
namespace {

using nlohmann::json;

json verdict_of(const ToyCourse& toy, std::vector<std::string> arguments, int exit_status) {
  arguments.insert(arguments.begin(), "check");
  arguments.insert(arguments.end(), {"--json", "-"});
  const Outcome run = toy.grader(arguments);
  EXPECT_EQ(run.exit_status, exit_status) << run.output << run.errors;
  return json::parse(run.output);
}

const json& task(const json& verdict, const std::string& id) {
  for (const json& entry : verdict.at("tasks")) {
    if (entry.at("id") == id) return entry;
  }
  throw std::runtime_error("no task " + id);
}

TEST(Check, AnUntouchedSkeletonFailsEveryTestAndEarnsNothing) {
  const ToyCourse& toy = ToyCourse::fresh();
  const json verdict = verdict_of(toy, {"1"}, 1);
  EXPECT_EQ(verdict.at("schema"), "groundup/check/1");
  EXPECT_EQ(verdict.at("status"), "failed");
  EXPECT_EQ(verdict.at("points").at("earned"), 0);
  EXPECT_EQ(verdict.at("points").at("possible"), 20);
  for (const json& entry : verdict.at("tasks")) {
    EXPECT_FALSE(entry.at("tests").empty());
    for (const json& test : entry.at("tests")) EXPECT_EQ(test.at("status"), "failed") << test;
  }
  expect_golden("check_skeleton", toy.grader({"check", "1"}).output);
}

TEST(Check, AFinishedModulePasses) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("01_sums");
  const json verdict = verdict_of(toy, {"1"}, 0);
  EXPECT_EQ(verdict.at("status"), "passed");
  EXPECT_EQ(verdict.at("points").at("earned"), 20);
  EXPECT_EQ(verdict.at("provider"), "mine");
  expect_golden("check_passed", toy.grader({"check", "1"}).output);
}

TEST(Check, AWrongAnswerIsExplainedAndItsMistakeNamed) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("01_sums");
  toy.replace("modules/01_sums/src/add.cpp", "a + b", "a - b");
  const json verdict = verdict_of(toy, {"sums"}, 1);
  EXPECT_EQ(task(verdict, "1.1").at("points").at("earned"), 0);
  EXPECT_EQ(task(verdict, "1.2").at("points").at("earned"), 5);
  std::set<std::string> mistakes;
  for (const json& test : task(verdict, "1.1").at("tests")) {
    if (!test.at("mistake").is_null()) mistakes.insert(test.at("mistake").get<std::string>());
  }
  EXPECT_TRUE(mistakes.contains("the second number was subtracted"));
  expect_golden("check_wrong", toy.grader({"check", "1"}).output);
}

// `mv`, `tar x` and `cp -p` give a file the time that it had elsewhere, and Ninja goes by times.
TEST(Check, AFileOlderThanTheOneThatItReplacesIsJudgedAllTheSame) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("01_sums");
  EXPECT_EQ(toy.grader({"check", "1"}).exit_status, 0);
  const std::filesystem::path file = toy.root() / "modules/01_sums/src/add.cpp";
  toy.replace("modules/01_sums/src/add.cpp", "a + b", "a - b");
  std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - std::chrono::hours(24));
  EXPECT_EQ(toy.grader({"check", "1"}).exit_status, 1);
  EXPECT_EQ(toy.grader({"check", "1"}).exit_status, 1);
}

TEST(Check, WhatATestPrintedIsShownWithIt) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("01_sums");
  toy.replace("modules/01_sums/src/add.cpp", "return a + b", "return std::fputs(\"half a line\", stdout), a - b");
  const json verdict = verdict_of(toy, {"1"}, 1);
  int failures = 0;
  for (const json& test : task(verdict, "1.1").at("tests")) {
    if (test.at("status") == "passed") continue;
    ++failures;
    EXPECT_EQ(test.at("output").get<std::string>().rfind("half a line", 0), 0U) << test;
  }
  EXPECT_GT(failures, 0);
}

TEST(Check, WarningsAreKeptAndAPathWithoutReturnIsAnError) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("01_sums");
  const std::string file = "modules/01_sums/src/add.cpp";
  const std::string solved = toy.read(file);
  toy.replace(file, "return a + b",
              "const int n = static_cast<int>(a); for (unsigned i = 0; i < n; ++i) { } return a + b");
  const Outcome warned = toy.grader({"check", "1"});
  EXPECT_EQ(warned.exit_status, 0) << warned.output;
  EXPECT_NE(warned.output.find("The compiler warned: modules/01_sums/src/add.cpp:"), std::string::npos)
      << warned.output;
  EXPECT_NE(toy.read("build/check/log/01_sums.txt").find("[-Wsign-compare]"), std::string::npos);
  toy.write(file, solved);
  toy.replace(file, "return a + b", "(void)(a + b)");
  const Outcome missing = toy.grader({"check", "1"});
  EXPECT_EQ(missing.exit_status, 1) << missing.output;
  EXPECT_NE(missing.output.find("ends without `return`"), std::string::npos) << missing.output;
}

TEST(Check, ATaskAloneIsCheckedAlone) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.write("modules/01_sums/src/scale.cpp", toy.read("solutions/01_sums/src/scale.cpp"));
  const json verdict = verdict_of(toy, {"1.2"}, 0);
  ASSERT_EQ(verdict.at("tasks").size(), 1U);
  EXPECT_EQ(verdict.at("tasks")[0].at("name"), "scale");
  EXPECT_EQ(verdict_of(toy, {"1.scale"}, 0).at("tasks")[0].at("id"), "1.2");
  EXPECT_EQ(toy.grader({"check", "1.1"}).exit_status, 1);
}

TEST(Check, CrashesAreNamedWithTheLineAndTheRestStillRuns) {
  const ToyCourse& toy = ToyCourse::fresh();
  const json verdict = verdict_of(toy, {"3"}, 1);
  const auto message = [&](const std::string& id, std::size_t test) {
    return task(verdict, id).at("tests").at(test).at("message").get<std::string>();
  };
  for (const std::size_t test : {0U, 1U}) {
    EXPECT_NE(message("3.1", test).find("SIGSEGV"), std::string::npos);
    EXPECT_NE(message("3.1", test).find("modules/03_accidents/src/segfault.cpp:7"), std::string::npos)
        << message("3.1", test);
    EXPECT_NE(message("3.2", test).find("the student threw this"), std::string::npos);
    EXPECT_NE(message("3.3", test).find("stack"), std::string::npos) << message("3.3", test);
    EXPECT_NE(message("3.4", test).find("SIGABRT"), std::string::npos) << message("3.4", test);
  }
  EXPECT_EQ(task(verdict, "3.1").at("status"), "crashed");
  EXPECT_EQ(verdict.at("points").at("earned"), 0);
  expect_golden("check_accidents", toy.grader({"check", "3", "--verbose"}).output);
}

TEST(Check, LeavingWithStatusZeroIsAFailure) {
  const ToyCourse& toy = ToyCourse::fresh();
  const json verdict = verdict_of(toy, {"3.5"}, 1);
  for (const json& test : task(verdict, "3.5").at("tests")) {
    EXPECT_NE(test.at("status"), "passed") << test;
    EXPECT_NE(test.at("message").get<std::string>().find("exit"), std::string::npos) << test;
  }
}

TEST(Check, LimitsOfTimeOutputAndMemoryAreToldInWords) {
  const ToyCourse& toy = ToyCourse::fresh();
  const Outcome run = toy.grader({"check", "4", "--timeout", "3", "--json", "-"});
  EXPECT_EQ(run.exit_status, 1) << run.errors;
  const json verdict = json::parse(run.output);
  EXPECT_LT(verdict.at("seconds").at("run"), 50) << "the hanging task would end by itself after a minute";
  const auto test = [&](const std::string& id) { return task(verdict, id).at("tests").at(0); };
  EXPECT_EQ(test("4.1").at("status"), "timed_out");
  EXPECT_NE(test("4.1").at("message").get<std::string>().find("3 s"), std::string::npos) << test("4.1");
  const json& again = task(verdict, "4.1").at("tests").at(1);
  EXPECT_EQ(again.at("status"), "not_run") << "it would hang for another three seconds";
  EXPECT_NE(again.at("message").get<std::string>().find("Hangs.AnswersOne"), std::string::npos) << again;
  EXPECT_NE(test("4.2").at("status"), "passed");
  EXPECT_NE(test("4.2").at("message").get<std::string>().find("8 MiB"), std::string::npos) << test("4.2");
  EXPECT_NE(test("4.3").at("status"), "passed");
  EXPECT_NE(test("4.3").at("message").get<std::string>().find("memory"), std::string::npos) << test("4.3");
  // How much of the gigabyte the pipe held when it was cut differs from run to run.
  toy.replace("modules/04_excesses/src/prints.cpp", "std::puts(kilobyte.c_str())", "std::fputs(\"x\", stdout)");
  toy.replace("modules/04_excesses/src/prints.cpp", "i < 1024 * 1024", "i < 1024 * 1024 * 1024");
  expect_golden("check_excesses", toy.grader({"check", "4", "--timeout", "3", "--verbose"}).output);
}

TEST(Check, ASkipEarnsNothingAndSaysNotGraded) {
  const ToyCourse& toy = ToyCourse::fresh();
  const json verdict = verdict_of(toy, {"4.4"}, 3);
  EXPECT_EQ(task(verdict, "4.4").at("status"), "not_graded");
  EXPECT_EQ(task(verdict, "4.4").at("points").at("earned"), 0);
}

TEST(Check, WhatDoesNotCompileShowsTheFirstErrorOfTheStudentsFile) {
  const ToyCourse& toy = ToyCourse::fresh();
  const json verdict = verdict_of(toy, {"5"}, 1);
  EXPECT_EQ(verdict.at("status"), "not_compiled");
  EXPECT_EQ(verdict.at("points").at("earned"), 0);
  expect_golden("check_broken", toy.grader({"check", "5"}).output);
}

TEST(Check, SanitizersNameTheLineOfAnOverrun) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("01_sums");
  toy.replace("modules/01_sums/src/total.cpp", "float sum = 0;",
              "float sum = 0;\n  if (!numbers.empty()) sum += 0 * numbers.data()[numbers.size()];");
  EXPECT_EQ(toy.grader({"check", "1"}).exit_status, 0) << "without sanitizers nobody notices";
  const Outcome run = toy.grader({"check", "1", "--sanitize"});
  EXPECT_EQ(run.exit_status, 1) << run.output << run.errors;
  EXPECT_NE(run.output.find("modules/01_sums/src/total.cpp:"), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("heap-buffer-overflow"), std::string::npos) << run.output;
}

TEST(Check, JUnitHoldsEveryTest) {
  const ToyCourse& toy = ToyCourse::fresh();
  const Outcome run = toy.grader({"check", "1", "--junit", "-"});
  EXPECT_EQ(run.exit_status, 1);
  for (const char* part :
       {"<?xml", "<testsuites", "tests=\"4\"", "failures=\"4\"", "Add", "AddsBothNumbers", "<failure"}) {
    EXPECT_NE(run.output.find(part), std::string::npos) << part << "\n" << run.output;
  }
}

// An edition without solutions: the suite is linked to the student's own module, so without that there is nobody to list its tests.
TEST(Check, WhatDoesNotCompileFailsItsTestsThoughNoSuiteWasEverBuilt) {
  const ToyCourse& toy = ToyCourse::fresh();
  std::filesystem::remove_all(toy.root() / "solutions/01_sums");
  for (const char* product : {"suite/01_sums", "suite/01_sums.tests"})
    std::filesystem::remove(toy.root() / "build/check" / product);
  toy.write("modules/01_sums/src/add.cpp", "int x = ;\n");
  const Outcome run = toy.grader({"check", "1", "--junit", "-"});
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_NE(run.output.find("name=\"Add.AddsBothNumbers\""), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("<error"), std::string::npos) << run.output;
}

TEST(Check, WithoutAModuleTheFirstUnfinishedOneIsTaken) {
  const ToyCourse& toy = ToyCourse::fresh();
  EXPECT_EQ(verdict_of(toy, {}, 1).at("module").at("folder"), "01_sums");
  toy.solve("01_sums");
  verdict_of(toy, {"1"}, 0);
  EXPECT_EQ(verdict_of(toy, {}, 1).at("module").at("folder"), "02_means");
}

TEST(Check, WithoutAModuleItStaysWhereTheStudentWorks) {
  const ToyCourse& toy = ToyCourse::fresh();
  EXPECT_EQ(toy.grader({"check", "2"}).exit_status, 1);
  const Outcome again = toy.grader({"check"});
  EXPECT_NE(again.output.find("Module 02: you worked there last; module 01 is not finished"), std::string::npos)
      << again.output;
  EXPECT_NE(again.output.find("0 of 20 points"), std::string::npos) << again.output;
}

TEST(Check, AFaultOfTheCourseInOneModuleStopsNoOther) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("02_means");
  toy.write("modules/01_sums/tests/add_test.cpp", "#error the course is broken here\n");
  const Outcome one = toy.grader({"check", "1"});
  EXPECT_EQ(one.exit_status, 4) << one.output << one.errors;
  const Outcome all = toy.grader({"check", "--all", "--timeout", "1"});
  EXPECT_EQ(all.exit_status, 4) << all.output << all.errors;
  for (const char* part :
       {"01 Sums", "A fault of the course, not yours", "the course is broken here", "02 Means", "20 of 20 points",
        "05 Broken", "1 of 4 modules passed", "Not judged, by a fault of the course: 01_sums"}) {
    EXPECT_NE(all.output.find(part), std::string::npos) << part << "\n" << all.output;
  }
  EXPECT_EQ(toy.grader({"check", "2"}).exit_status, 0) << "and the other modules were recorded as ever";
}

}  // namespace
}  // namespace grader::tests
