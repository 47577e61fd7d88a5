#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "commands/hint.hpp"
#include "commands/list.hpp"
#include "commands/next.hpp"
#include "commands/show.hpp"
#include "commands/solution.hpp"
#include "commands/status.hpp"
#include "progress.hpp"
#include "survey.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

class Commands : public ::testing::Test {
 protected:
  template <typename Options>
  std::string run(ExitStatus (*command)(const Course&, const Options&), Options options,
                  ExitStatus expected = ExitStatus::passed) {
    TextTerminal out;
    options.terminal = out.terminal;
    EXPECT_EQ(command(toy_.course, options), expected);
    for (const std::string& line : wrap(out.text(), 1000)) EXPECT_LE(display_width(line), 80U) << line;
    return out.text();
  }
  nlohmann::json status() {
    StatusOptions options;
    options.json = true;
    return nlohmann::json::parse(run(run_status, options));
  }
  void pass(const Module& module) const { Progress(toy_.course).record(verdict_of(module, Status::passed)); }

  TemporaryCourse toy_;
};

TEST_F(Commands, StatusGoesFromNotStartedToPassed) {
  EXPECT_EQ(status()["modules"][0]["status"], "not_started");
  EXPECT_EQ(status()["next"]["task"], "1.1");
  ModuleVerdict half = verdict_of(toy_.sums(), Status::passed);
  half.tasks[1].status = Status::crashed;
  half.tasks[1].earned = 0;
  Progress(toy_.course).record(half);
  EXPECT_EQ(status()["modules"][0]["status"], "started");
  EXPECT_EQ(status()["modules"][0]["points"]["earned"], 10);
  EXPECT_EQ(status()["modules"][0]["tasks"][1]["status"], "crashed");
  EXPECT_EQ(status()["next"]["task"], "1.2");
  pass(toy_.sums());
  EXPECT_EQ(status()["modules"][0]["status"], "passed");
  EXPECT_EQ(status()["next"]["folder"], "02_means");
  EXPECT_EQ(status()["next"]["needs"], nlohmann::json({"01_sums"}));
  write_text(toy_.add_file(), "edited");
  EXPECT_EQ(status()["modules"][0]["status"], "changed");
  EXPECT_EQ(status()["modules"][0]["tasks"][0]["status"], "changed");
  EXPECT_EQ(status()["modules"][0]["tasks"][1]["status"], "passed");
  EXPECT_EQ(status()["next"]["task"], "1.1");
}

TEST_F(Commands, AnUnwrittenTaskIsToDoForPeopleAndFailedForMachines) {
  ModuleVerdict verdict = verdict_of(toy_.sums(), Status::failed);
  TestVerdict& add = verdict.tasks[0].tests[0];
  add.kind = "todo";
  add.message = "task 1.1 is still to be written: about 3 lines";
  TestVerdict& scale = verdict.tasks[1].tests[0];
  scale.kind = "todo";
  scale.message = "task 1.1 is still to be written: about 3 lines";
  Progress(toy_.course).record(verdict);
  EXPECT_EQ(status()["modules"][0]["status"], "started");
  EXPECT_EQ(status()["modules"][0]["tasks"][0]["status"], "failed");
  std::string text = run(run_status, StatusOptions{});
  EXPECT_FALSE(contains(text, "failed")) << text;
  EXPECT_FALSE(contains(text, "not started")) << text;
  EXPECT_FALSE(contains(text, "> started")) << "nothing of the module is written\n" << text;
  EXPECT_TRUE(contains(text, "1.1 add                          - to do")) << text;
  EXPECT_TRUE(contains(text, "1.2 scale                        - waits")) << text;
  ShowOptions show;
  show.selector = "sums";
  EXPECT_TRUE(contains(run(run_show, show), "- to do"));

  scale.kind = "comparison";
  Progress(toy_.course).record(verdict);
  text = run(run_status, StatusOptions{});
  EXPECT_TRUE(contains(text, "> started")) << text;
  EXPECT_TRUE(contains(text, "1.2 scale                        x failed")) << text;
}

TEST_F(Commands, StatusAsAMap) {
  pass(toy_.sums());
  const std::string text = run(run_status, StatusOptions{});
  for (const char* part : {"I. Beginnings", "01 sums", "+ passed", "15/15", "02 means", "- to do", "needs 01",
                           "15 of 25 points", "next: 2.1 mean", "grader check 2.1"}) {
    EXPECT_TRUE(contains(text, part)) << part << "\nis not in\n" << text;
  }
}

TEST_F(Commands, NextNamesTheLessonTheFileAndTheCheck) {
  const std::string text = run(run_next, NextOptions{});
  for (const char* part :
       {"modules/01_sums/LESSON.md", "modules/01_sums/src/add.cpp", "grader check 1.1", "grader hint 1.1"}) {
    EXPECT_TRUE(contains(text, part)) << part << "\nis not in\n" << text;
  }
  pass(toy_.sums());
  pass(toy_.means());
  EXPECT_TRUE(contains(run(run_next, NextOptions{}), "Every module is passed"));
}

TEST_F(Commands, NextDoesNotWaitForWhatCannotBeGradedHere) {
  ModuleVerdict verdict = verdict_of(toy_.sums(), Status::passed);
  verdict.tasks[1].status = Status::not_graded;
  Progress progress(toy_.course);
  progress.record(verdict);
  EXPECT_FALSE(progress.is_complete(toy_.sums()));
  EXPECT_EQ(find_next(toy_.course, progress).module, &toy_.means());
}

TEST_F(Commands, NextAsksForTheWholeWhenOnlyPartsWereChecked) {
  Progress progress(toy_.course);
  ModuleVerdict first = verdict_of(toy_.sums(), Status::passed);
  first.tasks.resize(1);
  progress.record(first);
  const fs::path scale = toy_.course.student_file(toy_.sums(), toy_.sums().tasks[1]);
  write_text(scale, "written later");
  ModuleVerdict second = verdict_of(toy_.sums(), Status::passed);
  second.tasks.erase(second.tasks.begin());
  progress.record(second);
  const NextStep next = find_next(toy_.course, progress);
  EXPECT_EQ(next.module, &toy_.sums());
  EXPECT_EQ(next.task, nullptr);
  EXPECT_EQ(status()["next"]["command"], "grader check 1");
}

TEST_F(Commands, ListAndShow) {
  EXPECT_TRUE(contains(run(run_list, ListOptions{}), "02  means"));
  ListOptions names;
  names.names = true;
  EXPECT_EQ(run(run_list, names), "1\nsums\n1.1\n1.2\n2\nmeans\n2.1\n");
  ShowOptions show;
  show.selector = "means";
  write_text(toy_.path() / "modules/02_means/include/gu/means.hpp", "");
  const std::string text = run(run_show, show);
  for (const char* part : {"Module 2: means", "modules/02_means/LESSON.md", "modules/02_means/include/gu/means.hpp",
                           "2.1 mean", "0/10", "01 sums"}) {
    EXPECT_TRUE(contains(text, part)) << part << "\nis not in\n" << text;
  }
  show.selector = "meens";
  EXPECT_THROW(run_show(toy_.course, show), UsageError);
}

TEST_F(Commands, HintsRiseAndTheThirdIsRepeated) {
  write_text(toy_.path() / "modules/01_sums/hints.md", "## add\n### 1\nweak\n### 2\nmedium\n### 3\nstrong\n");
  HintOptions options;
  options.selector = "1.1";
  EXPECT_TRUE(contains(run(run_hint, options), "  weak\n"));
  EXPECT_TRUE(contains(run(run_hint, options), "  medium\n"));
  const std::string third = run(run_hint, options);
  EXPECT_TRUE(contains(third, "Hint 3 of 3")) << third;
  EXPECT_FALSE(contains(third, "no stronger hint")) << third;
  const std::string fourth = run(run_hint, options);
  EXPECT_TRUE(contains(fourth, "  strong\n")) << fourth;
  EXPECT_TRUE(contains(fourth, "no stronger hint")) << fourth;
  EXPECT_EQ(Progress(toy_.course).hints_used(toy_.sums(), toy_.add()), 3);
}

TEST_F(Commands, AModuleWhereATaskIsNeededListsItsTasks) {
  try {
    select_task(toy_.course, "1", "hint");
    FAIL() << "expected a UsageError";
  } catch (const UsageError& error) {
    EXPECT_TRUE(contains(error.what(), "1.2 scale")) << error.what();
  }
}

TEST_F(Commands, TheSolutionComesAfterTheTaskPassed) {
  write_text(toy_.course.reference_file(toy_.sums(), toy_.add()), "float add() {\n  return 2;\n}\n");
  SolutionOptions options;
  options.selector = "1.1";
  const std::string refused = run(run_solution, options, ExitStatus::student_fault);
  EXPECT_FALSE(contains(refused, "return 2")) << refused;
  EXPECT_TRUE(contains(refused, "--anyway")) << refused;
  options.anyway = true;
  EXPECT_TRUE(contains(run(run_solution, options), "+  return 2;"));
  options.anyway = false;
  pass(toy_.sums());
  const std::string shown = run(run_solution, options);
  EXPECT_TRUE(contains(shown, R"(-  todo("add", "1 line");)")) << shown;
  fs::remove(toy_.add_file());
  EXPECT_TRUE(contains(run(run_solution, options), "  return 2;")) << "without a file of the student's, the reference";
}

TEST_F(Commands, AnEditionWithoutSolutionsSaysSo) {
  SolutionOptions options;
  options.selector = "1.1";
  options.anyway = true;
  EXPECT_THROW(run_solution(toy_.course, options), UsageError) << "there is no such file";
  write_text(toy_.course.reference_file(toy_.sums(), toy_.add()), "x");
  toy_.course.modules[0].has_reference = false;
  EXPECT_THROW(run_solution(toy_.course, options), UsageError);
}

TEST(Numbers, RunsOfFourAreDrawnTogether) {
  TemporaryCourse toy;
  toy.course.modules.clear();
  std::vector<std::string> folders;
  for (const int number : {1, 2, 3, 4, 5, 7, 9, 10, 11}) {
    toy.course.modules.push_back(make_module(number, "m", {}, {}));
    folders.push_back(toy.course.modules.back().folder);
  }
  EXPECT_EQ(numbers_of(toy.course, folders), "01-05, 07, 09, 10, 11");
  EXPECT_EQ(numbers_of(toy.course, {}), "");
}

}  // namespace
}  // namespace grader::testing
