// What an edition holds, and how the few files that differ are cut.
#include "edition/edition_texts.hpp"

#include <gtest/gtest.h>

#include "edition/edition_choice.hpp"
#include "edition/edition_proofs.hpp"
#include "edition/edition_record.hpp"
#include "errors.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

const char* const table =
    "# The course\n"
    "course_name(\"Test\")\n"
    "\n"
    "course_part(\"I. Beginnings\")\n"
    "course_module(01_sums TITLE \"Sums (plain)\" HOURS 1 DIFFICULTY 1\n"
    "  TASKS add:10  # (first)\n"
    "        scale:5)\n"
    "course_part(\"II. Ends\")\n"
    "course_module(02_means TITLE \"Means\" HOURS 1 DIFFICULTY 1 NEEDS 01_sums TASKS mean:10)\n";

TEST(EditionTexts, TheTableKeepsTheRowsOfChosenModulesAndTheirParts) {
  const TemporaryCourse test;
  EXPECT_EQ(cut_course_table(table, {&test.sums()}),
            "# The course\ncourse_name(\"Test\")\n\ncourse_part(\"I. Beginnings\")\n"
            "course_module(01_sums TITLE \"Sums (plain)\" HOURS 1 DIFFICULTY 1\n  TASKS add:10  # (first)\n"
            "        scale:5)\n");
  EXPECT_EQ(cut_course_table(table, {&test.means()}),
            "# The course\ncourse_name(\"Test\")\n\ncourse_part(\"II. Ends\")\n"
            "course_module(02_means TITLE \"Means\" HOURS 1 DIFFICULTY 1 NEEDS 01_sums TASKS mean:10)\n");
  EXPECT_THROW(cut_course_table("course_name(\"Test\")\n", {&test.sums()}), CourseFault);
}

TEST(EditionTexts, TheMakefileKeepsWhatAStudentRuns) {
  EXPECT_EQ(
      cut_makefile("# The commands\n.DEFAULT_GOAL := help\n.PHONY: help start test\n\nhelp: ## list\n\t@grep x\n\n"
                   "build/%/build.ninja: | setup\n\t@cmake\n\nstart: setup ## begin\n\t@ninja\n\n"
                   "test: setup ## all\n\tninja\n\t@# why\n\n"),
      ".DEFAULT_GOAL := help\n.PHONY: help start\n\nhelp: ## list\n\t@grep x\n\nbuild/%/build.ninja: | "
      "setup\n\t@cmake\n\n"
      "start: setup ## begin\n\t@ninja\n");
}

TEST(EditionTexts, DoxygenReadsOnlyWhatIsThere) {
  EXPECT_EQ(cut_doxyfile("A = b\nINPUT                  = README.md HACKING.md docs/pages mod modules\nC = d\n",
                         {{"README.md", ""}, {"docs/pages/a.md", ""}, {"modules/x", ""}}),
            "A = b\nINPUT                  = README.md docs/pages modules\nC = d\n");
}

TEST(EditionChoice, ReadsRangesNumbersAndNames) {
  const TemporaryCourse test;
  EXPECT_EQ(chosen_modules(test.course, "").size(), 2U);
  EXPECT_EQ(chosen_modules(test.course, "1-2").size(), 2U);
  EXPECT_THROW(chosen_modules(test.course, "1-15"), UsageError) << "there are two";
  const auto both = chosen_modules(test.course, "means,1,01_sums");
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0]->folder, "01_sums") << "in the order of the course, each once";
  EXPECT_THROW(chosen_modules(test.course, "3"), UsageError);
  EXPECT_THROW(chosen_modules(test.course, "7-9"), UsageError);
  EXPECT_THROW(chosen_modules(test.course, ","), UsageError);
}

TEST(EditionChoice, NamesTheNeedsThatWereNotChosen) {
  const TemporaryCourse test;
  try {
    chosen_modules(test.course, "2");
    FAIL() << "module 2 needs module 1";
  } catch (const UsageError& error) {
    EXPECT_NE(std::string(error.what()).find("02_means needs 01_sums"), std::string::npos) << error.what();
  }
}

/// A course with a file of every kind; `true` where a student gets it.
std::map<std::string, bool> files_of_every_kind() {
  return {{"CMakeLists.txt", true},
          {"HACKING.md", false},
          {"CHANGELOG.md", false},
          {"secrets.txt", false},
          {".ci/run", false},
          {".github/workflows/ci.yml", false},
          {"cmake/Glob.cmake", true},
          {"support/include/gu/require.hpp", true},
          {"support/src/memory.cpp", true},
          {"support/tests/memory_test.cpp", false},
          {"testing/src/report.cpp", true},
          {"testing/tests/report_test.cpp", false},
          {"grader/src/main.cpp", true},
          {"grader/src/commands/list.cpp", true},
          {"grader/src/sandbox/launcher/main.cpp", true},
          {"grader/tests/unit/list_test.cpp", false},
          {"grader/tests/toy_course/solutions/01_sums/src/add.cpp", false},
          {"modules/01_sums/LESSON.md", true},
          {"modules/01_sums/hints.md", true},
          {"modules/01_sums/src/add.cpp", true},
          {"modules/01_sums/src/add_solved.cpp", false},
          {"modules/01_sums/tests/add_test.cpp", true},
          {"modules/01_sums/tests/other_test.cpp", false},
          {"modules/01_sums/tests/helpers.hpp", true},
          {"modules/01_sums/answers/add.cpp", false},
          {"modules/02_means/LESSON.md", false},
          {"modules/02_means/src/mean.cpp", false},
          {"modules/shared_text.txt", false},
          {"modules/size_exceptions.txt", false},
          {"solutions/01_sums/src/add.cpp", false},
          {"solutions/01_sums/NOTES.md", false},
          {"solutions/01_sums/mistakes/add.subtracts.mistake", false},
          {"solutions/01_sums/tests/add_hidden_test.cpp", false},
          {"exams/2026.md", false},
          {"build/check/course.json", false}};
}

TEST(AllowList, HoldsWhatAStudentNeedsAndNothingElse) {
  const TemporaryCourse test;
  for (const auto& [path, published] : files_of_every_kind()) write_text(test.path() / path, path);
  const EditionChoice choice{{&test.sums()}, false};
  const FileTexts files = allowed_files(test.path(), choice);
  for (const auto& [path, published] : files_of_every_kind()) EXPECT_EQ(files.contains(path), published) << path;
  const FileTexts with = allowed_files(test.path(), {{&test.sums()}, true});
  EXPECT_TRUE(with.contains("solutions/01_sums/src/add.cpp"));
  EXPECT_EQ(with.size(), files.size() + 1);
}

TEST(AllowList, NeverFollowsALink) {
  const TemporaryCourse test;
  write_text(test.path() / "exam.md", "secret");
  fs::create_symlink(test.path() / "exam.md", test.path() / "modules/01_sums/LESSON.md");
  EXPECT_FALSE(allowed_files(test.path(), {{&test.sums()}, false}).contains("modules/01_sums/LESSON.md"));
}

TEST(AllowList, TheProofDoesNotTrustTheTable) {
  const TemporaryCourse test;
  const EditionChoice choice{{&test.sums()}, false};
  const auto edition = test.path() / "edition";
  for (const char* path : {"src/add.cpp", "src/scale.cpp", "tests/add_test.cpp", "tests/scale_test.cpp"}) {
    write_text(edition / "modules/01_sums" / path, "x");
  }
  write_text(edition / "README.md", "x");
  EXPECT_TRUE(prove_allow_list(edition, choice).holds());
  for (const char* path : {"solutions/01_sums/src/add.cpp", "modules/01_sums/NOTES.md", "modules/02_means/LESSON.md",
                           "exam.md", ".git/config", "cmake/add.subtracts.mistake"}) {
    write_text(edition / path, "x");
    const Proof proof = prove_allow_list(edition, choice);
    ASSERT_EQ(proof.findings.size(), 1U) << path;
    EXPECT_EQ(proof.findings[0].place, path);
    fs::remove(edition / path);
  }
  fs::remove(edition / "modules/01_sums/tests/add_test.cpp");
  EXPECT_EQ(prove_allow_list(edition, choice).findings.size(), 1U) << "a missing test";
}

TEST(Links, OfAnEditionLeadToItsFiles) {
  const TemporaryCourse test;
  const auto edition = test.path() / "edition";
  write_text(edition / "docs/pages/a.md", "[b](b.md) [lesson](../../modules/01_sums/LESSON.md#sums)\n");
  write_text(edition / "docs/pages/b.md", "no link\n");
  write_text(edition / "modules/01_sums/LESSON.md", "# Sums\n");
  EXPECT_TRUE(prove_links(edition).holds());
  fs::remove(edition / "docs/pages/b.md");
  const Proof proof = prove_links(edition);
  ASSERT_EQ(proof.findings.size(), 1U);
  EXPECT_EQ(proof.findings[0].place, "docs/pages/a.md");
}

/// A line that no skeleton shows.
std::string secret(const std::string& word) {
  return "  result = " + word + "_first(alpha, beta) + " + word + "_second(gamma, delta);\n";
}

TEST(NoLeak, CoversReferencesOfAllModulesMistakesAndHiddenTests) {
  const TemporaryCourse test;
  const auto root = test.path();
  const auto edition = root / "edition";
  write_text(root / "solutions/01_sums/src/add.cpp", secret("reference"));
  write_text(root / "solutions/02_means/src/mean.cpp", secret("later"));
  write_text(root / "solutions/01_sums/mistakes/add.no.mistake",
             "the numbers alpha beta gamma and delta were added in the wrong order of places\n<<<<\n====\n" +
                 secret("mistaken") + ">>>>\n");
  write_text(root / "solutions/01_sums/tests/add_test.cpp", secret("hidden"));
  const EditionChoice without{{&test.sums()}, false};
  const auto found = [&](const std::string& text, const EditionChoice& choice) {
    write_text(edition / "modules/01_sums/LESSON.md", text);
    return !prove_no_leak(test.course, edition, choice).holds();
  };
  EXPECT_FALSE(found("nothing\n", without));
  EXPECT_FALSE(found("the numbers alpha beta gamma and delta were added in the wrong order of places\n", without))
      << "the sentence of a mistake is told to students";
  for (const char* word : {"reference", "later", "mistaken", "hidden"})
    EXPECT_TRUE(found(secret(word), without)) << word;

  const EditionChoice with{{&test.sums()}, true};
  EXPECT_FALSE(found(secret("reference"), with)) << "it is published anyway";
  for (const char* word : {"later", "mistaken", "hidden"}) EXPECT_TRUE(found(secret(word), with)) << word;

  write_text(root / "modules/shared_text.txt", "modules/*/LESSON.md: 99: shown on purpose\n");
  EXPECT_FALSE(found(secret("reference"), without));
  fs::create_directories(edition / "modules/01_sums/tests");
  write_text(edition / "modules/01_sums/tests/add_test.cpp", secret("reference"));
  EXPECT_FALSE(prove_no_leak(test.course, edition, without).holds()) << "the exception is for lessons";
}

}  // namespace
}  // namespace grader::testing
