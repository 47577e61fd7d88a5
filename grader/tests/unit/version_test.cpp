#include "version.hpp"

#include <gtest/gtest.h>

namespace grader::testing {
namespace {

TEST(CompareVersions, NumberByNumber) {
  EXPECT_LT(compare_versions("3.9", "3.25"), 0);
  EXPECT_GT(compare_versions("3.25.1", "3.25"), 0);
  EXPECT_EQ(compare_versions("3.25", "3.25.0"), 0);
  EXPECT_EQ(compare_versions("3.25", "3.25"), 0);
  EXPECT_LT(compare_versions("11.4.0", "12"), 0);
  EXPECT_GT(compare_versions("4.0.0-rc1", "3.31"), 0);
  EXPECT_EQ(compare_versions("12.2.0-14", "12.2"), 0);
  EXPECT_LT(compare_versions("", "1"), 0);
  EXPECT_EQ(compare_versions("", ""), 0);
  EXPECT_GT(compare_versions("99999999999999999999999999", "1"), 0) << "no overflow";
}

TEST(FindVersion, InWhatProgramsAnswer) {
  EXPECT_EQ(find_version("cmake version 3.25.1\n\nCMake suite maintained by Kitware"), "3.25.1");
  EXPECT_EQ(find_version("g++ (Debian 12.2.0-14+deb12u1) 12.2.0"), "12.2.0");
  EXPECT_EQ(find_version("1.11.1\n"), "1.11.1");
  EXPECT_EQ(find_version("nvcc: Copyright (c) 2005-2025\nrelease 12.4, V12.4.131"), "12.4");
  EXPECT_EQ(find_version("dot - graphviz version 2.43.0 (0)"), "2.43.0");
  EXPECT_EQ(find_version("version 7."), "");
  EXPECT_EQ(find_version("no number"), "");
}

}  // namespace
}  // namespace grader::testing
