// The zip for Gradescope holds the scripts at its top and the whole course below.
#include "edition/gradescope_zip.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <memory>

#include "commands/publish.hpp"
#include "edition/archive.hpp"
#include "errors.hpp"
#include "process.hpp"
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

TEST_F(GradescopeZip, WhatTheServiceStartsMayBeStarted) {
  const fs::path file = course.path() / "autograder.zip";
  write_gradescope_zip(course.path(), {&course.sums()}, file);
  const std::unique_ptr<archive, decltype(&archive_read_free)> zip(archive_read_new(), &archive_read_free);
  archive_read_support_format_zip(zip.get());
  ASSERT_EQ(archive_read_open_filename(zip.get(), file.c_str(), 10240), ARCHIVE_OK);
  std::size_t programs = 0;
  for (archive_entry* entry = nullptr; archive_read_next_header(zip.get(), &entry) == ARCHIVE_OK;) {
    const std::string name = archive_entry_pathname(entry);
    const bool program = name == "setup.sh" || name == "run_autograder";
    EXPECT_EQ(archive_entry_perm(entry), program ? 0755U : 0644U) << name;
    programs += program ? 1 : 0;
  }
  EXPECT_EQ(programs, 2U);
}

TEST_F(GradescopeZip, WithoutANameTheCommandSaysWhatIsMissing) {
  for (const bool gradescope : {true, false}) {
    PublishOptions options;
    options.gradescope = gradescope;
    try {
      run_publish(course.course, options);
      FAIL() << "expected a UsageError";
    } catch (const UsageError& error) {
      EXPECT_TRUE(contains(error.what(), gradescope ? "`grader publish --gradescope autograder.zip`"
                                                    : "`grader publish ../course-2026`"))
          << error.what();
    }
  }
}

TEST_F(GradescopeZip, NeedsReferencesAndAFolder) {
  EXPECT_THROW(write_gradescope_zip(course.path(), {&course.sums()}, course.path() / "none" / "a.zip"), UsageError);
  course.course.modules[0].has_reference = false;
  EXPECT_THROW(gradescope_files(course.path(), {&course.sums()}), UsageError);
}

/// /autograder as the service makes it, with a grader that only tells how it was called.
class RunAutograder : public ::testing::Test {
 protected:
  void SetUp() override {
    write_text(root() / "source/course/bin/grader",
               "#!/bin/sh\necho \"$*\" >>\"$AUTOGRADER_ROOT/calls\"\n"
               "case $2 in\n"
               "  grade) cat \"$3/work.cpp\" >>\"$AUTOGRADER_ROOT/calls\"; exit \"$GRADE_STATUS\" ;;\n"
               "  *) while [ \"$1\" != --to ]; do shift; done; echo results >\"$2\" ;;\n"
               "esac\n");
    // In place of jq, which only the autograder's image needs: the query is checked as text.
    write_text(root() / "bin/jq",
               "#!/bin/sh\n[ \"$2\" = '.users[0].email // .users[0].id // \"student\"' ] || exit 5\n"
               "cat \"$3\"\n");
    for (const char* program : {"source/course/bin/grader", "bin/jq"}) {
      fs::permissions(root() / program, fs::perms::owner_all);
    }
    write_text(root() / "submission/work.cpp", "the work\n");
    write_text(root() / "submission_metadata.json", "ada/../../b;c@example.org\n");
  }
  fs::path root() const { return folder_.path(); }
  ProcessResult run(const std::string& grade_status) const {
    ProcessSpec spec;
    spec.command = {"bash", GRADER_SCHEMA_DIR "/../edition/gradescope/run_autograder"};
    spec.environment = {{"AUTOGRADER_ROOT", root().string()},
                        {"GRADE_STATUS", grade_status},
                        {"PATH", (root() / "bin").string() + ":/usr/bin:/bin"}};
    return run_process(spec);
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(RunAutograder, GradesASubmissionUnderAPlainNameAndExportsIt) {
  for (const char* status : {"0", "1"}) {
    const ProcessResult result = run(status);
    EXPECT_TRUE(result.ok()) << result.output;
    EXPECT_EQ(text_of(root() / "results/results.json"), "results\n");
    const std::string calls = text_of(root() / "calls");
    EXPECT_TRUE(contains(calls, "/ada_.._.._b_c@example.org --into ")) << calls;
    EXPECT_TRUE(contains(calls, "the work")) << calls;
    EXPECT_TRUE(contains(calls, "gradebook export gradescope --into ")) << calls;
    EXPECT_TRUE(contains(calls, "--student ada_.._.._b_c@example.org --to ")) << calls;
    fs::remove(root() / "results/results.json");
  }
}

TEST_F(RunAutograder, AFaultOfTheGraderIsNoResult) {
  const ProcessResult result = run("3");
  EXPECT_EQ(result.exit_status, 3) << result.output;
  EXPECT_FALSE(fs::exists(root() / "results/results.json"));
}

}  // namespace
}  // namespace grader::testing
