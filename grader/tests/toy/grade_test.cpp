// grader grade on the toy course: what a student is told beyond points, and what the instructor is.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "../json_schema.hpp"
#include "toy_course.hpp"

namespace grader::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class GradeOnToyCourse : public ::testing::Test {
 protected:
  GradeOnToyCourse() { clear(); }
  ~GradeOnToyCourse() override { clear(); }
  void clear() const {
    for (const char* folder : {"a class", "late", "marks"}) fs::remove_all(toy_.root() / folder);
  }

  /// Without a sandbox, so that the test says the same on every machine: what it grades is ours.
  Outcome grade(const std::vector<std::string>& more = {}, const std::string& into = "marks") const {
    std::vector<std::string> command{"grade", "a class", "--into", into};
    command.insert(command.end(), more.begin(), more.end());
    return toy_.grader(command);
  }

  /// groundup/grade/1 of the only submission.
  json outcome() const {
    for (const auto& entry : fs::directory_iterator(toy_.root() / "marks/outcomes")) {
      json document = json::parse(toy_.read(entry.path().lexically_relative(toy_.root()).string()));
      EXPECT_TRUE(schema_faults(load_schema("grade-1"), document).empty()) << document.dump(2);
      return document;
    }
    ADD_FAILURE() << "nothing was graded";
    return {};
  }

  /// "where: message" of the only flag of this kind; empty where there is none.
  static std::string flag(const json& grade, const std::string& kind) {
    std::string text;
    for (const json& each : grade.at("flags")) {
      if (each.at("kind") != kind) continue;
      EXPECT_EQ(text, "") << "more than one";
      text = each.at("where").get<std::string>() + ": " + each.at("message").get<std::string>();
    }
    return text;
  }

  std::string page(const std::string& student) const { return toy_.read("marks/feedback/" + student + ".html"); }

  /// Module 01, solved and packed by `grader submit`; its skeletons stand in the course again afterwards.
  void pack_solved_sums() const {
    toy_.grader({"list"});
    std::map<std::string, std::string> skeletons;
    for (const char* task : {"add", "scale", "total"}) {
      const std::string path = "modules/01_sums/src/" + std::string(task) + ".cpp";
      skeletons[path] = toy_.read(path);
    }
    toy_.solve("01_sums");
    fs::create_directories(toy_.root() / "a class");
    const Outcome packed = toy_.grader({"submit", "1", "--student", "ada", "--to", "a class"});
    ASSERT_EQ(packed.exit_status, 0) << packed.errors;
    for (const auto& [path, text] : skeletons) toy_.write(path, text);
  }

  const ToyCourse& toy_ = ToyCourse::fresh();
};

TEST_F(GradeOnToyCourse, AFileThatWasNotHandedInIsSaid) {
  for (const char* task : {"mean", "spread"}) {
    const std::string file = std::string("/src/") + task + ".cpp";
    toy_.write("a class/ada/modules/02_means" + file, toy_.read("solutions/02_means" + file));
  }
  const Outcome run = grade();
  ASSERT_EQ(run.exit_status, 0) << run.errors;
  const json graded = outcome();
  EXPECT_EQ(flag(graded, "missing"),
            "modules/02_means/src/weighted.cpp: weighted.cpp was not handed in; graded as the skeleton");
  const json& module = graded.at("modules").at(0);
  EXPECT_EQ(module.at("missing"), json::array({"weighted"}));
  for (const json& task : module.at("credit").at("tasks"))
    EXPECT_EQ(task.at("points").at("earned") == 0, task.at("name") == "weighted") << task;
  EXPECT_NE(page("ada").find("weighted.cpp was not handed in, so the skeleton was graded in its place."),
            std::string::npos);
  EXPECT_EQ(page("ada").find("mean.cpp was not handed in"), std::string::npos);
}

TEST_F(GradeOnToyCourse, WorkOnTheSameEditionIsNotFlagged) {
  pack_solved_sums();
  const Outcome run = grade();
  ASSERT_EQ(run.exit_status, 0) << run.errors;
  const json graded = outcome();
  EXPECT_EQ(graded.at("points").at("earned"), 20) << graded.dump(2);
  EXPECT_TRUE(graded.at("flags").empty()) << graded.at("flags");
  EXPECT_EQ(page("ada").find("another edition"), std::string::npos);
}

TEST_F(GradeOnToyCourse, WorkOnAnotherEditionIsFlaggedAndKeepsItsPoints) {
  pack_solved_sums();
  toy_.replace("modules/01_sums/tests/add_test.cpp", "add(7, 0), 7", "add(8, 0), 8");
  // Another module is another matter.
  toy_.replace("modules/02_means/tests/mean_test.cpp", "TEST(", "\nTEST(");
  const Outcome run = grade();
  ASSERT_EQ(run.exit_status, 0) << run.errors;
  const json graded = outcome();
  EXPECT_EQ(flag(graded, "edition"), "01_sums: made against another edition of module 01: other tests");
  EXPECT_EQ(graded.at("modules").at(0).at("other_edition"), json::array({"tests"}));
  EXPECT_EQ(graded.at("points").at("earned"), 20) << graded.dump(2);
  EXPECT_NE(page("ada").find("You worked with another edition of this module than the one that graded (other tests)"),
            std::string::npos);
}

// The guide's last steps, typed as they stand there.
TEST_F(GradeOnToyCourse, ARegradeKeepsItsModulesAndChangesNothingBeforeItIsApplied) {
  for (const char* file :
       {"01_sums/src/add.cpp", "01_sums/src/scale.cpp", "01_sums/src/total.cpp", "02_means/src/mean.cpp"})
    toy_.write(std::string("a class/ada/modules/") + file, toy_.read(std::string("solutions/") + file));
  ASSERT_EQ(grade({"--modules", "1"}).exit_status, 0);
  const std::string page_before = page("ada");
  const std::string report_before = toy_.read("marks/report.html");
  toy_.replace("modules/01_sums/tests/add_test.cpp", "add(7, 0), 7", "add(7, 0), 8");

  const Outcome shown = grade({"--regrade"});
  EXPECT_EQ(shown.exit_status, 0) << shown.errors;
  EXPECT_EQ(shown.output,
            "ada  01_sums add: 10 -> 0\nTasks that would change: 1. Submissions that stay as they are: 0.\n"
            "Nothing was changed. To take it over: the same command with --apply.\n");
  EXPECT_EQ(page("ada"), page_before);
  EXPECT_EQ(toy_.read("marks/report.html"), report_before);

  const Outcome applied = grade({"--regrade", "--apply"});
  EXPECT_EQ(applied.exit_status, 0) << applied.errors;
  EXPECT_NE(applied.output.find("Tasks that change: 1."), std::string::npos) << applied.output;
  EXPECT_NE(page("ada"), page_before);
}

// A class, then one late archive alone, then an alias: report and pages are of everybody all the time.
TEST_F(GradeOnToyCourse, TheReportIsOfTheWholeClassAndNoPageIsLeftOver) {
  const std::string file = "/modules/01_sums/src/add.cpp";
  for (const char* student : {"a class/ada", "a class/bob", "late/eve"})
    toy_.write(student + file, toy_.read("solutions/01_sums/src/add.cpp") + "// " + student + "\n");
  const auto pages = [this] {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(toy_.root() / "marks/feedback"))
      names.insert(entry.path().filename().string());
    return names;
  };
  int logs = 0;
  const Outcome first = grade({"--workers", "1"});
  ASSERT_EQ(first.exit_status, 0) << first.errors;
  EXPECT_EQ(first.errors.find("Building what judges;"), 0U) << first.errors;
  EXPECT_NE(first.errors.find("2 submissions to grade, by 1 worker.\n"), std::string::npos) << first.errors;
  EXPECT_NE(first.errors.find("marks/report.html. For students: the pages in "), std::string::npos) << first.errors;
  for (const auto& entry : fs::directory_iterator(toy_.root() / "marks/logs")) {
    const std::string log = toy_.read(entry.path().lexically_relative(toy_.root()).string());
    EXPECT_NE(log.find("\n01_sums  "), std::string::npos) << log;
    ++logs;
  }
  EXPECT_EQ(logs, 2);
  EXPECT_TRUE(fs::is_empty(toy_.root() / "marks/scratch"));
  EXPECT_EQ(pages(), (std::set<std::string>{"ada.html", "bob.html"}));

  toy_.write("late/bad.zip", "no zip");
  const Outcome late = toy_.grader({"grade", "late", "--into", "marks"});
  ASSERT_EQ(late.exit_status, 0) << late.errors;
  EXPECT_NE(late.errors.find("1 submission could not be read, so nothing of it was graded: bad.zip."),
            std::string::npos)
      << late.errors;
  const std::string report = toy_.read("marks/report.html");
  EXPECT_NE(report.find("4 submissions, 2 of them graded in this run."), std::string::npos);
  EXPECT_EQ(pages(), (std::set<std::string>{"ada.html", "bad.html", "bob.html", "eve.html"}));

  ASSERT_EQ(toy_.grader({"gradebook", "--into", "marks", "alias", "bob", "ada"}).exit_status, 0);
  const Outcome again = toy_.grader({"grade", "late/eve", "--into", "marks"});
  ASSERT_EQ(again.exit_status, 0) << again.errors;
  EXPECT_NE(again.errors.find("1 submission: 1 from the cache, 0 to grade.\n"), std::string::npos) << again.errors;
  EXPECT_EQ(pages(), (std::set<std::string>{"ada-ada.html", "ada-bob.html", "bad.html", "eve.html"}));
}

TEST_F(GradeOnToyCourse, WhatIsNobodyElsesBusinessIsReadByItsOwnerOnly) {
  toy_.write("a class/ada/modules/01_sums/src/add.cpp", toy_.read("solutions/01_sums/src/add.cpp"));
  ASSERT_EQ(grade().exit_status, 0);
  for (const char* file : {"grading.json", "gradebook.sqlite", "report.html"})
    EXPECT_EQ(fs::status(toy_.root() / "marks" / file).permissions(), fs::perms(0600)) << file;
}

TEST_F(GradeOnToyCourse, RefusesWhatWouldNotBeUnderstood) {
  toy_.write("a class/ada/modules/01_sums/src/add.cpp", toy_.read("solutions/01_sums/src/add.cpp"));
  const Outcome among = grade({}, "a class/marks");
  EXPECT_EQ(among.exit_status, 2);
  EXPECT_NE(among.errors.find("lies in a class, where the submissions are"), std::string::npos) << among.errors;
  EXPECT_FALSE(fs::exists(toy_.root() / "a class/marks"));
  const Outcome apply = grade({"--apply"});
  EXPECT_EQ(apply.exit_status, 2);
  EXPECT_NE(apply.errors.find("--regrade"), std::string::npos) << apply.errors;
  const Outcome modules = grade({"--modules", "1-16"});
  EXPECT_EQ(modules.exit_status, 2);
  EXPECT_NE(modules.errors.find("There is no module 16. There are 1, 2,"), std::string::npos) << modules.errors;
}

}  // namespace
}  // namespace grader::tests
