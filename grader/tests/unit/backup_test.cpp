#include "backup.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "errors.hpp"
#include "safe_file.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

const fs::path add_path = "modules/01_sums/src/add.cpp";
const fs::path scale_path = "modules/01_sums/src/scale.cpp";

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

TEST(Backup, KeepsWhatItReplaces) {
  const TemporaryCourse toy;
  const BackupStore store(toy.path());
  write_text(toy.path() / add_path, std::string("mine\n\0with a zero", 17));
  const Backup backup = store.replace({{add_path, "new add"}, {scale_path, "new scale"}});
  EXPECT_EQ(text_of(toy.path() / add_path), "new add");
  EXPECT_EQ(text_of(toy.path() / scale_path), "new scale");
  ASSERT_EQ(backup.files.size(), 2U);
  EXPECT_EQ(store.read(backup, backup.files[0]), std::string("mine\n\0with a zero", 17));
  const auto list = store.list();
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].name, backup.name);
  EXPECT_EQ(list[0].files[0].path, add_path.generic_string());
  EXPECT_EQ(list[0].files[0].bytes, 17U);
  EXPECT_EQ(names_in(toy.path() / "modules/01_sums/src"), (std::vector<std::string>{"add.cpp", "scale.cpp"}));
}

TEST(Backup, ManyInOneSecondAreAllKept) {
  const TemporaryCourse toy;
  const BackupStore store(toy.path());
  constexpr int times = 12;
  for (int i = 0; i < times; ++i) store.replace({{add_path, "version " + std::to_string(i)}});
  const auto list = store.list();
  ASSERT_EQ(list.size(), static_cast<std::size_t>(times));
  for (int i = 0; i + 1 < times; ++i) {  // newest first: what stood before version 11 was version 10
    const Backup& backup = list[static_cast<std::size_t>(i)];
    EXPECT_EQ(store.read(backup, backup.files[0]), "version " + std::to_string(times - 2 - i)) << backup.name;
  }
}

TEST(Backup, AMissingFileIsMade) {
  const TemporaryCourse toy;
  fs::remove_all(toy.path() / "modules/01_sums/src");
  const BackupStore store(toy.path());
  const Backup backup = store.replace({{add_path, "new"}});
  EXPECT_EQ(text_of(toy.path() / add_path), "new");
  EXPECT_TRUE(backup.files.empty());
  EXPECT_TRUE(store.list().empty());
}

TEST(Backup, ALinkIsReplacedAndItsTargetStays) {
  const TemporaryCourse toy;
  const TemporaryFolder elsewhere;
  write_text(elsewhere.path() / "add.cpp", "precious");
  fs::remove(toy.path() / add_path);
  fs::create_symlink(elsewhere.path() / "add.cpp", toy.path() / add_path);
  const BackupStore store(toy.path());
  const Backup backup = store.replace({{add_path, "new"}});
  EXPECT_EQ(text_of(elsewhere.path() / "add.cpp"), "precious");
  EXPECT_FALSE(fs::is_symlink(toy.path() / add_path));
  EXPECT_EQ(text_of(toy.path() / add_path), "new");
  ASSERT_EQ(backup.files.size(), 1U);
  EXPECT_EQ(store.read(backup, backup.files[0]), "precious");
}

TEST(Backup, ALinkToNothingIsReplaced) {
  const TemporaryCourse toy;
  fs::remove(toy.path() / add_path);
  fs::create_symlink(toy.path() / "nowhere", toy.path() / add_path);
  EXPECT_TRUE(BackupStore(toy.path()).replace({{add_path, "new"}}).files.empty());
  EXPECT_EQ(text_of(toy.path() / add_path), "new");
  EXPECT_FALSE(fs::exists(toy.path() / "nowhere"));
}

TEST(Backup, AFolderThatIsALinkIsRefused) {
  const TemporaryCourse toy;
  const TemporaryFolder elsewhere;
  write_text(elsewhere.path() / "add.cpp", "precious");
  fs::remove_all(toy.path() / "modules/01_sums/src");
  fs::create_directory_symlink(elsewhere.path(), toy.path() / "modules/01_sums/src");
  try {
    BackupStore(toy.path()).replace({{add_path, "new"}});
    FAIL() << "expected an EnvironmentError";
  } catch (const EnvironmentError& error) {
    EXPECT_TRUE(contains(error.what(), "link")) << error.what();
  }
  EXPECT_EQ(text_of(elsewhere.path() / "add.cpp"), "precious");
  EXPECT_EQ(names_in(elsewhere.path()), (std::vector<std::string>{"add.cpp"}));
}

TEST(Backup, AFolderInTheFilesPlaceIsRefused) {
  const TemporaryCourse toy;
  fs::remove(toy.path() / add_path);
  fs::create_directories(toy.path() / add_path / "inside");
  EXPECT_THROW(BackupStore(toy.path()).replace({{scale_path, "new"}, {add_path, "new"}}), EnvironmentError);
  EXPECT_EQ(text_of(toy.path() / scale_path), skeleton_of("scale")) << "nothing was replaced";
}

TEST(Backup, AFullDiskLosesNothing) {
  const TemporaryCourse toy;
  const std::string mine(4000, 'm');
  write_text(toy.path() / add_path, mine);
  // A limit on the size of files stands for a disk without room: the backup cannot be written.
  const int status = in_child([&] {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 50;
    try {
      BackupStore(toy.path()).replace({{add_path, "new"}});
      return 1;
    } catch (const EnvironmentError& error) {
      return contains(error.what(), "Free some disk space") ? 0 : 2;
    }
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(text_of(toy.path() / add_path), mine);
  EXPECT_TRUE(BackupStore(toy.path()).list().empty()) << "half a backup is none";
}

TEST(Backup, AFullDiskForTheNewFileLosesNothing) {
  const TemporaryCourse toy;
  const int status = in_child([&] {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 50;
    try {
      BackupStore(toy.path()).replace({{add_path, std::string(4000, 'n')}});
      return 1;
    } catch (const EnvironmentError&) {
      return 0;
    }
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(text_of(toy.path() / add_path), skeleton_of("add"));
  EXPECT_EQ(names_in(toy.path() / "modules/01_sums/src"), (std::vector<std::string>{"add.cpp", "scale.cpp"}));
}

TEST(WriteFile, HandsOutWhatItPushedOutAndKeepsTheMode) {
  const TemporaryCourse toy;
  fs::permissions(toy.path() / add_path, fs::perms(0640));
  std::string displaced;
  write_file_atomically(toy.path(), add_path, "new", [&](const std::string& old) { displaced = old; });
  EXPECT_EQ(displaced, skeleton_of("add"));
  EXPECT_EQ(text_of(toy.path() / add_path), "new");
  EXPECT_EQ(fs::status(toy.path() / add_path).permissions(), fs::perms(0640));
}

TEST(WriteFile, PutsTheOldFileBackWhenItCannotBeKept) {
  const TemporaryCourse toy;
  const auto refuse = [](const std::string&) { throw EnvironmentError("no room"); };
  EXPECT_THROW(write_file_atomically(toy.path(), add_path, "new", refuse), EnvironmentError);
  EXPECT_EQ(text_of(toy.path() / add_path), skeleton_of("add"));
  EXPECT_EQ(names_in(toy.path() / "modules/01_sums/src"), (std::vector<std::string>{"add.cpp", "scale.cpp"}));
}

TEST(WriteFile, OnceLeavesWhatStandsThere) {
  const TemporaryFolder folder;
  EXPECT_TRUE(write_file_once(folder.path(), "below/kept", "first"));
  EXPECT_FALSE(write_file_once(folder.path(), "below/kept", "second"));
  EXPECT_EQ(text_of(folder.path() / "below/kept"), "first");
  EXPECT_EQ(names_in(folder.path() / "below"), std::vector<std::string>{"kept"});
}

TEST(WriteFile, NeverGoesUpFromTheCourse) {
  const TemporaryCourse toy;
  EXPECT_THROW(write_file_atomically(toy.path(), "../escaped.cpp", "new"), EnvironmentError);
  EXPECT_FALSE(fs::exists(toy.path().parent_path() / "escaped.cpp"));
}

}  // namespace
}  // namespace grader::testing
