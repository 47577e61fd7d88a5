#include "edition/submission.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "archive_maker.hpp"
#include "edition/manifest.hpp"
#include "edition/sha256.hpp"
#include "errors.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

const std::string add = "modules/01_sums/src/add.cpp";
const std::string scale = "modules/01_sums/src/scale.cpp";
const std::string mean = "modules/02_means/src/mean.cpp";
const FileContents sums = {{add, "a"}, {scale, "s"}};

Manifest manifest_of(const FileContents& files, const std::string& student = "alice") {
  Manifest manifest{student, "Test", sha256(""), "2026-03-01T17:59:00Z", {{"01_sums", {}, {1, 15, ""}}}};
  for (const auto& [path, content] : files)
    manifest.modules[0].files.push_back({path, sha256(content), content.size()});
  return manifest;
}

/// The two-module course and a folder for submissions.
class Submissions : public ::testing::Test {
 protected:
  Submission read(const std::string& name) const { return read_submission(toy_.course, box_.path() / name); }
  Submission read_tar(const FileContents& files, const std::string& name = "bob.tar.gz") const {
    put(name, pack(ArchiveKind::tar_gz, files, 0));
    return read(name);
  }
  void put(const std::string& name, const std::string& content) const { write_text(box_.path() / name, content); }

  TemporaryCourse toy_;
  TemporaryFolder box_;
};

std::string words(const Submission& submission) {
  std::string text = submission.fault + "\n";
  for (const Flag& finding : submission.findings) text += finding.message + "\n";
  return text;
}

TEST_F(Submissions, OfAManifestAndItsFilesAreTakenWhole) {
  FileContents files = sums;
  files[manifest_name] = manifest_to_json(manifest_of(sums));
  const Submission submission = read_tar(files);
  EXPECT_EQ(submission.files, sums);
  EXPECT_EQ(words(submission), "\n");
  EXPECT_EQ(submission.student, "alice");
  EXPECT_EQ(submission.name, "bob.tar.gz");
  EXPECT_EQ(submission.submitted, "2026-03-01T17:59:00Z");
  EXPECT_EQ(submission.digest, sha256(sha256("a") + "  " + add + "\n" + sha256("s") + "  " + scale + "\n"));
}

TEST_F(Submissions, WithoutAManifestHaveTheirNameAndTime) {
  put("bob smith!.tar.gz", pack(ArchiveKind::tar_gz, sums, 0));
  const fs::path path = box_.path() / "bob smith!.tar.gz";
  const struct timespec times[2] = {{1'700'000'000, 0}, {1'700'000'000, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
  const Submission submission = read_submission(toy_.course, path);
  EXPECT_EQ(submission.student, "bob_smith_");
  EXPECT_EQ(submission.submitted, "2023-11-14T22:13:20Z");
  EXPECT_EQ(submission.arrived, submission.submitted);
  EXPECT_EQ(read_tar(sums, "..tar.gz").student, "unnamed");
  EXPECT_EQ(read_tar(sums, "-rf.tar.gz").student, "rf");
}

TEST_F(Submissions, StudentsAreNamedByPlainWords) {
  for (const std::string bad : {"", "..", "../../etc", "a b", "-x", "a/b", "=1+1"}) {
    FileContents files = sums;
    files[manifest_name] = manifest_to_json(manifest_of(sums, bad));
    const Submission submission = read_tar(files);
    EXPECT_EQ(submission.student, "bob") << bad;
    EXPECT_TRUE(contains(words(submission), "plain word")) << words(submission);
  }
}

TEST_F(Submissions, OnlyDeclaredFilesAreTaken) {
  FileContents files = sums;
  for (const char* other : {"CMakeLists.txt", "modules/01_sums/CMakeLists.txt", "modules/01_sums/tests/add_test.cpp",
                            "modules/01_sums/include/gu/sums.hpp", "modules/01_sums/src/more.cpp",
                            "modules/01_sums/src/add.hpp", "modules/02_means/src/add.cpp", "src/add.cpp.orig",
                            "modules/01_sums/src/ADD.cpp", "solutions/01_sums/src/mean.cpp"}) {
    files[other] = "x";
  }
  EXPECT_EQ(read_tar(files).files, sums);
}

TEST_F(Submissions, AFolderAroundEverythingDoesNoHarm) {
  for (const std::string prefix : {"submission/", "my-work-main/", "home/bob/modules/groundup/"}) {
    FileContents files;
    for (const auto& [path, content] : sums) files[prefix + path] = content;
    files[prefix + manifest_name] = manifest_to_json(manifest_of(sums));
    const Submission submission = read_tar(files);
    EXPECT_EQ(submission.files, sums) << prefix;
    EXPECT_EQ(submission.student, "alice") << prefix;
    EXPECT_EQ(words(submission), "\n");
  }
  EXPECT_TRUE(read_tar({{"my" + add, "x"}}).files.empty()) << "mymodules/ is not modules/";
}

TEST_F(Submissions, TheGradersOwnBackupsAreNoSecondCopy) {
  FileContents files = sums;
  files[".grader/skeletons/" + add] = "old";
  files["work/.grader/backups/2026/" + add] = "older";
  const Submission submission = read_tar(files);
  EXPECT_EQ(submission.files, sums);
  EXPECT_EQ(words(submission), "\n");
}

TEST_F(Submissions, OfTwoCopiesTheOuterCounts) {
  FileContents files = sums;
  files["old/" + add] = "other";
  const Submission outer = read_tar(files);
  EXPECT_EQ(outer.files, sums);
  EXPECT_TRUE(contains(words(outer), "The first was taken")) << words(outer);
  const Submission equal = read_tar({{"one/" + add, "1"}, {"two/" + add, "2"}, {scale, "s"}});
  EXPECT_EQ(equal.files, (FileContents{{scale, "s"}}));
  EXPECT_TRUE(contains(words(equal), "None was taken")) << words(equal);
}

TEST_F(Submissions, FileNamesAloneAreEnough) {
  const Submission flat = read_tar({{"add.cpp", "a"}, {"scale.cpp", "s"}, {"notes.txt", "x"}});
  EXPECT_EQ(flat.files, sums);
  EXPECT_EQ(read_tar({{"upload/add.cpp", "a"}, {"upload/scale.cpp", "s"}}).files, sums);
  EXPECT_TRUE(read_tar({{"far/away/add.cpp", "a"}}).files.empty());
  const Submission mixed = read_tar({{add, "a"}, {scale, "s"}, {"add.cpp", "b"}, {"mean.cpp", "m"}});
  EXPECT_EQ(mixed.files, sums) << "where there is modules/, names alone do not count";
  EXPECT_TRUE(contains(words(mixed), "outside modules/"));
}

TEST_F(Submissions, ANameOfTwoTasksIsNotGuessed) {
  TemporaryCourse other;
  other.course.modules[1].tasks.push_back({"2.2", "add", 5});
  put("bob.tar.gz", pack(ArchiveKind::tar_gz, {{"add.cpp", "a"}, {"scale.cpp", "s"}}, 0));
  EXPECT_EQ(read_submission(other.course, box_.path() / "bob.tar.gz").files, (FileContents{{scale, "s"}}));
}

TEST_F(Submissions, WhatTheWorkWasDoneWithIsTakenFromTheManifest) {
  FileContents files = sums;
  Manifest manifest = manifest_of(sums);
  files[manifest_name] = manifest_to_json(manifest);
  EXPECT_TRUE(read_tar(files).editions.empty()) << "an older grader wrote nothing of it";
  manifest.modules[0].edition = {{"tests", sha256("tests")}};
  files[manifest_name] = manifest_to_json(manifest);
  EXPECT_EQ(read_tar(files).editions, (std::map<std::string, ModuleEdition>{{"01_sums", manifest.modules[0].edition}}));
}

TEST_F(Submissions, AManifestIsNotBelieved) {
  FileContents files = {{add, "changed"}, {scale, "s"}};
  files[manifest_name] = manifest_to_json(manifest_of(sums));
  const Submission changed = read_tar(files);
  EXPECT_EQ(changed.files.at(add), "changed");
  EXPECT_TRUE(contains(words(changed), "changed afterwards")) << words(changed);
  files[manifest_name] = "{";
  const Submission broken = read_tar(files);
  EXPECT_EQ(broken.files.size(), 2U) << "the work counts, whatever the manifest";
  EXPECT_EQ(broken.student, "bob");
  EXPECT_TRUE(contains(words(broken), "cannot be read"));
}

TEST_F(Submissions, ThatCannotBeReadHaveAFaultInWords) {
  const std::string good = pack(ArchiveKind::tar_gz, sums, 0);
  put("empty.tar.gz", "");
  put("cut.tar.gz", good.substr(0, good.size() / 2));
  put("cut.zip", pack(ArchiveKind::zip, sums, 0).substr(0, 100));
  put("text.zip", "hello");
  put("nothing.tar.gz", pack(ArchiveKind::tar_gz, {{"essay.txt", "x"}}, 0));
  put("bomb.tar.gz", ArchiveMaker(ArchiveMaker::tar_gz).add(add, "a").zeros("z", std::size_t{100} << 20U).bytes());
  fs::create_directory(box_.path() / "folder");
  fs::create_symlink("/etc", box_.path() / "link");
  for (const char* name : {"empty.tar.gz", "cut.tar.gz", "cut.zip", "text.zip", "nothing.tar.gz", "bomb.tar.gz",
                           "folder", "link", "link/", "none.zip"}) {
    const Submission submission = read(name);
    EXPECT_TRUE(contains(submission.fault, "grader submit")) << name << ": " << submission.fault;
    EXPECT_TRUE(submission.files.empty()) << name;
    EXPECT_TRUE(submission.fault.starts_with(fs::path(name).has_filename() ? name : "link")) << submission.fault;
  }
}

TEST_F(Submissions, FoldersAreReadLikeArchives) {
  write_text(box_.path() / "carol" / "work" / add, "a");
  write_text(box_.path() / "carol" / "work" / scale, "s");
  fs::create_symlink("/etc/passwd", box_.path() / "carol" / "work" / "modules" / "01_sums" / "src" / "x.cpp");
  const Submission submission = read("carol/");
  EXPECT_EQ(submission.files, sums) << words(submission);
  EXPECT_EQ(submission.student, "carol");
  EXPECT_EQ(submission.findings.size(), 1U);
  put("carol.tar.gz", pack(ArchiveKind::tar_gz, sums, 0));
  EXPECT_EQ(submission.digest, read("carol.tar.gz").digest) << "the same work, however it came";
}

TEST_F(Submissions, AFolderOfAClassIsExpanded) {
  put("b.zip", "broken");
  put("a.tar.gz", "broken");
  put("grades.csv", "x");
  put(".hidden.zip", "x");
  write_text(box_.path() / "c" / add, "x");
  fs::create_directory(box_.path() / "d");
  fs::create_symlink(box_.path() / "c", box_.path() / "e");
  const fs::path root = fs::canonical(box_.path());
  EXPECT_EQ(find_submissions({box_.path().string()}),
            (std::vector<fs::path>{root / "a.tar.gz", root / "b.zip", root / "c", root / "d", root / "e"}))
      << "the empty one and the link too: each gets its fault";
  EXPECT_EQ(find_submissions({(box_.path() / "c").string(), (box_.path() / "b.zip").string()}),
            (std::vector<fs::path>{root / "c", root / "b.zip"}));
  EXPECT_EQ(find_submissions({(box_.path() / "d").string()}), (std::vector<fs::path>{root / "d"}));
  EXPECT_THROW(find_submissions({(box_.path() / "none").string()}), UsageError);
  EXPECT_THROW(find_submissions({"/dev/null"}), UsageError);
}

}  // namespace
}  // namespace grader::testing
