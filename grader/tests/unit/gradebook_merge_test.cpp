#include <gtest/gtest.h>

#include "class_samples.hpp"
#include "errors.hpp"
#include "gradebook/exports.hpp"

namespace grader::testing {
namespace {

using Names = std::vector<std::string>;

struct Class {
  ClassMarks marks = compute_marks(class_record());
  ExportColumn attention{&marks.assignments[1], ""};
  ExportColumn tensors{marks.assignments.data(), ""};
};

/// As Canvas exports it: assignments end in their number, the second row gives points, a test student comes last.
const std::string canvas_head =
    "Student,ID,SIS User ID,SIS Login ID,Section,Attention (9001),Essay (9002),Current Score,Final Score\r\n"
    "\"    Points Possible\",,,,,200.00,10.00,(read only),(read only)\r\n";

std::string canvas_fault(const std::string& content, const ExportColumn& column) {
  const Class sample;
  try {
    merge_canvas(read_csv(content, "canvas.csv"), sample.marks, column);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(MergeCanvas, ChangesOneColumnAndNoOtherByte) {
  const Class sample;
  const std::string content = canvas_head +
                              "\"Lovelace, Ada\",101,,someone-else,\"Sec \"\"A\"\"\",,=1+1,50.0,\"50.0\"\r\n"
                              "\"Hopper, Grace\",102,9,GRACE ,A,EX,3,50,50\r\n"
                              "\"García, José Ángel\",103,,,A,7.5,3,50,50\r\n"
                              "\"Turing, Alan\",104,,,A,99,3,50,50\r\n"
                              "\"Student, Test\",999,,,A,,,,\r\n";
  const Merged merged = merge_canvas(read_csv(content, "canvas.csv"), sample.marks, sample.attention);
  EXPECT_EQ(merged.text, canvas_head +
                             "\"Lovelace, Ada\",101,,someone-else,\"Sec \"\"A\"\"\",139.20,=1+1,50.0,\"50.0\"\r\n"
                             "\"Hopper, Grace\",102,9,GRACE ,A,EX,3,50,50\r\n"
                             "\"García, José Ángel\",103,,,A,7.5,3,50,50\r\n"
                             "\"Turing, Alan\",104,,,A,99,3,50,50\r\n"
                             "\"Student, Test\",999,,,A,,,,\r\n")
      << "69.60 of 100 are 139.20 of the 200 points possible";
  EXPECT_EQ(merged.column, "Attention (9001)");
  EXPECT_EQ(merged.marks, 1U);
  EXPECT_EQ(merged.unmatched, (Names{"line 6: Turing, Alan"})) << "never invented, and the test student is none";
  EXPECT_EQ(merged.left, (Names{"line 4: Hopper, Grace (excused)", "line 5: García, José Ángel (nothing was graded)"}));
  EXPECT_TRUE(merged.absent.empty());
}

TEST(MergeCanvas, MatchesByIdThenSisThenLoginThenName) {
  const Class sample;
  const auto mark_of = [&](const std::string& row) {
    const Merged merged =
        merge_canvas(read_csv(canvas_head + row + ",,,,\n", "canvas.csv"), sample.marks, sample.attention);
    return merged.marks == 0 ? "none" : read_csv(merged.text, "").rows.at(2).text(5);
  };
  EXPECT_EQ(mark_of("Nobody,101,,,A"), "139.20");
  EXPECT_EQ(mark_of("Nobody,7,4711,,A"), "none") << "the roster knows another Canvas ID of Ada";
  EXPECT_EQ(mark_of("Nobody,101,grace,,A"), "none") << "ID says Ada, SIS User ID is not hers";
  EXPECT_EQ(mark_of("Nobody,7,grace,,A"), "200.00");
  EXPECT_EQ(mark_of("Nobody,7,,grace,A"), "200.00");
  EXPECT_EQ(mark_of("Nobody,7,,Grace@Example.org,A"), "200.00");
  EXPECT_EQ(mark_of("\"Hopper, Grace\",7,,,A"), "200.00");
  EXPECT_EQ(mark_of("Grace Hopper,7,,,A"), "200.00");
  EXPECT_EQ(mark_of("\"Lovelace, Ada\",,,,A"), "none") << "without an ID it is no student's row";
  EXPECT_EQ(mark_of("\"Lovelace, Ada\",7,,,A"), "none") << "a namesake with another Canvas ID";
  EXPECT_EQ(mark_of("Hopper,7,,,A"), "none");
}

TEST(MergeCanvas, ANamesakeGetsNothing) {
  const Class sample;
  const Merged one_is_surer = merge_canvas(
      read_csv(canvas_head + "\"Hopper, Grace\",7,,,A,,,,\n\"Hopper, Grace\",8,grace,,A,,,,\n", "canvas.csv"),
      sample.marks, sample.attention);
  EXPECT_EQ(read_csv(one_is_surer.text, "").rows.at(2).text(5), "");
  EXPECT_EQ(read_csv(one_is_surer.text, "").rows.at(3).text(5), "200.00");
  EXPECT_EQ(one_is_surer.unmatched, (Names{"line 3: Hopper, Grace (another row means grace too)"}));
  const Merged neither =
      merge_canvas(read_csv(canvas_head + "\"Hopper, Grace\",7,,,A,,,,\n\"Hopper, Grace\",8,,,A,,,,\n", "canvas.csv"),
                   sample.marks, sample.attention);
  EXPECT_EQ(neither.marks, 0U);
  EXPECT_EQ(neither.unmatched.size(), 2U);
  EXPECT_EQ(neither.absent, (Names{"ada", "grace"}));

  ClassRecord record = class_record();
  record.students[2].name = "Hopper, Grace";
  const ClassMarks two = compute_marks(record);
  const ExportColumn tensors{two.assignments.data(), "Essay"};
  EXPECT_EQ(merge_canvas(read_csv(canvas_head + "\"Hopper, Grace\",7,,,A,,,,\n", "canvas.csv"), two, tensors).marks, 0U)
      << "two in the gradebook, one in the file";
}

TEST(MergeCanvas, WritesADecimalCommaWhereTheFileHasIt) {
  const Class sample;
  const std::string head = "\xEF\xBB\xBFStudent;ID;Section;Attention (1);Tensors (2)\n    Points Possible;;;100,00;\n";
  const Merged merged =
      merge_canvas(read_csv(head + "Ada Lovelace;101;A;;\n", "canvas.csv"), sample.marks, sample.attention);
  EXPECT_EQ(merged.text, head + "Ada Lovelace;101;A;69,60;\n");
  const std::string comma_head = "Student,ID,Section,Attention (1)\n    Points Possible,,,\"100,00\"\n";
  EXPECT_EQ(merge_canvas(read_csv(comma_head + "Ada Lovelace,101,A,\n", "c"), sample.marks, sample.attention).text,
            comma_head + "Ada Lovelace,101,A,\"69,60\"\n");
  const std::string dot_head = "Student;ID;Section;Attention (1)\n    Points Possible;;;100.0\n";
  EXPECT_EQ(merge_canvas(read_csv(dot_head + "Ada Lovelace;101;A;\n", "c"), sample.marks, sample.attention).text,
            dot_head + "Ada Lovelace;101;A;69.60\n");
  const Merged unscaled =
      merge_canvas(read_csv(head + "Ada Lovelace;101;A;;\n", "canvas.csv"), sample.marks, sample.tensors);
  EXPECT_EQ(unscaled.text, head + "Ada Lovelace;101;A;;40,00\n") << "no points possible: the module's own";
}

TEST(MergeCanvas, FindsTheColumnOrAsks) {
  const Class sample;
  ExportColumn essay = sample.attention;
  essay.title = "essay";
  const Merged merged =
      merge_canvas(read_csv(canvas_head + "Ada Lovelace,101,,,A,1,2,3,4\n", "c"), sample.marks, essay);
  EXPECT_EQ(read_csv(merged.text, "").rows.at(2).text(6), "6.96");
  EXPECT_EQ(read_csv(merged.text, "").rows.at(2).text(5), "1");
  for (const char* title : {"12 Attention", "Module 12", "attention (55)", "12_attention"}) {
    EXPECT_EQ(canvas_fault("Student,ID,Section," + std::string(title) + "\nAda Lovelace,101,A,\n", sample.attention),
              "accepted")
        << title;
  }
  const std::string none = canvas_fault("Student,ID,Section,Essay (9)\n", sample.attention);
  EXPECT_NE(none.find("--grade-column"), std::string::npos) << none;
  EXPECT_NE(none.find("Essay (9)"), std::string::npos) << none;
  EXPECT_NE(canvas_fault("Student,ID,Section,Attention (1),Attention (2)\n", sample.attention).find("more than one"),
            std::string::npos);
  ExportColumn total{nullptr, "Final Score"};
  EXPECT_NE(canvas_fault(canvas_head, total).find("no column"), std::string::npos) << "read only";
}

TEST(MergeCanvas, RefusesAnotherFile) {
  const Class sample;
  EXPECT_NE(canvas_fault("Name,Points\n", sample.attention).find("canvas.csv:1: the first cell is 'Name'"),
            std::string::npos);
  EXPECT_NE(canvas_fault("Student,ID,Attention\n", sample.attention).find("'Section'"), std::string::npos);
  EXPECT_NE(canvas_fault("", sample.attention).find("Export the gradebook in Canvas"), std::string::npos);
}

TEST(MergeCanvas, TheTotalIsInPercent) {
  const Class sample;
  const ExportColumn total{nullptr, "Essay"};
  // Only 12 is planned: 69.60 percent, of 10 points.
  EXPECT_EQ(
      read_csv(merge_canvas(read_csv(canvas_head + "Ada Lovelace,101,,,A,1,2,3,4\n", "c"), sample.marks, total).text,
               "")
          .rows.at(2)
          .text(6),
      "6.96");
}

const std::string english_head =
    "\xEF\xBB\xBFIdentifier,\"Full name\",\"Email address\",Status,Grade,\"Maximum Grade\",\"Grade can be changed\","
    "\"Last modified (submission)\",\"Last modified (grade)\",\"Feedback comments\"\n";

TEST(MergeMoodle, FillsInTheDownloadedWorksheet) {
  const Class sample;
  const std::string row = "\"Participant 12\",\"Ada Lovelace\",ada@example.org,\"Submitted for grading - \",";
  const std::string rest = ",50.00,Yes,\"Tuesday, 3 March 2026, 12:00 PM\",-,\"<p>kept, \"\"as\nit\"\" is</p>\"\n";
  const Merged merged = merge_moodle(read_csv(english_head + row + rest, "moodle.csv"), sample.marks, sample.attention);
  EXPECT_EQ(merged.text, english_head + row + "34.80" + rest) << "69.60 of 100, of 50";
  EXPECT_EQ(merged.column, "Grade");
}

TEST(MergeMoodle, KnowsGermanWorksheets) {
  const Class sample;
  const std::string head =
      "ID,\"Vollständiger Name\",E-Mail-Adresse,Status,Bewertung,Bestwertung,\"Bewertung kann geändert werden\","
      "\"Zuletzt geändert (Abgabe)\",\"Zuletzt geändert (Bewertung)\",\"Feedback als Kommentar\"\n";
  const std::string ada = "Teilnehmer/in1234567,\"Ada Lovelace\",ada@example.org,\"Zur Bewertung abgegeben - \",";
  const std::string ada_rest = ",\"100,00\",Ja,\"Dienstag, 3. März 2026, 12:00\",-,\n";
  const std::string grace = "Teilnehmer/in1234568,\"Grace Hopper\",g@other.org,,\"12,00\",\"100,00\",Nein,-,-,\n";
  const std::string jose = "Teilnehmer/in1234569,\"José Ángel García\",,,,\"100,00\",Ja,-,-,\n";
  const std::string alan = "Teilnehmer/in1234570,\"Alan Turing\",alan@example.org,,,\"100,00\",Ja,-,-,\n";
  const Merged merged = merge_moodle(read_csv(head + ada + ada_rest + grace + jose + alan, "bewertungen.csv"),
                                     sample.marks, sample.attention);
  EXPECT_EQ(merged.text, head + ada + "\"69,60\"" + ada_rest + grace + jose + alan);
  EXPECT_EQ(merged.column, "Bewertung");
  EXPECT_EQ(merged.left, (Names{"line 3: Grace Hopper (Moodle says that it cannot be changed)",
                                "line 4: José Ángel García (nothing was graded)"}));
  EXPECT_EQ(merged.unmatched, (Names{"line 5: Alan Turing"}));
}

TEST(MergeMoodle, TakesAnyLanguageWithTheColumnNamed) {
  const Class sample;
  const std::string content = "Tunniste,Sähköposti,Arvosana\nX,ada@example.org,\n";
  ExportColumn column = sample.attention;
  column.title = "Arvosana";
  const Merged merged = merge_moodle(read_csv(content, "moodle.csv"), sample.marks, column);
  EXPECT_EQ(merged.marks, 0U) << "no column known by which a student is matched";
  EXPECT_EQ(merged.unmatched.size(), 1U);
  const std::string french =
      "Identifiant,Nom complet,Adresse de courriel,Note,Note maximale,Dernière modification (note)\n";
  EXPECT_EQ(
      merge_moodle(read_csv(french + "P1,,ada@example.org,,\"20,00\",-\n", "m"), sample.marks, sample.attention).text,
      french + "P1,,ada@example.org,\"13,92\",\"20,00\",-\n");
}

TEST(MergeMoodle, RefusesWhatIsNoWorksheet) {
  const Class sample;
  const auto fault = [&](const std::string& content) -> std::string {
    try {
      merge_moodle(read_csv(content, "moodle.csv"), sample.marks, sample.attention);
    } catch (const UsageError& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_NE(fault("Name,Points\n").find("--grade-column"), std::string::npos);
  EXPECT_NE(fault("Name,Grade\n").find("Last modified (grade)"), std::string::npos);
  EXPECT_NE(fault("ID,Bewertung,Skala,Zuletzt geändert (Bewertung)\n").find("scale of words"), std::string::npos);
  EXPECT_NE(fault("").find("moodle.csv:1"), std::string::npos);
}

}  // namespace
}  // namespace grader::testing
