// The zip for Gradescope holds the scripts at its top and the whole course below.
#include "edition/gradescope_zip.hpp"

#include <gtest/gtest.h>

#include "edition/archive.hpp"
#include "errors.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

class GradescopeZip : public ::testing::Test {
 protected:
  void SetUp() override {
    const fs::path root = course.path();
    write_text(root / "grader/edition/gradescope/setup.sh", "setup");
    write_text(root / "grader/edition/gradescope/run_autograder", "run");
    write_text(root / "modules/course.cmake",
               "course_module(01_sums TASKS add:10 scale:5)\ncourse_module(02_means NEEDS 01_sums TASKS mean:10)\n");
    write_text(root / "CMakeLists.txt", "build");
    write_text(root / "solutions/01_sums/src/add.cpp", "reference");
    write_text(root / "solutions/01_sums/tests/add_test.cpp", "hidden");
    write_text(root / "solutions/01_sums/mistakes/add.no.mistake", "mistake");
    write_text(root / "solutions/02_means/src/mean.cpp", "later");
    write_text(root / "HACKING.md", "not needed");
  }
  TemporaryCourse course;
};

TEST_F(GradescopeZip, HoldsScriptsCourseSolutionsAndHiddenTests) {
  const fs::path file = course.path() / "autograder.zip";
  const std::size_t count = write_gradescope_zip(course.path(), {&course.sums()}, file);
  const TakenFiles taken = read_archive(file, [](const std::string&) { return std::uint64_t{1} << 20U; });
  EXPECT_EQ(taken.fault, "");
  EXPECT_EQ(taken.files.size(), count);
  EXPECT_EQ(taken.files.at("setup.sh"), "setup");
  EXPECT_EQ(taken.files.at("run_autograder"), "run");
  EXPECT_EQ(taken.files.at("course/CMakeLists.txt"), "build");
  EXPECT_EQ(taken.files.at("course/modules/course.cmake"), "course_module(01_sums TASKS add:10 scale:5)\n");
  EXPECT_EQ(taken.files.at("course/solutions/01_sums/src/add.cpp"), "reference");
  EXPECT_EQ(taken.files.at("course/solutions/01_sums/tests/add_test.cpp"), "hidden");
  EXPECT_TRUE(taken.files.contains("course/solutions/01_sums/mistakes/add.no.mistake"));
  EXPECT_TRUE(taken.files.contains("course/modules/01_sums/src/scale.cpp"));
  EXPECT_FALSE(taken.files.contains("course/solutions/02_means/src/mean.cpp")) << "not chosen";
  EXPECT_FALSE(taken.files.contains("course/HACKING.md"));
}

TEST_F(GradescopeZip, NeedsReferencesAndAFolder) {
  EXPECT_THROW(write_gradescope_zip(course.path(), {&course.sums()}, course.path() / "none" / "a.zip"), UsageError);
  course.course.modules[0].has_reference = false;
  EXPECT_THROW(gradescope_files(course.path(), {&course.sums()}), UsageError);
}

}  // namespace
}  // namespace grader::testing
