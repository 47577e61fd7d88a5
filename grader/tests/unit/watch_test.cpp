#include "commands/watch.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "process.hpp"
#include "progress.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

using namespace std::chrono_literals;

TEST(LookAt, SeesAddedChangedAndRemovedFiles) {
  const TemporaryCourse toy;
  const std::vector<fs::path> folders = {toy.path() / "modules/01_sums/src", toy.path() / "nowhere"};
  const FolderLook before = look_at(folders);
  EXPECT_EQ(before.size(), 2U);
  EXPECT_TRUE(changed_files(before, look_at(folders)).empty());

  write_text(toy.add_file(), "longer than it was before, by some letters");
  EXPECT_EQ(changed_files(before, look_at(folders)), (std::vector<fs::path>{toy.add_file()}));
  const FolderLook edited = look_at(folders);
  write_text(folders[0] / "new.cpp", "");
  EXPECT_EQ(changed_files(edited, look_at(folders)), (std::vector<fs::path>{folders[0] / "new.cpp"}));
  fs::remove(folders[0] / "new.cpp");
  fs::remove(toy.add_file());
  EXPECT_EQ(changed_files(edited, look_at(folders)), (std::vector<fs::path>{toy.add_file()}));
}

TEST(LookAt, SeesAFileOfTheSameSizeAndTimeThatWasRenamedIntoPlace) {
  const TemporaryCourse toy;
  const fs::path folder = toy.path() / "modules/01_sums/src";
  const FolderLook before = look_at({folder});
  std::string other = text_of(toy.add_file());
  other[0] = 'F';
  write_text(folder / ".add.cpp.new", other);
  fs::last_write_time(folder / ".add.cpp.new", fs::last_write_time(toy.add_file()));
  fs::rename(folder / ".add.cpp.new", toy.add_file());
  EXPECT_EQ(changed_files(before, look_at({folder})).size(), 1U);
}

TEST(LookAt, DoesNotSeeEditorsFiles) {
  const TemporaryCourse toy;
  const fs::path folder = toy.path() / "modules/01_sums/src";
  const FolderLook before = look_at({folder});
  for (const char* name : {".add.cpp.swp", "add.cpp~", "4913", "#add.cpp#", "x.tmp"}) write_text(folder / name, "x");
  EXPECT_TRUE(changed_files(before, look_at({folder})).empty());
}

/// Runs the watch in a thread of its own time: `steps[i]` is called during check number i.
class Watch : public ::testing::Test {
 protected:
  void watch(const std::string& selector, std::vector<std::function<ExitStatus()>> steps) {
    WatchOptions options;
    options.selector = selector;
    options.request = request_;
    options.period = 5ms;
    options.terminal = out_.terminal;
    options.check = [&](const std::string& checked) {
      checks_.push_back(checked);
      const std::size_t number = checks_.size() - 1;
      if (number < steps.size()) return steps[number]();
      raise(SIGINT);
      return ExitStatus::passed;
    };
    EXPECT_EQ(run_watch(toy_.course, options), ExitStatus::passed);
  }
  void save(const std::string& text) { write_text(toy_.add_file(), text); }
  std::thread save_later(const std::string& text) {
    return std::thread([this, text] {
      std::this_thread::sleep_for(150ms);
      save(text);
    });
  }

  TemporaryCourse toy_;
  TextTerminal out_;
  CheckRequest request_;
  std::vector<std::string> checks_;
};

TEST_F(Watch, ChecksAtOnceAndEndsWithCtrlC) {
  watch("1", {});
  EXPECT_EQ(checks_, (std::vector<std::string>{"1"}));
  EXPECT_TRUE(contains(out_.text(), "The watch has ended"));
  EXPECT_FALSE(contains(out_.text(), "\x1b")) << "nothing is cleared without a terminal";
}

TEST_F(Watch, ChecksAgainAfterASave) {
  std::thread later;
  watch("1.1", {[&] {
          later = save_later("saved");
          return ExitStatus::student_fault;
        }});
  later.join();
  EXPECT_EQ(checks_, (std::vector<std::string>{"1.1", "1.1"}));
  EXPECT_TRUE(contains(out_.text(), "saved modules/01_sums/src/add.cpp")) << out_.text();
}

TEST_F(Watch, ASaveDuringTheRunIsQueued) {
  watch("1", {[&] {
          save("saved while the tests ran");
          return ExitStatus::student_fault;
        }});
  EXPECT_EQ(checks_.size(), 2U);
}

TEST_F(Watch, StandingOnTheStudentsOwnModulesItSeesSavesThere) {
  request_.base = BaseChoice::mine;
  watch("2", {[&] {
          save("saved below");
          return ExitStatus::student_fault;
        }});
  EXPECT_EQ(checks_, (std::vector<std::string>{"2", "2"}));
  EXPECT_TRUE(contains(out_.text(), "saved modules/01_sums/src/add.cpp")) << out_.text();
  EXPECT_TRUE(contains(out_.text(), "Watching modules/02_means and your 01 below: ")) << out_.text();
}

TEST_F(Watch, StandingOnTheReferenceItDoesNot) {
  for (const BaseChoice base : {BaseChoice::reference, BaseChoice::automatic}) {
    request_.base = base;
    checks_.clear();
    watch("2", {[&] {
            save("saved below");
            write_text(toy_.course.student_file(toy_.means(), toy_.means().tasks[0]), "saved");
            return ExitStatus::student_fault;
          }});
    EXPECT_EQ(checks_.size(), 2U);
    EXPECT_TRUE(contains(out_.text(), "saved modules/02_means/src/mean.cpp")) << out_.text();
    EXPECT_FALSE(contains(out_.text(), "01")) << out_.text();
    fs::remove(toy_.course.student_file(toy_.means(), toy_.means().tasks[0]));
  }
}

TEST_F(Watch, AModuleBelowThatPassedIsWatchedUntilItIsEdited) {
  Progress(toy_.course).record(verdict_of(toy_.sums(), Status::passed));
  const auto save_both = [&] {
    save("edited since");
    write_text(toy_.course.student_file(toy_.means(), toy_.means().tasks[0]), "saved");
    return ExitStatus::student_fault;
  };
  watch("2", {save_both});
  EXPECT_TRUE(contains(out_.text(), "saved modules/01_sums/src/add.cpp")) << out_.text();
  const std::string both = out_.text();
  checks_.clear();
  watch("2", {save_both});
  EXPECT_FALSE(contains(out_.text().substr(both.size()), "01")) << out_.text();
}

TEST_F(Watch, AnErrorIsToldAndTheWatchGoesOn) {
  watch("1", {[&]() -> ExitStatus {
          save("saved");
          throw EnvironmentError("the disk is full");
        }});
  EXPECT_EQ(checks_.size(), 2U);
  EXPECT_TRUE(contains(out_.text(), "error: the disk is full")) << out_.text();
}

TEST_F(Watch, CtrlCDuringACheckEndsIt) {
  watch("1", {[&]() -> ExitStatus { throw Interrupted(SIGINT); }});
  EXPECT_EQ(checks_.size(), 1U);
}

TEST_F(Watch, WithoutAModuleItGoesWhereTheStudentGoes) {
  watch("", {[&] {
          Progress(toy_.course).record(verdict_of(toy_.sums(), Status::passed));
          return ExitStatus::passed;
        }});
  EXPECT_EQ(checks_, (std::vector<std::string>{"1", "2"}));
}

TEST_F(Watch, AnUnknownModuleIsAUsageError) {
  WatchOptions options;
  options.selector = "77";
  EXPECT_THROW(run_watch(toy_.course, options), UsageError);
}

TEST_F(Watch, SignalsDoTheirWorkAgainAfterwards) {
  watch("1", {});
  struct sigaction action {};
  sigaction(SIGINT, nullptr, &action);
  EXPECT_EQ(action.sa_handler, SIG_DFL);
}

}  // namespace
}  // namespace grader::testing
