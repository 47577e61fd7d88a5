#include "compile_commands.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

/// As CMake writes them, of a course that includes the framework from elsewhere.
constexpr const char* two_commands = R"([
{"directory": "/c/build/check", "file": "/c/modules/01_sums/src/add.cpp",
 "command": "/usr/bin/c++ -I/c/include -O1 -o framework/CMakeFiles/gu_sums_mine_add.dir/c/add.cpp.o -c /c/modules/01_sums/src/add.cpp"},
{"directory": "/c/build/check", "file": "/c/build/check/CMakeFiles/gu_sums_suite.dir/Unity/unity_0_cxx.cxx",
 "command": "/usr/bin/c++ -o CMakeFiles/gu_sums_suite.dir/Unity/unity_0_cxx.cxx.o -c /c/unity_0_cxx.cxx"}
])";

std::vector<CompileCommand> commands_of(const TemporaryFolder& folder, const std::string& text) {
  write_text(folder.path() / "compile_commands.json", text);
  return load_compile_commands(folder.path());
}

TEST(CompileCommands, SayWhatEachFileBecomes) {
  const TemporaryFolder folder;
  const std::vector<CompileCommand> commands = commands_of(folder, two_commands);
  ASSERT_EQ(commands.size(), 2U);
  EXPECT_EQ(commands[0].file, "/c/modules/01_sums/src/add.cpp");
  EXPECT_EQ(commands[0].object, folder.path() / "framework/CMakeFiles/gu_sums_mine_add.dir/c/add.cpp.o");
  EXPECT_TRUE(commands[1].command.starts_with("/usr/bin/c++ -o "));
}

TEST(CompileCommands, ATargetHasItsOwnObjectsOnly) {
  const TemporaryFolder folder;
  const std::vector<CompileCommand> commands = commands_of(folder, two_commands);
  const std::vector<fs::path> suite{folder.path() / "CMakeFiles/gu_sums_suite.dir/Unity/unity_0_cxx.cxx.o"};
  EXPECT_EQ(objects_of_target(commands, "gu_sums_suite"), suite);
  EXPECT_EQ(objects_of_target(commands, "gu_sums_mine_add").size(), 1U);
  for (const char* other : {"sums_suite", "gu_sums", "gu_sums_mine", "gu_sums_hidden_suite"})
    EXPECT_TRUE(objects_of_target(commands, other).empty()) << other;
}

TEST(CompileCommands, WhatCannotBeReadIsSaid) {
  const TemporaryFolder folder;
  EXPECT_THROW(load_compile_commands(folder.path()), CourseFault);
  EXPECT_THROW(commands_of(folder, R"([{"file": "/c/add.cpp"}])"), CourseFault);
  try {
    commands_of(folder, "[");
    FAIL() << "half a file was read";
  } catch (const CourseFault& fault) {
    EXPECT_TRUE(contains(fault.what(), "compile_commands.json")) << fault.what();
    EXPECT_TRUE(contains(fault.what(), "cmake --preset")) << fault.what();
  }
}

}  // namespace
}  // namespace grader::testing
