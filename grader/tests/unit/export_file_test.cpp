#include "gradebook/export_file.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(WriteExport, KeepsWhatStoodThere) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "marks.csv";
  EXPECT_FALSE(write_export(path, "one", "", false).has_value());
  EXPECT_FALSE(write_export(path, "one", "", false).has_value()) << "the same content needs no backup";
  const auto first = write_export(path, "two", "", false);
  const auto second = write_export(path, "three", "", false);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(text_of(*first), "one");
  EXPECT_EQ(text_of(*second), "two") << "also within one second";
  EXPECT_EQ(text_of(path), "three");
  EXPECT_THROW(write_export(folder.path() / "no" / "marks.csv", "x", "", false), EnvironmentError);
}

}  // namespace
}  // namespace grader::testing
