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

const Ended& ended(const std::string& name) {
  static const Ended none;
  const auto found = graded_class().ended.find(name);
  if (found != graded_class().ended.end()) return found->second;
  ADD_FAILURE() << name << " has no outcome. The grader said:\n" << graded_class().batch.errors;
  return none;
}

/// Files of the grading that hold the text.
std::vector<std::string> files_with(const std::string& text, const fs::path& folder) {
  std::vector<std::string> found;
  for (const auto& [name, content] : snapshot(folder)) {
    if (content.find(text) != std::string::npos) found.push_back(name);
  }
  return found;
}

TEST(Attacks, GainNoPoint) {
  EXPECT_GE(graded_class().attacks.size(), 50U);
  for (const Attack& attack : graded_class().attacks) {
    const Ended& end = ended(attack.name);
    EXPECT_EQ(end.earned, 0) << attack.name << ": " << attack.tries;
    if (end.grade.is_null()) continue;
    for (const json& module : end.grade["modules"]) {
      for (const json& task : module["credit"]["tasks"]) EXPECT_EQ(task["points"]["earned"], 0) << attack.name;
    }
  }
}

TEST(Attacks, EachEndsAsItsFileSays) {
  for (const Attack& attack : graded_class().attacks) {
    const Ended& end = ended(attack.name);
    EXPECT_TRUE(holds(attack.ends_as, end.kind)) << attack.name << " ended as '" << end.kind << "': " << end.message;
  }
}

TEST(Attacks, AreFlagged) {
  for (const Attack& attack : graded_class().attacks) {
    for (const std::string& flag : attack.flags) {
      EXPECT_TRUE(holds(ended(attack.name).flags, flag)) << attack.name << " has no flag '" << flag << "'";
    }
  }
}

TEST(Attacks, LeaveHonestWorkItsPoints) {
  for (const char* name : {"honest", "zoe"}) {
    EXPECT_EQ(ended(name).earned, 20) << name;
    EXPECT_EQ(ended(name).flags, std::vector<std::string>{}) << name;
  }
}

TEST(Attacks, DoNotStopTheBatch) {
  const GradedClass& graded = graded_class();
  EXPECT_EQ(graded.batch.exit_status, 0) << graded.batch.errors;
  EXPECT_EQ(graded.ended.size(), graded.attacks.size() + 2) << graded.batch.errors;
  EXPECT_TRUE(fs::exists(graded.scene.into / "report.html"));
}

// What the hidden tests hold may stand in what is the instructor's alone: the results, which name them, and the report.
TEST(Attacks, ShowNoStudentAHiddenTest) {
  const GradedClass& graded = graded_class();
  for (const char* marker : {"hidden-marker-4c1f", "HiddenMarker4c1f"}) {
    EXPECT_EQ(files_with(marker, graded.scene.into / "feedback"), std::vector<std::string>{}) << marker;
    EXPECT_EQ(files_with(marker, graded.scene.into / "logs"), std::vector<std::string>{}) << marker;
    EXPECT_EQ(files_with(marker, graded.scene.drop), std::vector<std::string>{}) << marker;
  }
  // Of the text itself not even the process that runs the hidden test has anything.
  EXPECT_EQ(files_with("hidden-marker-4c1f: this line", graded.scene.into), std::vector<std::string>{});
  EXPECT_EQ(files_with("<script>alert", graded.scene.into / "feedback"), std::vector<std::string>{});
}

TEST(Attacks, ReadNoSecret) {
  const GradedClass& graded = graded_class();
  for (std::size_t i = 0; i < graded.scene.secrets.size(); ++i) {
    std::vector<std::string> found = files_with(graded.scene.secrets[i], graded.scene.into);
    std::erase(found, "./secret.txt");  // the bait itself
    EXPECT_EQ(found, std::vector<std::string>{}) << graded.scene.bait[i];
  }
  EXPECT_EQ(files_with("root:x:0:0", graded.scene.into), std::vector<std::string>{});
}

TEST(Attacks, ChangeNothing) {
  const GradedClass& graded = graded_class();
  for (const auto& [folder, before] : graded.before) EXPECT_EQ(snapshot(folder), before) << folder;
  for (std::size_t i = 0; i < graded.scene.secrets.size(); ++i) {
    EXPECT_EQ(text_of(graded.scene.bait[i]), graded.scene.secrets[i]) << graded.scene.bait[i];
  }
  EXPECT_TRUE(fs::is_empty(graded.scene.into / "scratch"));
}

TEST(Attacks, ReachNoNetwork) {
  EXPECT_EQ(graded_class().connections, 0);
}

TEST(Attacks, LeaveNothingBehind) {
  const GradedClass& graded = graded_class();
  EXPECT_EQ(processes_named(graded.scene.mark), std::vector<std::string>{});
  for (const char* folder : {"/tmp", "/var/tmp", "/dev/shm"}) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      EXPECT_EQ(entry.path().filename().string().find(graded.scene.mark), std::string::npos) << entry.path();
    }
  }
}

}  // namespace
}  // namespace grader::tests
