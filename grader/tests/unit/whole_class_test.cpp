// A class is more than what one run graded.
#include "grading/whole_class.hpp"

#include <gtest/gtest.h>

#include "grade_samples.hpp"
#include "sqlite.hpp"

namespace grader::testing {
namespace {

struct WholeClassTest : ::testing::Test {
  TemporaryCourse toy;
  Gradebook book{toy.path() / "grading"};

  SubmissionGrade grade(const std::string& student, const std::string& digest, const std::string& submitted,
                        const std::vector<const Module*>& modules) {
    std::vector<ModuleGrade> grades;
    for (const Module* module : modules) grades.push_back(module_grade(*module, {}));
    return grade_of(student, digest, submitted, std::move(grades));
  }
  SubmissionGrade recorded(const std::string& student, const std::string& digest, const std::string& submitted) {
    SubmissionGrade graded = grade(student, digest, submitted, {&toy.sums()});
    book.record(graded);
    return graded;
  }
  /// "ada d1 now, bob d2".
  std::string whole(std::vector<SubmissionGrade> graded) {
    const WholeClass found = whole_class(std::move(graded), book.read(), book);
    std::string text;
    for (std::size_t i = 0; i < found.grades.size(); ++i) {
      text += (i > 0 ? ", " : "") + found.grades[i].student + " " + found.grades[i].digest +
              (found.of_this_run[i] ? " now" : "");
    }
    for (const std::string& sentence : found.unreadable) text += "; " + sentence;
    return text;
  }
};

TEST_F(WholeClassTest, HoldsWhatEarlierRunsGraded) {
  recorded("bob", "d2", "2026-03-01T12:00:00Z");
  recorded("ada", "d1", "2026-03-02T12:00:00Z");
  const SubmissionGrade late = recorded("eve", "d3", "2026-03-09T12:00:00Z");
  EXPECT_EQ(whole({late}), "ada d1, bob d2, eve d3 now");
  EXPECT_EQ(whole({}), "ada d1, bob d2, eve d3");
}

TEST_F(WholeClassTest, OfOneSubmissionTheNewestGradingCounts) {
  SubmissionGrade first = recorded("ada", "d1", "2026-03-01T12:00:00Z");
  first.edition = "e2";
  first.modules = {module_grade(toy.sums(), {"add"})};
  book.record(first);
  const WholeClass found = whole_class({}, book.read(), book);
  ASSERT_EQ(found.grades.size(), 1U);
  EXPECT_EQ(found.grades[0].edition, "e2");
  EXPECT_EQ(found.grades[0].earned(), 10);
}

TEST_F(WholeClassTest, HandedInAgainTakesThePlaceOnlyWhereItHoldsAsMuch) {
  recorded("ada", "d1", "2026-03-01T12:00:00Z");
  // A week later, in another folder and under the same name: another module.
  book.record(grade("ada", "d2", "2026-03-08T12:00:00Z", {&toy.means()}));
  EXPECT_EQ(whole({}), "ada d1, ada d2");
  const SubmissionGrade both = grade("ada", "d3", "2026-03-09T12:00:00Z", {&toy.sums(), &toy.means()});
  book.record(both);
  EXPECT_EQ(whole({both}), "ada d3 now");
  SubmissionGrade broken = grade("ada", "d4", "2026-03-10T12:00:00Z", {});
  broken.fault = "The archive ends in the middle.";
  book.record(broken);
  EXPECT_EQ(whole({broken}), "ada d3, ada d4 now") << "a broken archive takes nobody's place";
  SubmissionGrade other = grade("ada", "d5", "2026-03-11T12:00:00Z", {&toy.sums(), &toy.means()});
  other.submission = "another-name.zip";
  book.record(other);
  EXPECT_EQ(whole({}), "ada d3, ada d4, ada d5");
}

TEST_F(WholeClassTest, WhatThisRunGradedIsThereThoughSomethingLaterIsOnRecord) {
  const SubmissionGrade early = recorded("ada", "d1", "2026-03-01T12:00:00Z");
  recorded("ada", "d2", "2026-03-02T12:00:00Z");
  EXPECT_EQ(whole({early}), "ada d1 now, ada d2");
}

TEST_F(WholeClassTest, AnAliasIsThePerson) {
  book.enrol({{"ada", "", "", "", {}}});
  recorded("ada", "d1", "2026-03-01T12:00:00Z");
  const SubmissionGrade wrong = recorded("adda", "d2", "2026-03-02T12:00:00Z");
  book.add_alias("adda", "ada");
  EXPECT_EQ(whole({wrong}), "ada d1, ada d2 now");
  EXPECT_EQ(whole({}), "ada d1, ada d2");
}

TEST_F(WholeClassTest, AGradeThatCannotBeReadIsSaidAndLeftOut) {
  recorded("ada", "d1", "2026-03-01T12:00:00Z");
  recorded("bob", "d2", "2026-03-01T12:00:00Z");
  Database(Gradebook::file_in(toy.path() / "grading"), Database::Mode::read_write)
      .execute("UPDATE attempts SET json = '{}' WHERE student = 'ada'");
  const std::string text = whole({});
  EXPECT_EQ(text.substr(0, text.find(';')), "bob d2");
  EXPECT_TRUE(contains(text, "ada.tar.gz of ada is left out of the report")) << text;
}

}  // namespace
}  // namespace grader::testing
