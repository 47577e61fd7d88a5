#include "edition/entry_name.hpp"

#include <gtest/gtest.h>

#include "edition/sha256.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

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

}  // namespace
}  // namespace grader::testing
