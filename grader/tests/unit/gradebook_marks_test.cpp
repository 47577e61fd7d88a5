#include "gradebook/marks.hpp"

#include <gtest/gtest.h>

#include "clock.hpp"
#include "errors.hpp"
#include "gradebook/late_policy.hpp"

namespace grader::testing {
namespace {

constexpr const char* due_text = "2026-03-01T18:00:00Z";

int days(const char* submitted, int grace_minutes) {
  return days_late(parse_time(submitted), parse_time(due_text), grace_minutes);
}

TEST(LatePolicy, CountsDaysBegunAfterDueTimeAndGrace) {
  EXPECT_EQ(days("2026-02-20T00:00:00Z", 0), 0);
  EXPECT_EQ(days("2026-03-01T18:00:00Z", 0), 0) << "exactly at the due time";
  EXPECT_EQ(days("2026-03-01T18:00:01Z", 0), 1);
  EXPECT_EQ(days("2026-03-01T18:15:00Z", 15), 0) << "exactly at the end of the grace";
  EXPECT_EQ(days("2026-03-01T18:15:01Z", 15), 1);
  EXPECT_EQ(days("2026-03-02T18:15:00Z", 15), 1) << "one whole day after the grace";
  EXPECT_EQ(days("2026-03-02T18:15:01Z", 15), 2) << "a day and a second";
  EXPECT_EQ(days("2026-03-31T18:00:00Z", 0), 30);
}

TEST(LatePolicy, TakesAPercentageADayUpToTheCap) {
  const LatePolicy policy{0, 10, 50, AttemptChoice::best};
  EXPECT_EQ(late_percent(0, policy), 0);
  EXPECT_EQ(late_percent(2, policy), 20);
  EXPECT_EQ(late_percent(5, policy), 50);
  EXPECT_EQ(late_percent(6, policy), 50);
  EXPECT_EQ(late_percent(11, {0, 10, 100, AttemptChoice::best}), 100) << "never below zero points";
}

TEST(LatePolicy, RefusesWhatMakesNoSense) {
  EXPECT_NO_THROW(require_sensible({15, 10, 50, AttemptChoice::last}));
  EXPECT_THROW(require_sensible({-1, 10, 50, AttemptChoice::last}), UsageError);
  EXPECT_THROW(require_sensible({0, 101, 50, AttemptChoice::last}), UsageError);
  EXPECT_THROW(require_sensible({0, -10, 50, AttemptChoice::last}), UsageError);
  EXPECT_THROW(require_sensible({0, 10, 100.5, AttemptChoice::last}), UsageError);
}

TEST(LatePolicy, AnExtensionGivesTimeAndNeverTakesAny) {
  Assignment sums{"01_sums", 1, "Sums", 15, std::nullopt, due_text};
  const auto due = [&](const std::vector<Extension>& extensions) {
    return utc_text(due_for(sums, "anna", extensions).value());
  };
  EXPECT_EQ(due({}), due_text);
  EXPECT_EQ(due({{"anna", "01_sums", "2026-03-05T18:00:00Z"}}), "2026-03-05T18:00:00Z");
  EXPECT_EQ(due({{"anna", "", "2026-03-05T18:00:00Z"}}), "2026-03-05T18:00:00Z") << "every module";
  EXPECT_EQ(due({{"bert", "01_sums", "2026-03-05T18:00:00Z"}}), due_text) << "somebody else's";
  EXPECT_EQ(due({{"anna", "02_means", "2026-03-05T18:00:00Z"}}), due_text) << "another module's";
  EXPECT_EQ(due({{"anna", "", "2026-02-01T18:00:00Z"}}), due_text) << "an earlier time takes nothing";
  EXPECT_EQ(due({{"anna", "", "2026-03-09T00:00:00Z"}, {"anna", "01_sums", "2026-03-05T00:00:00Z"}}),
            "2026-03-09T00:00:00Z");
  sums.due.clear();
  EXPECT_FALSE(due_for(sums, "anna", {{"anna", "", "2026-03-05T18:00:00Z"}}).has_value());
}

/// Two modules; anna handed in 01 twice (80 of 100 in time, 100 of 100 two days late) and 02 never.
ClassRecord example() {
  ClassRecord record;
  record.students = {{"anna", "Anna A", "", "", {}}, {"bert", "", "", "", {}}};
  record.assignments = {{"01_sums", 1, "Sums", 100, std::nullopt, due_text},
                        {"02_means", 2, "Means", 50, std::nullopt, ""}};
  record.policy = {15, 10, 50, AttemptChoice::best};
  record.attempts = {{1,
                      "anna",
                      "a",
                      "d1",
                      "2026-03-01T18:00:00Z",
                      "",
                      "",
                      "",
                      "",
                      {{"01_sums", "add", 60, 60}, {"01_sums", "scale", 20, 40}}},
                     {2,
                      "anna",
                      "b",
                      "d2",
                      "2026-03-03T10:00:00Z",
                      "",
                      "",
                      "",
                      "",
                      {{"01_sums", "add", 60, 60}, {"01_sums", "scale", 40, 40}}},
                     {3, "bert", "c", "d3", "2026-03-02T18:15:01Z", "", "", "", "", {{"02_means", "mean", 25, 50}}}};
  return record;
}

TEST(Marks, BestIsTheBestAfterLateness) {
  ClassRecord record = example();
  ModuleMark mark = compute_marks(record).student("anna").modules.at(0);
  EXPECT_EQ(mark.attempt, 1) << "80 and 100 - 20 % are equal: the earlier one counts";
  EXPECT_EQ(mark.attempts, 2);
  EXPECT_DOUBLE_EQ(mark.points, 80);
  record.policy.percent_a_day = 9;
  mark = compute_marks(record).student("anna").modules.at(0);
  EXPECT_EQ(mark.attempt, 2);
  EXPECT_EQ(mark.earned, 100);
  EXPECT_EQ(mark.days_late, 2);
  EXPECT_DOUBLE_EQ(mark.percent_taken, 18);
  EXPECT_DOUBLE_EQ(mark.points, 82);
  record.policy.percent_a_day = 11;
  EXPECT_EQ(compute_marks(record).student("anna").modules.at(0).attempt, 1) << "the better raw points are worth less";
}

TEST(Marks, LastIsTheLastHandedIn) {
  ClassRecord record = example();
  record.policy = {15, 50, 100, AttemptChoice::last};
  const ModuleMark mark = compute_marks(record).student("anna").modules.at(0);
  EXPECT_EQ(mark.attempt, 2);
  EXPECT_DOUBLE_EQ(mark.points, 0);
  record.attempts.push_back({4, "anna", "broken", "d4", "2026-03-09T00:00:00Z", "", "", "", "no archive", {}});
  EXPECT_EQ(compute_marks(record).student("anna").modules.at(0).attempt, 2)
      << "what could not be graded leaves the attempt before it";
}

TEST(Marks, AnExtensionMakesALateAttemptTimely) {
  ClassRecord record = example();
  record.extensions = {{"anna", "01_sums", "2026-03-02T10:00:00Z"}};
  ModuleMark mark = compute_marks(record).student("anna").modules.at(0);
  EXPECT_EQ(mark.due, "2026-03-02T10:00:00Z");
  EXPECT_EQ(mark.attempt, 2);
  EXPECT_EQ(mark.days_late, 1) << "2026-03-03T10:00:00Z is less than a day after the end of the grace";
  EXPECT_DOUBLE_EQ(mark.points, 90);
  record.extensions = {{"anna", "", "2026-03-03T10:00:00Z"}};
  mark = compute_marks(record).student("anna").modules.at(0);
  EXPECT_EQ(mark.days_late, 0);
  EXPECT_DOUBLE_EQ(mark.points, 100);
}

TEST(Marks, ModulesThatWereNotHandedInCountAsNothing) {
  const ClassMarks marks = compute_marks(example());
  // Only 01 is planned (it has a due time), so 02 weighs nothing.
  EXPECT_EQ(marks.weights, (std::vector<double>{100, 0}));
  EXPECT_DOUBLE_EQ(marks.student("anna").total_percent, 80);
  EXPECT_DOUBLE_EQ(marks.student("bert").total_percent, 0);
  EXPECT_FALSE(marks.student("bert").modules.at(0).is_graded());
  EXPECT_DOUBLE_EQ(marks.student("bert").modules.at(1).points, 25);
}

TEST(Marks, TotalsAreWeighted) {
  ClassRecord record = example();
  record.assignments[0].weight = 1;
  record.assignments[1].weight = 3;
  const ClassMarks marks = compute_marks(record);
  EXPECT_DOUBLE_EQ(marks.student("anna").total_percent, 20);    // (1 * 0.8 + 3 * 0) / 4
  EXPECT_DOUBLE_EQ(marks.student("bert").total_percent, 37.5);  // (1 * 0 + 3 * 0.5) / 4
  record.assignments[0].weight.reset();
  EXPECT_EQ(compute_marks(record).weights, (std::vector<double>{1, 3})) << "no points beside weights";
  record.assignments[0].due.clear();
  record.assignments[1].weight.reset();
  // Nothing planned and nothing due: every module, by its points: 100 of 150.
  EXPECT_NEAR(compute_marks(record).student("anna").total_percent, 66.6667, 1e-3);
}

TEST(Marks, AMissingStudentNamesTheNearest) {
  const ClassMarks marks = compute_marks(example());
  try {
    marks.student("ann");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_NE(std::string(error.what()).find("Did you mean anna?"), std::string::npos) << error.what();
  }
}

TEST(Marks, NumbersAreRoundedAsAPersonRounds) {
  EXPECT_EQ(two_decimals(8.005), "8.01");
  EXPECT_EQ(two_decimals(0), "0.00");
  EXPECT_EQ(two_decimals(99.994), "99.99");
  EXPECT_EQ(short_number(69.6), "69.6");
  EXPECT_EQ(short_number(100), "100");
  EXPECT_EQ(short_number(0), "0");
}

}  // namespace
}  // namespace grader::testing
