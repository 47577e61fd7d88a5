#include "edition/module_edition.hpp"

#include <gtest/gtest.h>

#include "edition/edition_record.hpp"
#include "edition/sha256.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

using Parts = std::vector<std::string>;

/// The toy's files as students and instructors have them.
struct ModuleEditionOf : ::testing::Test {
  TemporaryCourse toy;

  ModuleEditionOf() {
    write("modules/01_sums/include/gu/sums.hpp", "float add(float, float);");
    write("modules/02_means/include/gu/means.hpp", "float mean();");
    write("modules/02_means/tests/mean_test.cpp", "TEST(Mean, A) {}");
    write("support/include/gu/require.hpp", "void require();");
    write("testing/src/comparison.cpp", "int comparison;");
    for (const Task& task : toy.means().tasks) write("modules/02_means/src/" + task.name + ".cpp", "todo(\"02\");");
  }
  void write(const std::string& path, const std::string& text) { write_text(toy.path() / path, text); }
  ModuleEdition published() const { return published_edition(toy.course, toy.means()); }
  /// What differs after the change.
  Parts changed(const std::string& path, const std::string& text) {
    const ModuleEdition before = published();
    write(path, text);
    return differing_parts(before, published());
  }
};

TEST_F(ModuleEditionOf, EachPartIsItsOwnFiles) {
  EXPECT_EQ(changed("modules/02_means/tests/mean_test.cpp", "TEST(Mean, B) {}"), Parts{"tests"});
  EXPECT_EQ(changed("modules/02_means/tests/helper.hpp", "int helper;"), Parts{"tests"});
  EXPECT_EQ(changed("modules/02_means/include/gu/means.hpp", "double mean();"), Parts{"contract"});
  EXPECT_EQ(changed("modules/01_sums/include/gu/sums.hpp", "double add(double, double);"), Parts{"contract"})
      << "the contracts below belong to it";
  EXPECT_EQ(changed("modules/02_means/given/table.cpp", "int table;"), Parts{"contract"});
  EXPECT_EQ(changed("modules/02_means/src/mean.cpp", "// new\ntodo(\"02\");"), Parts{"skeletons"});
  EXPECT_EQ(changed("support/include/gu/require.hpp", "int require();"), Parts{"kit"});
  EXPECT_EQ(changed("testing/src/comparison.cpp", "long comparison;"), Parts{"kit"});
}

TEST_F(ModuleEditionOf, WhatTheModuleDoesNotNeedIsNoPartOfIt) {
  EXPECT_EQ(changed("modules/01_sums/tests/add_test.cpp", "TEST(Add, A) {}"), Parts{});
  EXPECT_EQ(changed("modules/course.cmake", "course_module(01_sums)"), Parts{}) << "a cut edition has another table";
  EXPECT_EQ(changed("testing/tests/kit_test.cpp", "no student has this"), Parts{});
  EXPECT_EQ(changed("modules/02_means/LESSON.md", "# Means"), Parts{});
}

TEST_F(ModuleEditionOf, AStudentHasTheSkeletonsOfTheRecordWhateverWasWrittenSince) {
  const ModuleEdition handed_out = published();
  EditionRecord record;
  for (const Task& task : toy.means().tasks) {
    const std::string path = "modules/02_means/src/" + task.name + ".cpp";
    record.skeletons[path] = sha256("todo(\"02\");");
    write(path, "solved");
  }
  record.files = record.skeletons;
  write(edition_record_name, to_json(record));
  EXPECT_EQ(students_edition(toy.course, toy.means()), handed_out);
  EXPECT_EQ(differing_parts(published(), handed_out), Parts{"skeletons"});
}

TEST_F(ModuleEditionOf, APartThatOneSideDoesNotKnowIsNotCompared) {
  ModuleEdition one = published();
  one.erase("skeletons");
  EXPECT_EQ(differing_parts(one, published()), Parts{});
  EXPECT_EQ(differing_parts({}, published()), Parts{}) << "an old manifest says nothing";
}

TEST(ModuleEditionWords, SayWhatDiffers) {
  EXPECT_EQ(parts_in_words({"tests"}), "other tests");
  EXPECT_EQ(parts_in_words({"tests", "contract"}), "another contract, other tests");
}

}  // namespace
}  // namespace grader::testing
