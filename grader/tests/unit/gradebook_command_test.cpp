#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "../json_schema.hpp"
#include "gradebook_scene.hpp"

namespace grader::testing {
namespace {

using nlohmann::json;

using GradebookCommand = GradebookScene;

TEST_F(GradebookCommand, WithoutAGradebookSaysHowToBeginOne) {
  EXPECT_TRUE(contains(fault(GradebookAction::print), "grader grade"));
  EXPECT_FALSE(fs::exists(options.into)) << "looking makes nothing";
}

TEST_F(GradebookCommand, PrintsTheClassInATable) {
  record();
  make_sums_due();
  const std::string text = run(GradebookAction::print);
  EXPECT_TRUE(contains(text, "module         01      02   total\n")) << text;
  EXPECT_TRUE(contains(text, "points         15      10   100 %\n")) << text;
  EXPECT_TRUE(contains(text, "weight         15       0\n")) << text;
  EXPECT_TRUE(contains(text, "anna            8*     10    53.3\n")) << text;
  EXPECT_TRUE(contains(text, "bert           15       -   100.0\n")) << text;
  EXPECT_TRUE(contains(text, "grace, then -10 % a day")) << text;
}

TEST_F(GradebookCommand, PrintsFarMoreModulesThanFitInEightyColumns) {
  Gradebook gradebook(options.into);
  std::vector<ModuleGrade> modules;
  for (int i = 1; i <= 30; ++i)
    modules.push_back(module_grade(make_module(i, "m" + std::to_string(i), {{"1", "task", 100}}, {}), {"task"}));
  gradebook.record(grade_of("a-student-with-a-rather-long-identifier", "d", "2026-03-01T12:00:00Z", modules));
  std::istringstream lines(run(GradebookAction::print));
  std::size_t numbers = 0;
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(display_width(line), 80U) << line;
    if (contains(line, "module")) numbers += 1;
  }
  EXPECT_GE(numbers, 4U);
}

TEST_F(GradebookCommand, PrintsJsonThatFitsItsSchema) {
  record();
  make_sums_due();
  options.json = true;
  const json document = json::parse(run(GradebookAction::print));
  const auto faults = tests::schema_faults(tests::load_schema("gradebook-1"), document);
  EXPECT_TRUE(faults.empty()) << faults.front();
  const json& mark = document.at("students").at(0).at("modules").at(0);
  EXPECT_EQ(mark.at("raw"), 10);
  EXPECT_EQ(mark.at("days_late"), 2);
  EXPECT_DOUBLE_EQ(mark.at("points"), 8.0);
  EXPECT_EQ(mark.at("due"), "2026-03-01T18:00:00Z");
  EXPECT_TRUE(document.at("students").at(1).at("modules").at(1).at("attempt").is_null());
  EXPECT_TRUE(document.at("assignments").at(1).at("due").is_null());
}

TEST_F(GradebookCommand, ExplainsTheMarksOfAStudent) {
  record();
  make_sums_due();
  options.student = "anna";
  const std::string text = run(GradebookAction::show);
  EXPECT_TRUE(contains(text, "raw 10 of 15, 2 days late, -20 %: 8")) << text;
  EXPECT_TRUE(contains(text, "due 2026-03-01T18:00:00Z")) << text;
  EXPECT_TRUE(contains(text, "raw 10 of 10\n")) << text;
  EXPECT_TRUE(contains(text, "anna.tar.gz")) << text;
  EXPECT_FALSE(contains(text, hidden_marker)) << text;
  options.student = "ana";
  EXPECT_TRUE(contains(fault(GradebookAction::show), "Did you mean anna?"));
}

TEST_F(GradebookCommand, ExtendsOneStudent) {
  record();
  make_sums_due();
  options.extension = {"anna", "sums", "2026-03-02T18:00:00Z"};
  EXPECT_TRUE(contains(run(GradebookAction::extend), "anna has until 2026-03-02T18:00:00Z for sums."));
  options.student = "anna";
  const std::string text = run(GradebookAction::show);
  EXPECT_TRUE(contains(text, "1 day late, -10 %: 9")) << text;
  EXPECT_TRUE(contains(text, "(extended)")) << text;
  options.extension = {"anna", "2026-03-09T18:00:00Z"};
  EXPECT_TRUE(contains(run(GradebookAction::extend), "every module"));
  EXPECT_FALSE(contains(run(GradebookAction::show), "late, -"));
  options.extension = {"ann", "2026-03-09T18:00:00Z"};
  EXPECT_TRUE(contains(fault(GradebookAction::extend), "Did you mean anna?"));
  options.extension = {"anna", "tomorrow"};
  EXPECT_TRUE(contains(fault(GradebookAction::extend), "'tomorrow' is no time"));
}

TEST_F(GradebookCommand, APolicyChangesOnlyWhatIsSaid) {
  options.percent_a_day = 10;
  options.at_most = 50;
  run(GradebookAction::set_policy);
  options.percent_a_day.reset();
  options.at_most.reset();
  options.grace_minutes = 5;
  options.attempt = "last";
  EXPECT_TRUE(contains(run(GradebookAction::set_policy),
                       "5 minutes of grace, then -10 % a day, at most 50 %; the last attempt counts"));
  options.at_most = 120;
  EXPECT_TRUE(contains(fault(GradebookAction::set_policy), "0 to 100"));
}

TEST_F(GradebookCommand, MergesIntoTheInstructorsFileOnlyWhenTold) {
  record();
  const std::string content = "Student,ID,SIS Login ID,Section,sums (7)\nAnna A,1,anna,A,\nZoe Z,2,zoe,A,\n";
  write_text(at("canvas.csv"), content);
  options.format = "canvas";
  options.merge = at("canvas.csv").string();
  options.module = "1";
  EXPECT_TRUE(contains(fault(GradebookAction::write_export), "--to"));
  options.to = (toy.path() / "grading" / ".." / "canvas.csv").string();
  EXPECT_TRUE(contains(fault(GradebookAction::write_export), "--in-place"));
  EXPECT_EQ(text_of(at("canvas.csv")), content);
  fs::create_symlink("canvas.csv", at("link.csv"));
  options.to = at("link.csv").string();
  EXPECT_TRUE(contains(fault(GradebookAction::write_export), "--in-place")) << "by another name";
  options.to = at("new.csv").string();
  const std::string told = run(GradebookAction::write_export);
  EXPECT_TRUE(contains(told, "Marks written into the column 'sums (7)': 1.")) << told;
  EXPECT_TRUE(contains(told, "line 3: Zoe Z")) << told;
  EXPECT_TRUE(contains(told, "bert")) << "has a mark and is in no row: " << told;
  EXPECT_EQ(text_of(at("canvas.csv")), content);
  EXPECT_EQ(text_of(at("new.csv")),
            "Student,ID,SIS Login ID,Section,sums (7)\nAnna A,1,anna,A,10.00\nZoe Z,2,zoe,A,\n");
  options.to.clear();
  options.in_place = true;
  run(GradebookAction::write_export);
  EXPECT_EQ(text_of(at("canvas.csv")), text_of(at("new.csv")));
  std::size_t backups = 0;
  for (const auto& entry : fs::directory_iterator(toy.path())) {
    if (!contains(entry.path().filename().string(), "canvas.csv.backup-")) continue;
    ++backups;
    EXPECT_EQ(text_of(entry.path()), content);
  }
  EXPECT_EQ(backups, 1U);
}

TEST_F(GradebookCommand, RefusesExportsThatMakeNoSense) {
  record();
  options.to = at("out").string();
  options.format = "canvas";
  EXPECT_TRUE(contains(fault(GradebookAction::write_export), "--merge FILE"));
  options.format = "gradescope";
  EXPECT_TRUE(contains(fault(GradebookAction::write_export), "--student ID"));
  options.format = "csv";
  options.merge = at("none.csv").string();
  EXPECT_TRUE(contains(fault(GradebookAction::write_export), "--merge is for"));
  options.format = "moodle";
  EXPECT_TRUE(contains(fault(GradebookAction::write_export), "There is no file"));
  EXPECT_FALSE(fs::exists(options.to));
}

TEST_F(GradebookCommand, ExportsOfAStudentHoldNothingHidden) {
  record();
  options.student = "anna";
  for (const char* format : {"csv", "gradescope", "junit"}) {
    options.format = format;
    options.to = at(format).string();
    run(GradebookAction::write_export);
    EXPECT_FALSE(contains(text_of(options.to), hidden_marker)) << format;
    EXPECT_FALSE(contains(text_of(options.to), "bert")) << format;
    EXPECT_TRUE(contains(text_of(options.to), "means")) << format;
  }
  options.module = "1";
  run(GradebookAction::write_export);
  EXPECT_FALSE(contains(text_of(options.to), "means")) << "only one module";
}

TEST_F(GradebookCommand, TakesARosterOver) {
  write_text(at("class.csv"),
             "\xEF\xBB\xBFVorname;Nachname;Benutzername;E-Mail-Adresse;Gruppe;SIS User ID\r\nAda;Lovelace; ada "
             ";a@x.org;B;47\r\n\r\n");
  options.file = at("class.csv").string();
  EXPECT_TRUE(
      contains(run(GradebookAction::roster), "Students in the list: 1. Other columns, kept for exports: SIS User ID."));
  const Student student = Gradebook(options.into).read().students.at(0);
  EXPECT_EQ(student.id, "ada");
  EXPECT_EQ(student.name, "Ada Lovelace");
  EXPECT_EQ(student.email, "a@x.org");
  EXPECT_EQ(student.section, "B");
  EXPECT_EQ(student.others.at("SIS User ID"), "47");
}

}  // namespace
}  // namespace grader::testing
