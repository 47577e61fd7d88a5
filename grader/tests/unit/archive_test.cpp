// Archives that are packed and read, whole or damaged.
#include "edition/archive.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <map>

#include "archive_maker.hpp"
#include "edition/entry_name.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(Archive, ComesBackAsItWasPacked) {
  for (const ArchiveKind kind : {ArchiveKind::tar_gz, ArchiveKind::zip}) {
    const TakenFiles taken = unpack(pack(kind, three_files, 1'700'000'000), all);
    EXPECT_EQ(taken.files, three_files) << words(taken);
    EXPECT_EQ(words(taken), "\n");
    EXPECT_EQ(taken.entries, 3U);
  }
}

TEST(Archive, OfTheSameFilesHasTheSameBytes) {
  for (const ArchiveKind kind : {ArchiveKind::tar_gz, ArchiveKind::zip}) {
    const std::string first = pack(kind, three_files, 1'700'000'000);
    // A second later by the machine's clock: gzip would have noted it.
    sleep(1);
    EXPECT_EQ(first, pack(kind, three_files, 1'700'000'000));
    EXPECT_NE(first, pack(kind, three_files, 1'700'000'100)) << "the given time is in it";
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

TEST(Archive, NamesOfAnyLanguageAreRead) {
  // A zip with the flag "UTF-8", read in the locale C, which cannot show the name.
  const std::string name = "caf\xc3\xa9/\xe6\xad\xa3.cpp";
  const std::string ascii(name.size(), 'n');
  std::string zip = pack(ArchiveKind::zip, {{ascii, "good"}}, 0);
  for (std::size_t at = zip.find(ascii); at != std::string::npos; at = zip.find(ascii))
    zip.replace(at, name.size(), name);
  for (const char* mark : {"PK\3\4", "PK\1\2"}) {
    const std::size_t flags = zip.find(mark) + (mark[2] == '\3' ? 7 : 9);
    zip[flags] = static_cast<char>(zip[flags] | 0x08);  // bit 11: names are UTF-8
  }
  EXPECT_EQ(unpack(zip, all).files, (FileContents{{name, "good"}})) << words(unpack(zip, all));
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

}  // namespace
}  // namespace grader::testing
