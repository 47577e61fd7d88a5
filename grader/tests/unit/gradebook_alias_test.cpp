// A student who handed in under another identifier: found, merged, taken back.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "../json_schema.hpp"
#include "gradebook_scene.hpp"

namespace grader::testing {
namespace {

using nlohmann::json;
using Words = std::vector<std::string>;

struct GradebookAlias : GradebookScene {
  const std::string folder = options.into;

  /// One attempt at module 01 that passed the tasks named.
  Recorded record(const std::string& student, const std::string& digest, const std::string& submitted,
                  const Words& passed = {}) {
    return Gradebook(folder).record(grade_of(student, digest, submitted, {module_grade(toy.sums(), passed)}));
  }
  void enrol(const std::vector<Student>& students) { Gradebook(folder).enrol(students); }
  ClassRecord read() { return Gradebook(folder).read(); }
  std::string alias(const Words& words, bool undo = false) {
    options.alias = words;
    options.undo = undo;
    try {
      return run(GradebookAction::alias);
    } catch (const UsageError& error) {
      return std::string("refused: ") + error.what();
    }
  }
  Words students() {
    Words ids;
    for (const Student& each : read().students) ids.push_back(each.id);
    return ids;
  }
  double points_of(const std::string& student) { return compute_marks(read()).student(student).modules[0].points; }
};

TEST_F(GradebookAlias, WithoutARosterNobodyIsAStranger) {
  record("mallory", "d1", "2026-03-01T12:00:00Z");
  EXPECT_TRUE(find_strangers(read()).empty());
}

TEST_F(GradebookAlias, WhoIsNotInTheRosterIsToldWithTheNearestNames) {
  enrol({{"ada", "Ada Lovelace", "ada.lovelace@example.edu", "", {}}, {"bob", "", "", "", {}}});
  record("ada", "d1", "2026-03-01T12:00:00Z");
  record("ada.lovelace@mail.example", "d2", "2026-03-01T12:00:00Z");
  record("bobb", "d3", "2026-03-01T12:00:00Z");
  record("zebedee-with-a-long-name", "d4", "2026-03-01T12:00:00Z");
  const std::vector<Stranger> strangers = find_strangers(read());
  ASSERT_EQ(strangers.size(), 3U);
  EXPECT_EQ(strangers[0].id, "ada.lovelace@mail.example");
  EXPECT_EQ(strangers[0].submissions, Words{"ada.lovelace@mail.example.tar.gz"});
  EXPECT_EQ(strangers[0].nearest, Words{"ada"}) << "by what stands before the @";
  EXPECT_EQ(strangers[1].nearest, Words{"bob"});
  EXPECT_EQ(strangers[2].nearest, Words{});
  EXPECT_EQ(in_words(strangers[1], "grading"),
            "bobb is not in the roster, but handed in bobb.tar.gz. Near it: bob. If it is a student of the roster: "
            "`grader gradebook alias bobb bob`.");
  EXPECT_TRUE(
      contains(in_words(strangers[2], "marks"), "gradebook --into marks alias zebedee-with-a-long-name STUDENT"));
}

TEST_F(GradebookAlias, StrangersStandBelowTheTableAndInTheJson) {
  enrol({{"ada", "", "", "", {}}});
  record("adda", "d1", "2026-03-01T12:00:00Z");
  EXPECT_TRUE(contains(run(GradebookAction::print), "adda is not in the roster"));
  options.json = true;
  const json document = json::parse(run(GradebookAction::print));
  EXPECT_TRUE(tests::schema_faults(tests::load_schema("gradebook-1"), document).empty());
  EXPECT_EQ(document.at("strangers")[0].at("id"), "adda");
  EXPECT_EQ(document.at("strangers")[0].at("nearest"), json(Words{"ada"}));
}

TEST_F(GradebookAlias, MovesEveryAttemptAndKeepsItsTime) {
  enrol({{"ada", "", "", "", {}}});
  record("ada", "d1", "2026-03-02T12:00:00Z", {"scale"});
  record("adda", "d2", "2026-03-01T12:00:00Z", {"add"});
  EXPECT_EQ(points_of("ada"), 5);
  EXPECT_TRUE(contains(alias({"adda", "ada"}), "adda stands for ada from now on: 1 attempt so far"));
  EXPECT_EQ(students(), Words{"ada"});
  EXPECT_EQ(points_of("ada"), 10) << "the better of two attempts";
  EXPECT_EQ(points_of("adda"), 10) << "asked by the other name, the answer is the same";
  const ClassRecord record_now = read();
  ASSERT_EQ(record_now.attempts.size(), 2U);
  EXPECT_EQ(record_now.attempts[0].submitted, "2026-03-01T12:00:00Z");
  EXPECT_EQ(record_now.attempts[0].handed_in_as, "adda");
  EXPECT_TRUE(find_strangers(record_now).empty());
  options.student = "ada";
  EXPECT_TRUE(contains(run(GradebookAction::show), "handed in as adda"));

  // What comes later under the wrong identifier is ada's too, and the same bytes keep the time of their first arrival.
  record("adda", "d3", "2026-03-03T12:00:00Z", {"add", "scale"});
  EXPECT_EQ(points_of("ada"), 15);
  EXPECT_EQ(record("ada", "d2", "2026-03-09T12:00:00Z").submitted, "2026-03-01T12:00:00Z");
}

TEST_F(GradebookAlias, IsTakenBackExactly) {
  enrol({{"ada", "", "", "", {}}});
  record("ada", "d1", "2026-03-02T12:00:00Z", {"scale"});
  record("adda", "d2", "2026-03-01T12:00:00Z", {"add"});
  record("adda", "d1", "2026-03-01T12:00:00Z", {"add"});  // the same bytes under both
  options.json = true;
  const std::string before = run(GradebookAction::print);
  options.json = false;
  alias({"adda", "ada"});
  EXPECT_EQ(alias({}), "adda stands for ada.\n");
  EXPECT_TRUE(contains(alias({"adda"}, true), "adda is a student of its own again"));
  EXPECT_EQ(alias({}), "No identifier stands for another student.\n");
  options.json = true;
  EXPECT_EQ(run(GradebookAction::print), before);
}

TEST_F(GradebookAlias, AnExtensionOfEitherCounts) {
  enrol({{"ada", "", "", "", {}}});
  record("adda", "d1", "2026-03-02T12:00:00Z", {"add"});
  Gradebook gradebook(folder);
  gradebook.set_due(toy.sums(), std::chrono::sys_days(std::chrono::year(2026) / 3 / 1));
  gradebook.extend("adda", "", std::chrono::sys_days(std::chrono::year(2026) / 3 / 5));
  gradebook.add_alias("adda", "ada");
  EXPECT_EQ(compute_marks(gradebook.read()).student("ada").modules[0].days_late, 0);
}

TEST_F(GradebookAlias, RefusesInClearWords) {
  enrol({{"ada", "", "", "", {}}, {"bob", "", "", "", {}}});
  for (const char* student : {"adda", "addda", "bobb"}) record(student, "d", "2026-03-01T12:00:00Z");
  EXPECT_TRUE(contains(alias({"adda", "adb"}), "Did you mean ada"));
  EXPECT_TRUE(contains(alias({"nobody-of-that-name", "ada"}), "There is no student 'nobody-of-that-name'"));
  EXPECT_TRUE(contains(alias({"bob", "ada"}), "is in the roster"));
  EXPECT_TRUE(contains(alias({"adda", "adda"}), "is that student already"));
  EXPECT_TRUE(contains(alias({"adda"}), "alias WRONG RIGHT"));
  EXPECT_TRUE(contains(alias({"bobb"}, true), "stands for nobody else"));
  EXPECT_TRUE(contains(alias({"adda", "addda"}), "from now on")) << "whom nobody enrolled may be a student too";
  EXPECT_TRUE(contains(alias({"adda", "ada"}), "stands for addda already"));
  EXPECT_TRUE(contains(alias({"bobb", "adda"}), "stands for addda already"));
  EXPECT_TRUE(contains(alias({"addda", "ada"}), "Other identifiers stand for 'addda'"));
  EXPECT_THROW(enrol({{"adda", "", "", "", {}}}), UsageError);
}

TEST_F(GradebookAlias, ARegradeFindsTheAttemptUnderTheIdentifierOfTheSubmission) {
  enrol({{"ada", "", "", "", {}}});
  record("adda", "d1", "2026-03-01T12:00:00Z", {"add"});
  Gradebook gradebook(folder);
  gradebook.add_alias("adda", "ada");
  SubmissionGrade again = grade_of("adda", "d1", "2026-03-01T12:00:00Z", {module_grade(toy.sums(), {"add", "scale"})});
  again.edition = "e2";
  EXPECT_EQ(gradebook.preview_regrade({again}).differences.size(), 1U);
  EXPECT_EQ(gradebook.apply_regrades(), 1U);
  EXPECT_EQ(points_of("ada"), 15);
}

/// As a grader before aliases wrote it.
constexpr const char* format_1 = R"(
CREATE TABLE students (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, section TEXT NOT NULL, others TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE assignments (
  folder TEXT PRIMARY KEY, number INTEGER NOT NULL, title TEXT NOT NULL, possible INTEGER NOT NULL,
  weight REAL, due TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE extensions (
  student TEXT NOT NULL, folder TEXT NOT NULL, due TEXT NOT NULL, PRIMARY KEY (student, folder)) WITHOUT ROWID;
CREATE TABLE policy (
  id INTEGER PRIMARY KEY CHECK (id = 1), grace_minutes INTEGER NOT NULL, percent_a_day REAL NOT NULL,
  at_most REAL NOT NULL, attempt TEXT NOT NULL);
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  student TEXT NOT NULL, submission TEXT NOT NULL, digest TEXT NOT NULL, submitted TEXT NOT NULL, graded TEXT NOT NULL,
  edition TEXT NOT NULL, seed TEXT NOT NULL, sandbox TEXT NOT NULL, fault TEXT NOT NULL, json TEXT NOT NULL,
  UNIQUE (student, digest, edition, seed));
CREATE TABLE points (
  attempt INTEGER NOT NULL REFERENCES attempts, folder TEXT NOT NULL, task TEXT NOT NULL,
  earned INTEGER NOT NULL, possible INTEGER NOT NULL, PRIMARY KEY (attempt, folder, task)) WITHOUT ROWID;
CREATE TABLE regrades (
  id INTEGER PRIMARY KEY, attempt INTEGER NOT NULL REFERENCES attempts,
  old_json TEXT NOT NULL, new_json TEXT NOT NULL, time TEXT NOT NULL, applied TEXT NOT NULL);
INSERT INTO students VALUES ('ada', 'Ada Lovelace', '', '', '{}'), ('adda', '', '', '', '{}');
INSERT INTO attempts VALUES (1, 'adda', 'adda.zip', 'd1', '2026-03-01T12:00:00Z', '', 'e', '1', '', '', '{}');
PRAGMA user_version = 1;
)";

TEST_F(GradebookAlias, AGradebookOfAnOlderGraderIsBroughtUpToDate) {
  fs::create_directories(folder);
  { Database(Gradebook::file_in(folder), Database::Mode::read_write).execute(format_1); }
  const ClassRecord record = read();
  EXPECT_EQ(students(), (Words{"ada", "adda"}));
  EXPECT_EQ(record.attempts.size(), 1U);
  EXPECT_TRUE(record.students[0].enrolled) << "who has a name came from a roster";
  EXPECT_EQ(find_strangers(record).size(), 1U);
  EXPECT_TRUE(contains(alias({"adda", "ada"}), "from now on"));
}

}  // namespace
}  // namespace grader::testing
