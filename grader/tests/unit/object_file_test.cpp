#include "object_file.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"
#include "process.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

using Names = std::set<std::string>;

Names used_in(const std::string& source, const std::string& part) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "code.cpp";
  write_text(file, source);
  ProcessSpec spec;
  spec.command = {
      "g++", "-c", "-O0", "-g1", "-ffunction-sections", "-fdata-sections", file.string(), "-o", file.string() + ".o"};
  const ProcessResult result = run_process(spec);
  EXPECT_TRUE(result.ok()) << result.output;
  Names used = read_object_file(file.string() + ".o").used_by(part);
  std::erase_if(used, [](const std::string& name) { return name.find("elsewhere") == std::string::npos; });
  return used;
}

TEST(ObjectFile, TellsWhatOneFunctionUsesOfOtherFiles) {
  const std::string source =
      "void elsewhere_one(); void elsewhere_two();\n"
      "void first() { elsewhere_one(); }\n"
      "void second() { elsewhere_two(); }\n";
  EXPECT_EQ(used_in(source, "5first"), Names{"_Z13elsewhere_onev"});
  EXPECT_EQ(used_in(source, "6second"), Names{"_Z13elsewhere_twov"});
  EXPECT_EQ(used_in(source, "5third"), Names{});
}

TEST(ObjectFile, FollowsHelpersOfTheSameFile) {
  const std::string source =
      "void elsewhere_one(); int elsewhere_two();\n"
      "namespace { void local() { elsewhere_one(); } }\n"
      "template <typename T> T shared() { return elsewhere_two(); }\n"
      "void first() { local(); }\n"
      "int second() { return shared<int>(); }\n";
  EXPECT_EQ(used_in(source, "5first"), Names{"_Z13elsewhere_onev"});
  EXPECT_EQ(used_in(source, "6second"), Names{"_Z13elsewhere_twov"});
}

// A fixture's SetUp() is called by nobody in the file but stands in its table of virtual functions.
TEST(ObjectFile, FollowsVirtualFunctionsAndConstructors) {
  const std::string source =
      "void elsewhere_one(); void elsewhere_two();\n"
      "struct Fixture { virtual ~Fixture() = default; virtual void set_up() { elsewhere_one(); } };\n"
      "struct Fixture_Name_Test : Fixture { Fixture_Name_Test(); void body(); };\n"
      "Fixture_Name_Test::Fixture_Name_Test() {}\n"
      "void Fixture_Name_Test::body() { elsewhere_two(); }\n";
  EXPECT_EQ(used_in(source, "17Fixture_Name_Test"), (Names{"_Z13elsewhere_onev", "_Z13elsewhere_twov"}));
}

// Otherwise every test would seem to use what any test of the suite uses.
TEST(ObjectFile, DoesNotTakeTheNeighboursTableOfVirtualFunctionsForItsOwn) {
  const std::string source =
      "void elsewhere_one(); void elsewhere_two();\n"
      "struct Base { virtual void body() = 0; };\n"
      "namespace {\n"
      "struct First : Base { First() {} void body() override; };\n"
      "struct Second : Base { Second() {} void body() override; };\n"
      "void First::body() { elsewhere_one(); }\n"
      "void Second::body() { elsewhere_two(); }\n"
      "}\n"
      "Base* made[] = {new First, new Second};\n";
  EXPECT_EQ(used_in(source, "5First"), Names{"_Z13elsewhere_onev"});
  EXPECT_EQ(used_in(source, "6Second"), Names{"_Z13elsewhere_twov"});
}

TEST(ObjectFile, WhatIsNoneIsSaid) {
  const TemporaryFolder folder;
  write_text(folder.path() / "text.o", "no object\n");
  EXPECT_THROW(read_object_file(folder.path() / "text.o"), CourseFault);
}

}  // namespace
}  // namespace grader::testing
