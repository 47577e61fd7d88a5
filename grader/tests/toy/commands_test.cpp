// The commands around check, as a student meets them.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "toy_course.hpp"

namespace grader::tests {
namespace {

using nlohmann::json;

TEST(Commands, TheMapSaysWhatIsNext) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("01_sums");
  toy.grader({"check", "1"});
  const json status = json::parse(toy.grader({"status", "--json"}).output);
  EXPECT_EQ(status.at("schema"), "groundup/status/1");
  ASSERT_EQ(status.at("modules").size(), 5U);
  EXPECT_EQ(status.at("modules")[0].at("points").at("earned"), 20);
  EXPECT_EQ(status.at("modules")[0].at("status"), "passed");
  expect_golden("status", toy.grader({"status"}).output);
  expect_golden("next", toy.grader({"next"}).output);
  expect_golden("list", toy.grader({"list"}).output);
  expect_golden("show", toy.grader({"show", "2"}).output);
}

TEST(Commands, HintsComeOneACall) {
  const ToyCourse& toy = ToyCourse::fresh();
  EXPECT_NE(toy.grader({"hint", "1.2"}).output.find("What does scale mean?"), std::string::npos);
  EXPECT_NE(toy.grader({"hint", "1.2"}).output.find("Read the contract"), std::string::npos);
  EXPECT_NE(toy.grader({"hint", "1.2"}).output.find("It is one line."), std::string::npos);
  EXPECT_NE(toy.grader({"hint", "1.2"}).output.find("It is one line."), std::string::npos);
  EXPECT_NE(toy.grader({"hint", "1.1"}).output.find("What does add mean?"), std::string::npos);
}

TEST(Commands, ExplainTellsTheClaimAndHowToRunItAlone) {
  const ToyCourse& toy = ToyCourse::fresh();
  expect_golden("explain", toy.grader({"explain", "Add.AddsBothNumbers"}).output);
  toy.solve("01_sums");
  toy.replace("modules/01_sums/src/scale.cpp", "x * factor", "x / factor");
  toy.grader({"check", "1"});
  const Outcome last = toy.grader({"explain"});
  EXPECT_EQ(last.exit_status, 0) << last.errors;
  EXPECT_NE(last.output.find("Scale.MultipliesByTheFactor"), std::string::npos) << last.output;
}

TEST(Commands, ResetKeepsABackupAndRestoreBringsItBack) {
  const ToyCourse& toy = ToyCourse::fresh();
  EXPECT_EQ(toy.grader({"check", "1"}).exit_status, 1);
  const std::string file = "modules/01_sums/src/add.cpp";
  const std::string skeleton = toy.read(file);
  toy.solve("01_sums");
  const std::string mine = toy.read(file);
  EXPECT_EQ(toy.grader({"reset", "1.1"}).exit_status, 0);
  EXPECT_EQ(toy.read(file), skeleton);
  EXPECT_NE(toy.read("modules/01_sums/src/scale.cpp").find("x * factor"), std::string::npos)
      << "only task 1.1 was reset";
  const Outcome list = toy.grader({"restore"});
  EXPECT_NE(list.output.find(file), std::string::npos) << list.output;
  const Outcome back = toy.grader({"restore", "1"});
  EXPECT_EQ(back.exit_status, 0) << back.output << back.errors;
  EXPECT_EQ(toy.read(file), mine);
}

TEST(Commands, TheSolutionWaitsUntilTheTaskPasses) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.grader({"check", "1"});
  const Outcome early = toy.grader({"solution", "1.1"});
  EXPECT_EQ(early.exit_status, 1);
  EXPECT_EQ(early.output.find("return a + b"), std::string::npos) << early.output;
  EXPECT_NE(toy.grader({"solution", "1.1", "--anyway"}).output.find("return a + b"), std::string::npos);
  toy.solve("01_sums");
  toy.replace("modules/01_sums/src/add.cpp", "a + b", "b + a");
  toy.grader({"check", "1"});
  EXPECT_NE(toy.grader({"solution", "1.1"}).output.find("return a + b"), std::string::npos);
}

TEST(Commands, WatchChecksAgainWhenAFileIsSaved) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.grader({"check", "1"});
  const pid_t child = toy.start({grader_binary(), "--plain", "watch", "1"});
  const auto wait_for = [&](const std::string& text) {
    for (int i = 0; i < 300; ++i) {
      if (toy.read("run.out").find(text) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
  };
  EXPECT_TRUE(wait_for("0 of 20 points")) << toy.read("run.out");
  toy.solve("01_sums");
  EXPECT_TRUE(wait_for("20 of 20 points")) << toy.read("run.out");
  ::kill(child, SIGINT);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

TEST(Commands, DoctorAnswersInJson) {
  const ToyCourse& toy = ToyCourse::fresh();
  EXPECT_EQ(json::parse(toy.grader({"doctor", "--json"}).output).at("schema"), "groundup/doctor/1");
}

}  // namespace
}  // namespace grader::tests
