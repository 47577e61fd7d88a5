#include "edition/archive.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <map>

#include "archive_maker.hpp"
#include "edition/entry_name.hpp"
#include "edition/sha256.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

constexpr std::uint64_t limit = 1000;

/// Everything is wanted, up to 1000 bytes.
std::uint64_t all(const std::string&) {
  return limit;
}
/// Only what is called *.cpp.
std::uint64_t sources(const std::string& path) {
  return path.ends_with(".cpp") ? limit : 0;
}

std::string words(const TakenFiles& taken) {
  std::string text = taken.fault + "\n";
  for (const Finding& finding : taken.findings) text += finding.message + "\n";
  return text;
}

/// That the archive gave only good.cpp, and said so of what else was in it.
void expect_refused(const TakenFiles& taken, const std::string& reason) {
  EXPECT_EQ(taken.files, (FileContents{{"good.cpp", "good"}})) << words(taken);
  EXPECT_EQ(taken.fault, "");
  EXPECT_EQ(taken.findings.size(), 1U) << words(taken);
  EXPECT_TRUE(contains(words(taken), reason)) << words(taken);
}

const FileContents three = {{"b/two.cpp", "two"}, {"a.cpp", std::string(900, 'x')}, {"b/one.txt", ""}};

TEST(Sha256, IsTheOneOfTheStandard) {
  // FIPS 180-2, appendix B.1, and the empty message.
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const TemporaryFolder folder;
  write_text(folder.path() / "file", std::string(200000, 'a'));
  EXPECT_EQ(sha256_of_file(folder.path() / "file"), sha256(std::string(200000, 'a')));
  EXPECT_THROW(sha256_of_file(folder.path() / "none"), std::runtime_error);
  // printf '%s  a\n' $(printf abc | sha256sum | cut -d' ' -f1) | sha256sum
  EXPECT_EQ(sha256_of_list({{"a", sha256("abc")}}), sha256(sha256("abc") + "  a\n"));
}

TEST(EntryName, IsNormalOrRefused) {
  EXPECT_EQ(checked_name("./a//b/./c/").path, "a/b/c");
  EXPECT_EQ(checked_name("./").path, "");
  EXPECT_EQ(checked_name("./").refusal, "");
  EXPECT_EQ(checked_name("caf\xc3\xa9/..x/x..").path, "caf\xc3\xa9/..x/x..");
  for (const std::string bad : {"/a", "..", "a/../b", "a/..", "a\\b", "..\\b", "C:/a", "a\nb", "a\x7f", "a\xff",
                                "a\xc0\xaf", "a\xed\xa0\x80", "a\xf4\x90\x80\x80", "a\xc3", ""}) {
    EXPECT_NE(checked_name(bad).refusal, "") << printable(bad);
    EXPECT_EQ(checked_name(bad).path, "") << printable(bad);
  }
  EXPECT_NE(checked_name(std::string("a\0b", 3)).refusal, "");
  EXPECT_EQ(checked_name(std::string(longest_name, 'a')).refusal, "");
  EXPECT_NE(checked_name(std::string(longest_name + 1, 'a')).refusal, "");
}

TEST(Archive, ComesBackAsItWasPacked) {
  for (const ArchiveKind kind : {ArchiveKind::tar_gz, ArchiveKind::zip}) {
    const TakenFiles taken = unpack(pack(kind, three, 1'700'000'000), all);
    EXPECT_EQ(taken.files, three) << words(taken);
    EXPECT_EQ(words(taken), "\n");
    EXPECT_EQ(taken.entries, 3U);
  }
}

TEST(Archive, OfTheSameFilesHasTheSameBytes) {
  for (const ArchiveKind kind : {ArchiveKind::tar_gz, ArchiveKind::zip}) {
    const std::string first = pack(kind, three, 1'700'000'000);
    // A second later by the machine's clock: gzip would have noted it.
    sleep(1);
    EXPECT_EQ(first, pack(kind, three, 1'700'000'000));
    EXPECT_NE(first, pack(kind, three, 1'700'000'100)) << "the given time is in it";
  }
}

TEST(Archive, IsReadInEveryForm) {
  const std::map<std::string, ArchiveMaker::Setup> forms = {
      {"tar", ArchiveMaker::tar},
      {"ustar", [](archive* handle) { archive_write_set_format_ustar(handle); }},
      {"gnutar", [](archive* handle) { archive_write_set_format_gnutar(handle); }},
      {"tar.gz", ArchiveMaker::tar_gz},
      {"tar.xz", [](archive* handle) { ArchiveMaker::tar(handle), archive_write_add_filter_xz(handle); }},
      {"tar.zst", [](archive* handle) { ArchiveMaker::tar(handle), archive_write_add_filter_zstd(handle); }},
      {"tar.bz2", [](archive* handle) { ArchiveMaker::tar(handle), archive_write_add_filter_bzip2(handle); }},
      {"zip", ArchiveMaker::zip}};
  for (const auto& [name, form] : forms) {
    const TakenFiles taken =
        unpack(ArchiveMaker(form).folder("w").add("w/good.cpp", "good").add("w/x").bytes(), sources);
    EXPECT_EQ(taken.files, (FileContents{{"w/good.cpp", "good"}})) << name << words(taken);
    EXPECT_EQ(words(taken), "\n") << name;
    EXPECT_EQ(taken.skipped, 1U) << name;
  }
}

TEST(Archive, OfAnotherFormIsAFault) {
  const auto cpio = [](archive* handle) { archive_write_set_format_cpio(handle); };
  const auto seven = [](archive* handle) { archive_write_set_format_7zip(handle); };
  const auto lrzip = [](archive* handle) { ArchiveMaker::tar(handle), archive_write_add_filter_compress(handle); };
  for (const ArchiveMaker::Setup& form :
       {ArchiveMaker::Setup(cpio), ArchiveMaker::Setup(seven), ArchiveMaker::Setup(lrzip)}) {
    const TakenFiles taken = unpack(ArchiveMaker(form).add("good.cpp", "good").bytes(), all);
    EXPECT_TRUE(taken.files.empty());
    EXPECT_NE(taken.fault, "");
  }
  EXPECT_TRUE(contains(unpack("", all).fault, "empty"));
  EXPECT_NE(unpack("#!/bin/sh\necho this is no archive\n", all).fault, "");
}

TEST(Archive, LinksDevicesAndPipesAreRefused) {
  for (const unsigned int type : {AE_IFLNK, AE_IFCHR, AE_IFBLK, AE_IFIFO}) {
    const std::map<unsigned int, std::string> names = {
        {AE_IFLNK, "symbolic link"}, {AE_IFCHR, "device"}, {AE_IFBLK, "device"}, {AE_IFIFO, "pipe"}};
    expect_refused(unpack(ArchiveMaker().kind("bad.cpp", type).add("good.cpp", "good").bytes(), all), names.at(type));
  }
  expect_refused(unpack(ArchiveMaker(ArchiveMaker::zip).kind("bad.cpp", AE_IFLNK).add("good.cpp", "good").bytes(), all),
                 "symbolic link");
  expect_refused(unpack(ArchiveMaker().add("good.cpp", "good").hard_link("bad.cpp", "/etc/passwd").bytes(), all),
                 "hard link");
}

TEST(Archive, ALinkIsNotAFolder) {
  // The classic: a link to elsewhere, then a file "in" it.
  const TakenFiles taken =
      unpack(ArchiveMaker().kind("src", AE_IFLNK).add("src/bad.cpp", "x").add("good.cpp", "good").bytes(), all);
  EXPECT_EQ(taken.files, (FileContents{{"good.cpp", "good"}}));
  EXPECT_TRUE(contains(words(taken), "src is not a folder")) << words(taken);
}

TEST(Archive, NamesThatLeadElsewhereAreRefused) {
  const std::map<std::string, std::string> names = {{"/etc/bad.cpp", "absolute"}, {"../bad.cpp", "'..'"},
                                                    {"a/../../bad.cpp", "'..'"},  {"a\\bad.cpp", "backslash"},
                                                    {"a\tbad.cpp", "control"},    {"bad\xff.cpp", "UTF-8"}};
  for (const auto& [name, reason] : names) {
    const auto ustar = [](archive* handle) { archive_write_set_format_ustar(handle); };
    const std::string tar = ArchiveMaker(ustar).add(name, "x").add("good.cpp", "good").bytes();
    ASSERT_TRUE(contains(tar, name)) << "the archive does not hold the name as it was meant: " << printable(name);
    expect_refused(unpack(tar, all), reason);
  }
}

TEST(Archive, DuplicatesThatDifferAreBothRefused) {
  expect_refused(
      unpack(
          ArchiveMaker().add("bad.cpp", "1").add("./bad.cpp", "2").add("bad.cpp", "1").add("good.cpp", "good").bytes(),
          all),
      "twice");
  const TakenFiles same = unpack(ArchiveMaker().add("a.cpp", "1").add("a.cpp", "1").bytes(), all);
  EXPECT_EQ(same.files, (FileContents{{"a.cpp", "1"}}));
  EXPECT_EQ(words(same), "\n");
}

TEST(Archive, AFileWhereAFolderWasIsRefused) {
  expect_refused(unpack(ArchiveMaker().folder("a").add("a", "x").add("good.cpp", "good").bytes(), all), "a folder");
  const TakenFiles below = unpack(ArchiveMaker().add("a", "x").add("a/b.cpp", "y").bytes(), all);
  EXPECT_EQ(below.files, (FileContents{{"a", "x"}})) << words(below);
  const TakenFiles above = unpack(ArchiveMaker().add("a/b.cpp", "y").add("a", "x").bytes(), all);
  EXPECT_EQ(above.files, (FileContents{{"a/b.cpp", "y"}})) << words(above);
}

TEST(Archive, AFileThatIsTooLargeIsRefused) {
  expect_refused(
      unpack(ArchiveMaker().add("bad.cpp", std::string(limit + 1, 'x')).add("good.cpp", "good").bytes(), all),
      "larger than 1000");
  const std::string most(limit, 'x');
  EXPECT_EQ(unpack(ArchiveMaker().add("a.cpp", most).bytes(), all).files.at("a.cpp"), most);
}

TEST(Archive, ASparseFileIsRefused) {
  const auto holes = [](archive_entry* entry) {
    archive_entry_set_size(entry, std::int64_t{1} << 40U);
    archive_entry_sparse_add_entry(entry, 0, 4);
  };
  const std::string sparse = ArchiveMaker().add("good.cpp", "good").add("bad.cpp", "data", holes).bytes();
  ASSERT_LT(sparse.size(), 100000U);
  const TakenFiles taken = unpack(sparse, all);
  EXPECT_FALSE(taken.files.contains("bad.cpp"));
  EXPECT_TRUE(contains(taken.fault, "MiB")) << "it says of itself that it is a terabyte: " << words(taken);
}

TEST(Archive, AnArchiveInsideIsNotUnpacked) {
  const std::string inner = ArchiveMaker(ArchiveMaker::tar_gz).add("bad.cpp", "x").bytes();
  expect_refused(
      unpack(ArchiveMaker(ArchiveMaker::zip).add("work.tar.gz", inner).add("good.cpp", "good").bytes(), sources),
      "archive inside");
  // gzip in gzip is one too.
  const std::string twice = ArchiveMaker([](archive* handle) {
                              ArchiveMaker::tar_gz(handle);
                              archive_write_add_filter_gzip(handle);
                            })
                                .add("good.cpp", "good")
                                .bytes();
  const TakenFiles taken = unpack(twice, all);
  EXPECT_TRUE(taken.files.empty());
  EXPECT_NE(taken.fault, "");
}

TEST(Archive, ABombIsLeftPacked) {
  constexpr std::size_t size = std::size_t{200} << 20U;
  for (const ArchiveMaker::Setup& form :
       {ArchiveMaker::Setup(ArchiveMaker::tar_gz), ArchiveMaker::Setup(ArchiveMaker::zip)}) {
    const std::string bomb = ArchiveMaker(form).add("good.cpp", "good").zeros("zeros", size).bytes();
    ASSERT_LT(bomb.size(), std::size_t{1} << 20U);
    const TakenFiles taken = unpack(bomb, sources);
    EXPECT_TRUE(contains(taken.fault, "64 MiB") || contains(taken.fault, "100 times")) << words(taken);
    EXPECT_TRUE(taken.files.empty());
  }
}

TEST(Archive, ManySmallBombsAreOneBomb) {
  ArchiveMaker maker(ArchiveMaker::tar_gz);
  for (int i = 0; i < 100; ++i) maker.zeros("zeros" + std::to_string(i), std::size_t{1} << 20U);
  const TakenFiles taken = unpack(maker.bytes(), sources);
  EXPECT_TRUE(contains(taken.fault, "100 times")) << words(taken);
  EXPECT_LT(taken.entries, 20U) << "stopped where the bound was passed";
}

TEST(Archive, TheSumOfAllFilesIsBounded) {
  const ArchiveBounds bounds = {.unpacked_bytes = 2500};
  ArchiveMaker maker;
  for (int i = 0; i < 4; ++i) maker.add(std::to_string(i) + ".cpp", std::string(700, 'x'));
  EXPECT_NE(unpack(maker.bytes(), all, bounds).fault, "");
  EXPECT_EQ(unpack(maker.bytes(), all, {.unpacked_bytes = 2800}).fault, "");
  EXPECT_NE(unpack(maker.bytes(), all, {.packed_bytes = 1000}).fault, "");
}

TEST(Archive, AHundredThousandEntriesAreNotRead) {
  for (const ArchiveMaker::Setup& form :
       {ArchiveMaker::Setup(ArchiveMaker::tar_gz), ArchiveMaker::Setup(ArchiveMaker::zip)}) {
    ArchiveMaker maker(form);
    maker.add("good.cpp", "good");
    for (int i = 0; i < 100'000; ++i) maker.add("f" + std::to_string(i));
    const TakenFiles taken = unpack(maker.bytes(), sources);
    EXPECT_NE(taken.fault, "");
    EXPECT_TRUE(taken.files.empty());
    EXPECT_LE(taken.entries, 10'001U);
  }
}

TEST(Archive, ManyRefusalsMakeAShortReport) {
  ArchiveMaker maker;
  for (int i = 0; i < 5000; ++i) maker.kind("link" + std::to_string(i), AE_IFLNK);
  const TakenFiles taken = unpack(maker.add("good.cpp", "good").bytes(), sources);
  EXPECT_EQ(taken.files.size(), 1U);
  ASSERT_EQ(taken.findings.size(), 41U);
  EXPECT_TRUE(contains(taken.findings.back().message, "4960 more")) << taken.findings.back().message;
}

TEST(Archive, FoldersAreNotNestedForEver) {
  std::string path;
  for (int i = 0; i < 40; ++i) path += "a/";
  EXPECT_TRUE(contains(unpack(ArchiveMaker().add(path + "b.cpp", "x").bytes(), all).fault, "deep"));
}

TEST(Archive, CutOffAnywhereNeverCrashesNorGivesHalfAFile) {
  std::string noise(900, '\0');  // does not shrink, so that cuts fall into it
  for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = static_cast<char>(i * i * 31 + i / 7);
  for (const ArchiveMaker::Setup& form :
       {ArchiveMaker::Setup(ArchiveMaker::tar), ArchiveMaker::Setup(ArchiveMaker::tar_gz),
        ArchiveMaker::Setup(ArchiveMaker::zip)}) {
    const std::string whole = ArchiveMaker(form).add("a.cpp", noise).add("b.cpp", noise).bytes();
    for (std::size_t length = 0; length < whole.size(); length += 13) {
      const TakenFiles taken = unpack(whole.substr(0, length), all);
      for (const auto& [path, content] : taken.files) ASSERT_EQ(content, noise) << path << " cut at " << length;
    }
  }
  const std::string zip = ArchiveMaker(ArchiveMaker::zip).add("a.cpp", noise).bytes();
  EXPECT_TRUE(contains(unpack(zip.substr(0, zip.size() - 1), all).fault, "cut off"));
}

TEST(Archive, FlippedBytesNeverCrashNorGiveAnotherContent) {
  const std::string whole =
      ArchiveMaker(ArchiveMaker::zip).add("a.cpp", std::string(300, 'q')).add("b.cpp", "bbb").bytes();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x5A);
    for (const auto& [path, content] : unpack(changed, all).files) {
      ASSERT_TRUE(content == std::string(300, 'q') || content == "bbb") << path << ", byte " << i;
    }
  }
}

TEST(Zip, ThatTellsTwoStoriesIsRefused) {
  std::string zip = ArchiveMaker(ArchiveMaker::zip).add("good.cpp", "good").add("other.txt", "x").bytes();
  const std::size_t central = zip.rfind("other.txt");
  ASSERT_NE(central, zip.find("other.txt"));
  zip.replace(central, 9, "inner.cpp");
  const TakenFiles taken = unpack(zip, all);
  EXPECT_TRUE(contains(taken.fault, "both inner.cpp and other.txt")) << words(taken);
  EXPECT_TRUE(taken.files.empty());
}

TEST(Zip, WithANulInANameIsRefused) {
  std::string zip = ArchiveMaker(ArchiveMaker::zip).add("good.cpp_x", "good").bytes();
  for (std::size_t at = zip.find("good.cpp_x"); at != zip.npos; at = zip.find("good.cpp_x", at)) zip[at + 8] = '\0';
  EXPECT_TRUE(contains(unpack(zip, all).fault, "NUL")) << words(unpack(zip, all));
}

TEST(Zip, WithSomethingBehindItIsRefused) {
  const std::string zip = ArchiveMaker(ArchiveMaker::zip).add("good.cpp", "good").bytes();
  EXPECT_NE(unpack(zip + "x", all).fault, "");
  EXPECT_NE(unpack(zip + zip, all).fault, "") << "two lists of files: which counts?";
}

TEST(Zip, WithAPasswordIsRefused) {
  std::string zip =
      ArchiveMaker(ArchiveMaker::zip).add("bad.cpp", "12345678901234567890").add("good.cpp", "good").bytes();
  zip[6] = static_cast<char>(zip[6] | 1);  // the flag, in the entry's own header and in the list
  const std::size_t central = zip.find("PK\1\2");
  zip[central + 8] = static_cast<char>(zip[central + 8] | 1);
  const TakenFiles taken = unpack(zip, all);
  EXPECT_FALSE(taken.files.contains("bad.cpp"));
  EXPECT_NE(words(taken), "\n");
}

TEST(ArchiveFile, IsAFileAndNoLink) {
  const TemporaryFolder folder;
  const fs::path archive = folder.path() / "a.tar.gz";
  write_text(archive, pack(ArchiveKind::tar_gz, three, 0));
  EXPECT_EQ(read_archive(archive, all).files, three);
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
