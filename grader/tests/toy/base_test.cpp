// What a module stands on: the student's work below it, the reference, and whose fault a failure is.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "toy_course.hpp"

namespace grader::tests {
namespace {

using nlohmann::json;

TEST(Base, ALaterModulePassesOnTheReferenceAndSaysSo) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("02_means");
  const Outcome run = toy.grader({"check", "2"});
  EXPECT_EQ(run.exit_status, 0) << run.output;
  EXPECT_NE(run.output.find("stands on the reference 01 (not finished)"), std::string::npos) << run.output;
}

TEST(Base, FinishedModulesBelowAreUsedOnceTheyPassed) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("01_sums");
  toy.solve("02_means");
  EXPECT_NE(toy.grader({"check", "2"}).output.find("reference 01"), std::string::npos) << "01 was never checked";
  EXPECT_EQ(toy.grader({"check", "1"}).exit_status, 0);
  EXPECT_NE(toy.grader({"check", "2"}).output.find("your 01"), std::string::npos);
  toy.replace("modules/01_sums/src/scale.cpp", "x * factor", "factor * x");
  EXPECT_NE(toy.grader({"check", "2"}).output.find("reference 01 (edited since it passed)"), std::string::npos);
}

TEST(Base, MineOnASkeletonSaysWhereToBegin) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("02_means");
  const Outcome run = toy.grader({"check", "2", "--base", "mine"});
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_NE(run.output.find("begin"), std::string::npos) << run.output;
  expect_golden("base_mine_skeleton", run.output);
}

TEST(Base, AFaultBelowIsFoundThere) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("01_sums");
  toy.solve("02_means");
  toy.replace("modules/01_sums/src/scale.cpp", "x * factor", "x / factor");
  const Outcome run = toy.grader({"check", "2", "--base", "mine", "--json", "-"});
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_NE(run.output.find("01_sums"), std::string::npos);
  const Outcome text = toy.grader({"check", "2", "--base", "mine"});
  EXPECT_NE(text.output.find("fault is in"), std::string::npos) << text.output;
  expect_golden("base_mine_fault", text.output);
}

TEST(Base, AModuleBelowThatDoesNotCompileIsNamed) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("02_means");
  toy.write("modules/01_sums/src/add.cpp", "#error not yet\n");
  const Outcome run = toy.grader({"check", "2", "--base", "mine"});
  EXPECT_EQ(run.exit_status, 1) << run.output << run.errors;
  EXPECT_NE(run.output.find("modules/01_sums/src/add.cpp"), std::string::npos) << run.output;
}

TEST(Base, TheReferenceIsCheckedLikeAStudent) {
  const ToyCourse& toy = ToyCourse::fresh();
  for (const char* module : {"1", "2", "3", "5"}) {
    const Outcome run = toy.grader({"check", module, "--provider", "reference", "--json", "-"});
    EXPECT_EQ(run.exit_status, 0) << run.output << run.errors;
    const json verdict = json::parse(run.output);
    EXPECT_EQ(verdict.at("points").at("earned"), verdict.at("points").at("possible"));
    EXPECT_EQ(verdict.at("provider"), "reference");
  }
}

}  // namespace
}  // namespace grader::tests
