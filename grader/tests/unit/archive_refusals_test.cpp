// What an archive must not bring: links, other names, bombs, floods.
#include "edition/archive.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <map>

#include "archive_maker.hpp"
#include "edition/entry_name.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

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

TEST(Archive, OfTooManyEntriesTheRestIsNotRead) {
  for (const ArchiveMaker::Setup& form :
       {ArchiveMaker::Setup(ArchiveMaker::tar_gz), ArchiveMaker::Setup(ArchiveMaker::zip)}) {
    ArchiveMaker maker(form);
    maker.add("good.cpp", "good");
    for (int i = 0; i < 15'000; ++i) maker.add("f" + std::to_string(i));
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

}  // namespace
}  // namespace grader::testing
