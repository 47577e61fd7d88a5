#include <gtest/gtest.h>

#include "graded_class.hpp"

namespace grader::tests {
namespace {

Outcome grade_with(const std::vector<std::string>& options, const Environment& environment = {}) {
  std::vector<std::string> arguments{"grade", "no_such_submission"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  return ToyCourse::fresh().grader(arguments, environment);
}

TEST(SandboxChoice, RefusesATierThatDoesNotWorkHereAndSaysWhy) {
  EXPECT_NE(grade_with({}).exit_status, 0);  // prepares the course, which needs the PATH
  const Outcome run = grade_with({"--sandbox", "bubblewrap"}, {{"PATH", "/no/such/folder"}});
  EXPECT_EQ(run.exit_status, 3) << run.errors;
  EXPECT_NE(run.errors.find("bwrap is not"), std::string::npos) << run.errors;
}

TEST(SandboxChoice, RefusesAnUnknownTierAndContradictions) {
  EXPECT_EQ(grade_with({"--sandbox", "plastic"}).exit_status, 2);
  EXPECT_EQ(grade_with({"--sandbox", "landlock", "--unsandboxed"}).exit_status, 2);
}

}  // namespace
}  // namespace grader::tests
