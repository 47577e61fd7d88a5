#include "edition/zip_check.hpp"

#include <gtest/gtest.h>

#include "archive_maker.hpp"

namespace grader::testing {
namespace {

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
  for (std::size_t at = zip.find("good.cpp_x"); at != std::string::npos; at = zip.find("good.cpp_x", at))
    zip[at + 8] = '\0';
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

}  // namespace
}  // namespace grader::testing
