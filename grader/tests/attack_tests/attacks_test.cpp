#include <gtest/gtest.h>

#include <algorithm>

#include "graded_class.hpp"

namespace grader::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool holds(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Files of the grading that hold the text.
std::vector<std::string> files_with(const std::string& text, const fs::path& folder) {
  std::vector<std::string> found;
  for (const auto& [name, content] : snapshot(folder)) {
    if (content.find(text) != std::string::npos) found.push_back(name);
  }
  return found;
}

/// A class for each tier that works here.
class Attacks : public ::testing::TestWithParam<SandboxTier> {
 protected:
  const Ended& ended(const std::string& name) const {
    static const Ended none;
    const auto found = graded_.ended.find(name);
    if (found != graded_.ended.end()) return found->second;
    ADD_FAILURE() << name << " has no outcome. The grader said:\n" << graded_.batch.errors;
    return none;
  }

  const GradedClass& graded_ = graded_class(GetParam());
};

std::string name_of(const ::testing::TestParamInfo<SandboxTier>& info) {
  return to_word(info.param);
}
INSTANTIATE_TEST_SUITE_P(Tier, Attacks, ::testing::ValuesIn(tiers_here()), name_of);

// Without a tier the tests below would be none, and pass.
TEST(AttackTiers, OneWorksHere) {
  EXPECT_FALSE(tiers_here().empty());
}

TEST_P(Attacks, GainNoPoint) {
  EXPECT_GE(graded_.attacks.size(), graded_.whole ? 62U : 20U);
  for (const Attack& attack : graded_.attacks) {
    const Ended& end = ended(attack.name);
    EXPECT_EQ(end.earned, 0) << attack.name << ": " << attack.tries;
    if (end.grade.is_null()) continue;
    EXPECT_EQ(end.grade["sandbox"], to_word(GetParam()));
    for (const json& module : end.grade["modules"]) {
      for (const json& task : module["credit"]["tasks"]) EXPECT_EQ(task["points"]["earned"], 0) << attack.name;
    }
  }
}

TEST_P(Attacks, EachEndsAsItsFileSays) {
  for (const Attack& attack : graded_.attacks) {
    const Ended& end = ended(attack.name);
    EXPECT_TRUE(ended_as_said(attack, end)) << attack.name << " ended as '" << end.kind << "': " << end.message;
  }
}

TEST_P(Attacks, AreFlagged) {
  for (const Attack& attack : graded_.attacks) {
    for (const std::string& flag : attack.flags) {
      EXPECT_TRUE(holds(ended(attack.name).flags, flag)) << attack.name << " has no flag '" << flag << "'";
    }
  }
}

TEST_P(Attacks, LeaveHonestWorkItsPoints) {
  for (const char* name : {"honest", "zoe"}) {
    EXPECT_EQ(ended(name).earned, 20) << name;
    EXPECT_EQ(ended(name).flags, std::vector<std::string>{}) << name;
  }
}

TEST_P(Attacks, DoNotStopTheBatch) {
  EXPECT_EQ(graded_.batch.exit_status, 0) << graded_.batch.errors;
  EXPECT_EQ(graded_.ended.size(), graded_.attacks.size() + 2) << graded_.batch.errors;
  EXPECT_TRUE(fs::exists(graded_.scene.into / "report.html"));
}

// What the hidden tests hold may stand in what is the instructor's alone: the results, which name them, and the report.
TEST_P(Attacks, ShowNoStudentAHiddenTest) {
  for (const char* marker : {"hidden-marker-4c1f", "HiddenMarker4c1f"}) {
    EXPECT_EQ(files_with(marker, graded_.scene.into / "feedback"), std::vector<std::string>{}) << marker;
    EXPECT_EQ(files_with(marker, graded_.scene.into / "logs"), std::vector<std::string>{}) << marker;
    EXPECT_EQ(files_with(marker, graded_.scene.drop), std::vector<std::string>{}) << marker;
  }
  // Of the text itself not even the process that runs the hidden test has anything.
  EXPECT_EQ(files_with("hidden-marker-4c1f: this line", graded_.scene.into), std::vector<std::string>{});
  EXPECT_EQ(files_with("<script>alert", graded_.scene.into / "feedback"), std::vector<std::string>{});
}

TEST_P(Attacks, ReadNoSecret) {
  for (std::size_t i = 0; i < graded_.scene.secrets.size(); ++i) {
    std::vector<std::string> found = files_with(graded_.scene.secrets[i], graded_.scene.into);
    std::erase(found, "./secret.txt");  // the bait itself
    EXPECT_EQ(found, std::vector<std::string>{}) << graded_.scene.bait[i];
  }
  EXPECT_EQ(files_with("root:x:0:0", graded_.scene.into), std::vector<std::string>{});
}

TEST_P(Attacks, ChangeNothing) {
  for (const auto& [folder, before] : graded_.before) EXPECT_EQ(graded_.after.at(folder), before) << folder;
  for (std::size_t i = 0; i < graded_.scene.secrets.size(); ++i) {
    EXPECT_EQ(graded_.bait[i], graded_.scene.secrets[i]) << graded_.scene.bait[i];
  }
  EXPECT_TRUE(fs::is_empty(graded_.scene.into / "scratch"));
}

TEST_P(Attacks, ReachNoNetwork) {
  EXPECT_EQ(graded_.connections, 0);
}

TEST_P(Attacks, LeaveNoFile) {
  EXPECT_EQ(graded_.files, std::vector<std::string>{});
}

TEST_P(Attacks, LeaveNoProcess) {
  const auto finding =
      std::find_if(graded_.probe.findings.begin(), graded_.probe.findings.end(),
                   [](const SandboxFinding& each) { return each.what.find("out of reach") != std::string::npos; });
  ASSERT_NE(finding, graded_.probe.findings.end());
  // docs/pages/sandbox.md: a program that can signal others can end whoever would end it.
  if (!finding->holds)
    GTEST_SKIP() << "the tier " << to_word(GetParam()) << " does not promise it here: " << finding->detail;
  EXPECT_EQ(graded_.processes, std::vector<std::string>{});
}

}  // namespace
}  // namespace grader::tests
