#include <gtest/gtest.h>

#include "clock.hpp"
#include "errors.hpp"
#include "grade_samples.hpp"
#include "gradebook/gradebook.hpp"
#include "gradebook/marks.hpp"

namespace grader::testing {
namespace {

/// A folder for a gradebook, and the course whose modules are graded.
struct GradebookTest : ::testing::Test {
  TemporaryCourse toy;
  fs::path folder = toy.path() / "grading";

  SubmissionGrade grade(const std::string& student, const std::string& digest, const std::vector<std::string>& passed,
                        const std::string& submitted = "2026-03-01T18:00:00Z") const {
    return grade_of(student, digest, submitted, {module_grade(toy.sums(), passed)});
  }
  std::int64_t count(const std::string& query) const {
    Database database(Gradebook::file_in(folder), Database::Mode::read_write);
    Statement statement = database.prepare(query);
    return statement.step() ? statement.integer(0) : -1;
  }
};

using GradebookRecord = GradebookTest;
using GradebookRegrade = GradebookTest;
using GradebookPlan = GradebookTest;

TEST_F(GradebookRecord, KeepsAnAttemptWithItsPoints) {
  Gradebook gradebook(folder);
  const Recorded recorded = gradebook.record(grade("anna", "d1", {"add"}));
  EXPECT_TRUE(recorded.is_new);
  const ClassRecord kept = Gradebook(folder).read();
  ASSERT_EQ(kept.attempts.size(), 1U);
  EXPECT_EQ(kept.attempts[0].submission, "anna.tar.gz");
  EXPECT_EQ(kept.attempts[0].sandbox, "namespaces");
  ASSERT_EQ(kept.attempts[0].points.size(), 2U);
  EXPECT_EQ(kept.attempts[0].points[0].task, "add");
  EXPECT_EQ(kept.attempts[0].points[0].earned, 10);
  EXPECT_EQ(kept.attempts[0].points[1].earned, 0);
  EXPECT_EQ(kept.attempts[0].points[1].possible, 5);
  ASSERT_EQ(kept.students.size(), 1U);
  ASSERT_EQ(kept.assignments.size(), 1U);
  EXPECT_EQ(kept.assignments[0].possible, 15);
  EXPECT_EQ(grade_to_json(gradebook.grade(recorded.attempt)), grade_to_json(grade("anna", "d1", {"add"})));
  EXPECT_THROW(gradebook.grade(99), UsageError);
}

TEST_F(GradebookRecord, TheSameGradingTwiceIsOneAttempt) {
  Gradebook gradebook(folder);
  const Recorded first = gradebook.record(grade("anna", "d1", {"add"}));
  const Recorded again = gradebook.record(grade("anna", "d1", {"add", "scale"}, "2026-03-05T00:00:00Z"));
  EXPECT_FALSE(again.is_new);
  EXPECT_EQ(again.attempt, first.attempt);
  EXPECT_EQ(again.submitted, "2026-03-01T18:00:00Z");
  EXPECT_EQ(count("SELECT count(*) FROM attempts"), 1);
  EXPECT_EQ(count("SELECT sum(earned) FROM points"), 10);
}

TEST_F(GradebookRecord, TwoStudentsMayHandInTheSameBytes) {
  Gradebook gradebook(folder);
  gradebook.record(grade("anna", "d1", {"add"}));
  EXPECT_TRUE(gradebook.record(grade("bert", "d1", {"add"})).is_new);
  EXPECT_EQ(gradebook.read().attempts.size(), 2U);
}

TEST_F(GradebookRecord, AnotherEditionOrSeedIsAnAttemptThatKeepsItsTime) {
  Gradebook gradebook(folder);
  gradebook.record(grade("anna", "d1", {"add"}));
  SubmissionGrade later = grade("anna", "d1", {"add", "scale"}, "2026-04-01T00:00:00Z");
  later.edition = "e2";
  Recorded recorded = gradebook.record(later);
  EXPECT_TRUE(recorded.is_new);
  EXPECT_EQ(recorded.submitted, "2026-03-01T18:00:00Z");
  EXPECT_EQ(gradebook.grade(recorded.attempt).submitted, "2026-03-01T18:00:00Z");
  later.seed = 5;
  EXPECT_TRUE(gradebook.record(later).is_new);
  for (const GradedAttempt& attempt : gradebook.read().attempts) EXPECT_EQ(attempt.submitted, "2026-03-01T18:00:00Z");
  EXPECT_EQ(gradebook.record(grade("anna", "d2", {}, "2026-04-01T02:00:00+02:00")).submitted, "2026-04-01T00:00:00Z")
      << "other bytes were handed in when they say, kept as UTC";
}

TEST_F(GradebookRecord, RefusesWhatHasNoPlaceOrTime) {
  Gradebook gradebook(folder);
  EXPECT_THROW(gradebook.record(grade("", "d1", {})), UsageError);
  EXPECT_THROW(gradebook.record(grade("anna", "d1", {}, "yesterday")), UsageError);
  EXPECT_TRUE(gradebook.read().attempts.empty());
}

TEST_F(GradebookRecord, AFaultIsAnAttemptWithoutPoints) {
  Gradebook gradebook(folder);
  SubmissionGrade broken = grade_of("anna", "d1", "2026-03-01T18:00:00Z", {});
  broken.fault = "The archive ends in the middle.";
  gradebook.record(broken);
  const ClassRecord kept = gradebook.read();
  EXPECT_EQ(kept.attempts.at(0).fault, broken.fault);
  EXPECT_TRUE(kept.attempts.at(0).points.empty());
}

TEST_F(GradebookRecord, FindsWhatWasGradedBefore) {
  Gradebook gradebook(folder);
  const SubmissionGrade known = grade("anna", "d1", {"add"});
  gradebook.record(known);
  EXPECT_EQ(gradebook.find_cached("d1", "e1", known.seed).value().earned(), 10);
  EXPECT_TRUE(gradebook.find_cached("d1", "e1").has_value());
  EXPECT_FALSE(gradebook.find_cached("d2", "e1", known.seed).has_value());
  EXPECT_FALSE(gradebook.find_cached("d1", "e2", known.seed).has_value());
  EXPECT_FALSE(gradebook.find_cached("d1", "e1", 5).has_value());
}

TEST_F(GradebookPlan, IsKept) {
  Gradebook gradebook(folder);
  gradebook.set_policy({15, 12.5, 50, AttemptChoice::last});
  gradebook.set_due(toy.sums(), parse_time("2026-03-01T19:00:00+01:00"));
  gradebook.set_weight(toy.means(), 0.5);
  gradebook.extend("anna", "01_sums", parse_time("2026-03-04T00:00:00Z"));
  gradebook.extend("anna", "01_sums", parse_time("2026-03-05T00:00:00Z"));
  gradebook.extend("anna", "", parse_time("2026-03-03T00:00:00Z"));
  const ClassRecord kept = Gradebook(folder).read();
  EXPECT_EQ(kept.policy.grace_minutes, 15);
  EXPECT_DOUBLE_EQ(kept.policy.percent_a_day, 12.5);
  EXPECT_DOUBLE_EQ(kept.policy.at_most, 50);
  EXPECT_EQ(kept.policy.attempt, AttemptChoice::last);
  ASSERT_EQ(kept.assignments.size(), 2U);
  EXPECT_EQ(kept.assignments[0].due, "2026-03-01T18:00:00Z");
  EXPECT_FALSE(kept.assignments[0].weight.has_value());
  EXPECT_DOUBLE_EQ(kept.assignments[1].weight.value(), 0.5);
  EXPECT_EQ(kept.assignments[1].title, "means");
  ASSERT_EQ(kept.extensions.size(), 2U) << "the newer one replaces the older";
  EXPECT_EQ(kept.extensions[1].due, "2026-03-05T00:00:00Z");
  EXPECT_THROW(gradebook.set_weight(toy.means(), -1), UsageError);
  gradebook.record(grade("anna", "d1", {"add"}));
  EXPECT_EQ(gradebook.read().assignments[0].due, "2026-03-01T18:00:00Z") << "recording leaves the plan alone";
}

TEST_F(GradebookPlan, ARosterAddsAndNeverBlanks) {
  Gradebook gradebook(folder);
  gradebook.record(grade("anna", "d1", {}));
  gradebook.enrol(
      {{"anna", "Anna A", "anna@example.org", "A", {{"SIS User ID", "4711"}}}, {"bert", "Bert", "", "", {}}});
  gradebook.enrol({{"anna", "", "new@example.org", "", {{"ID", "9"}, {"SIS User ID", ""}}}});
  const ClassRecord kept = gradebook.read();
  ASSERT_EQ(kept.students.size(), 2U);
  EXPECT_EQ(kept.students[0].name, "Anna A");
  EXPECT_EQ(kept.students[0].email, "new@example.org");
  EXPECT_EQ(kept.students[0].section, "A");
  EXPECT_EQ(kept.students[0].others, (std::map<std::string, std::string>{{"ID", "9"}, {"SIS User ID", "4711"}}));
}

TEST_F(GradebookRegrade, ShowsFirstAndAppliesThen) {
  Gradebook gradebook(folder);
  gradebook.record(grade("anna", "d1", {"add"}));
  gradebook.record(grade("bert", "d2", {"scale"}));
  SubmissionGrade anna = grade("anna", "d1", {"scale"}, "2026-06-01T00:00:00Z");
  anna.edition = "e2";
  SubmissionGrade bert = grade("bert", "d2", {"scale"});
  bert.edition = "e2";
  SubmissionGrade carl = grade("carl", "d3", {"scale"});
  const RegradePreview preview = gradebook.preview_regrade({anna, bert, carl});
  ASSERT_EQ(preview.differences.size(), 2U);
  EXPECT_EQ(preview.differences[0].student, "anna");
  EXPECT_EQ(preview.differences[0].folder, "01_sums");
  EXPECT_EQ(preview.differences[0].task, "add");
  EXPECT_EQ(preview.differences[0].before, 10);
  EXPECT_EQ(preview.differences[0].after, 0);
  EXPECT_EQ(preview.differences[1].before, 0);
  EXPECT_EQ(preview.differences[1].after, 5);
  EXPECT_EQ(preview.unchanged, 1U);
  EXPECT_EQ(preview.unknown, std::vector<std::string>{"carl.tar.gz"});
  EXPECT_EQ(count("SELECT sum(earned) FROM points"), 15) << "nothing is changed by looking";
  EXPECT_EQ(Gradebook(folder).pending_regrades().differences.size(), 2U) << "kept for another run of the grader";

  EXPECT_EQ(gradebook.apply_regrades(), 2U);
  const ClassRecord kept = gradebook.read();
  ASSERT_EQ(kept.attempts.size(), 2U) << "no new attempts";
  EXPECT_EQ(kept.attempts[0].submitted, "2026-03-01T18:00:00Z") << "a regrade moves no submission time";
  EXPECT_EQ(kept.attempts[0].edition, "e2");
  EXPECT_EQ(compute_marks(kept).student("anna").modules.at(0).earned, 5);
  EXPECT_EQ(gradebook.grade(kept.attempts[0].id).submitted, "2026-03-01T18:00:00Z");
  EXPECT_EQ(count("SELECT count(*) FROM regrades WHERE applied != '' AND old_json LIKE '%\"e1\"%'"), 2)
      << "the old is kept";
  EXPECT_EQ(gradebook.apply_regrades(), 0U);
  EXPECT_TRUE(gradebook.pending_regrades().differences.empty());
}

TEST_F(GradebookRegrade, ALaterPreviewTakesThePlaceOfAnEarlierOne) {
  Gradebook gradebook(folder);
  gradebook.record(grade("anna", "d1", {}));
  SubmissionGrade next = grade("anna", "d1", {"add", "scale"});
  next.edition = "e2";
  gradebook.preview_regrade({next});
  next = grade("anna", "d1", {"scale"});
  next.edition = "e3";
  gradebook.preview_regrade({next});
  EXPECT_EQ(gradebook.apply_regrades(), 1U);
  EXPECT_EQ(count("SELECT sum(earned) FROM points"), 5);
}

TEST_F(GradebookRegrade, WhatWasRecordedMeanwhileIsNotAppliedTwice) {
  Gradebook gradebook(folder);
  gradebook.record(grade("anna", "d1", {}));
  SubmissionGrade next = grade("anna", "d1", {"scale"});
  next.edition = "e2";
  gradebook.preview_regrade({next});
  gradebook.record(next);
  EXPECT_EQ(gradebook.apply_regrades(), 0U);
  EXPECT_TRUE(gradebook.pending_regrades().differences.empty());
  EXPECT_EQ(count("SELECT sum(earned) FROM points"), 5);
}

TEST_F(GradebookRegrade, ModulesThatComeOrGoAreNamed) {
  Gradebook gradebook(folder);
  gradebook.record(grade("anna", "d1", {"add"}));
  SubmissionGrade next = grade_of("anna", "d1", "2026-03-01T18:00:00Z", {module_grade(toy.means(), {"mean"})});
  next.edition = "e2";
  const RegradePreview preview = gradebook.preview_regrade({next});
  ASSERT_EQ(preview.differences.size(), 3U);
  EXPECT_FALSE(preview.differences[0].after.has_value());
  EXPECT_EQ(preview.differences[2].folder, "02_means");
  EXPECT_FALSE(preview.differences[2].before.has_value());
  EXPECT_EQ(preview.differences[2].after, 10);
}

}  // namespace
}  // namespace grader::testing
