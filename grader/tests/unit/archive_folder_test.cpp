// Archives and folders on disk, where links may stand.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "archive_maker.hpp"
#include "edition/archive.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(ArchiveFile, IsAFileAndNoLink) {
  const TemporaryFolder folder;
  const fs::path archive = folder.path() / "a.tar.gz";
  write_text(archive, pack(ArchiveKind::tar_gz, three_files, 0));
  EXPECT_EQ(read_archive(archive, all).files, three_files);
  fs::create_symlink(archive, folder.path() / "link.tar.gz");
  EXPECT_TRUE(contains(read_archive(folder.path() / "link.tar.gz", all).fault, "symbolic link"));
  ASSERT_EQ(mkfifo((folder.path() / "pipe.tar.gz").c_str(), 0600), 0);
  EXPECT_NE(read_archive(folder.path() / "pipe.tar.gz", all).fault, "");
  EXPECT_NE(read_archive(folder.path() / "none.tar.gz", all).fault, "");
  EXPECT_NE(read_archive("/dev/zero", all).fault, "");
  EXPECT_NE(read_archive(archive, all, {.packed_bytes = 10}).fault, "");
}

TEST(ArchiveFile, NamesAreKnownByTheirEnding) {
  EXPECT_TRUE(is_archive_name("alice.tar.gz"));
  EXPECT_TRUE(is_archive_name("ALICE.ZIP"));
  EXPECT_FALSE(is_archive_name("zip"));
  EXPECT_FALSE(is_archive_name(".zip"));
  EXPECT_FALSE(is_archive_name("softmax.cpp"));
  EXPECT_EQ(without_archive_ending("alice.tar.gz"), "alice");
  EXPECT_EQ(without_archive_ending("alice.v2.tar"), "alice.v2");
  EXPECT_EQ(without_archive_ending("alice"), "alice");
}

TEST(Folder, IsReadWithoutFollowingLinks) {
  const TemporaryFolder secret;
  write_text(secret.path() / "bad.cpp", "secret");
  const TemporaryFolder folder;
  const fs::path& root = folder.path();
  write_text(root / "a/good.cpp", "good");
  write_text(root / "a/large.cpp", std::string(limit + 1, 'x'));
  write_text(root / ".git/hidden.cpp", "x");
  fs::create_symlink(secret.path(), root / "linked");
  fs::create_symlink(secret.path() / "bad.cpp", root / "bad.cpp");
  fs::create_hard_link(secret.path() / "bad.cpp", root / "hard.cpp");
  ASSERT_EQ(mkfifo((root / "pipe.cpp").c_str(), 0600), 0);
  const TakenFiles taken = read_folder(root, all);
  EXPECT_EQ(taken.files, (FileContents{{"a/good.cpp", "good"}})) << words(taken);
  for (const char* reason :
       {"linked was not taken: it is a symbolic link", "bad.cpp was not taken: it is a symbolic link",
        "hard.cpp was not taken: it is a hard link", "pipe.cpp was not taken: it is a pipe",
        "a/large.cpp was not taken: it is larger"}) {
    EXPECT_TRUE(contains(words(taken), reason)) << reason << "\n" << words(taken);
  }
  EXPECT_EQ(taken.findings.size(), 5U);
  fs::create_symlink(root, secret.path() / "way");
  EXPECT_NE(read_folder(secret.path() / "way", all).fault, "");
}

TEST(Folder, IsBounded) {
  const TemporaryFolder folder;
  for (int i = 0; i < 30; ++i) write_text(folder.path() / (std::to_string(i) + ".cpp"), std::string(100, 'x'));
  EXPECT_EQ(read_folder(folder.path(), all).files.size(), 30U);
  EXPECT_NE(read_folder(folder.path(), all, {.entries = 29}).fault, "");
  EXPECT_NE(read_folder(folder.path(), all, {.unpacked_bytes = 2999}).fault, "");
}

}  // namespace
}  // namespace grader::testing
