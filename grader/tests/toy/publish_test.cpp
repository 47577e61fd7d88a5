// Editions of the toy course: proved, brought up to date, and refused where they give something away.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "toy_course.hpp"

namespace grader::tests {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The toy course, and a folder for what is published.
class Publish : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "grader-publish-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  Outcome publish(const std::string& modules, const std::string& solutions = "without") const {
    return toy.grader(
        {"publish", edition().string(), "--modules", modules, "--solutions", solutions, "--name", "Spring"});
  }
  void expect_nothing_published() const { EXPECT_TRUE(fs::is_empty(folder_)) << "something is left behind"; }
  fs::path edition() const { return folder_ / "edition"; }
  fs::path student() const { return folder_ / "student"; }

  const ToyCourse& toy = ToyCourse::fresh();

 private:
  fs::path folder_;
};

TEST_F(Publish, AnEditionProvesItselfAndANewerOneKeepsWhatStudentsWrote) {
  const Outcome first = publish("1-2", "with");
  ASSERT_EQ(first.exit_status, 0) << first.output << first.errors;
  EXPECT_NE(first.output.find("0 points of 40 for doing nothing"), std::string::npos) << first.output;
  EXPECT_NE(first.output.find("2/2 modules pass with the reference"), std::string::npos) << first.output;
  const auto record = nlohmann::json::parse(text_of(edition() / "edition.json"));
  EXPECT_EQ(record.at("name"), "Spring");
  EXPECT_EQ(record.at("modules"), (std::vector<std::string>{"01_sums", "02_means"}));
  EXPECT_EQ(record.at("skeletons").size(), 6U);
  EXPECT_EQ(text_of(edition() / "modules/course.cmake").find("03_accidents"), std::string::npos);
  EXPECT_TRUE(fs::exists(edition() / "solutions/01_sums/src/add.cpp"));
  EXPECT_FALSE(fs::exists(edition() / "solutions/01_sums/mistakes"));
  EXPECT_FALSE(fs::exists(edition() / "solutions/01_sums/NOTES.md"));
  EXPECT_FALSE(fs::exists(edition() / "build")) << "it was proved elsewhere";
  EXPECT_FALSE(fs::exists(edition().string() + ".part"));

  fs::copy(edition(), student(), fs::copy_options::recursive);
  for (const fs::path& copy : {edition(), student()}) {
    std::ofstream(copy / "modules/01_sums/src/add.cpp", std::ios::app) << "// mine\n";
  }
  const std::string mine = text_of(student() / "modules/01_sums/src/add.cpp");
  toy.write("modules/02_means/LESSON.md", toy.read("modules/02_means/LESSON.md") + "\nMore.\n");
  toy.write("modules/01_sums/src/add.cpp", "// A newer skeleton.\n" + toy.read("modules/01_sums/src/add.cpp"));
  const Outcome second = publish("1-2", "with");
  ASSERT_EQ(second.exit_status, 0) << second.output << second.errors;
  EXPECT_NE(second.output.find("module 02_means: the lesson changed"), std::string::npos) << second.output;
  EXPECT_NE(second.output.find("module 01_sums: the skeleton of add changed"), std::string::npos) << second.output;
  EXPECT_EQ(text_of(edition() / "modules/01_sums/src/add.cpp"), mine) << "a student's file was touched";
  EXPECT_EQ(text_of(edition() / "modules/02_means/LESSON.md"), toy.read("modules/02_means/LESSON.md"));

  // What a student gets is the edition with its own skeletons.
  fs::rename(edition() / "modules/01_sums/src/add.cpp.new", edition() / "modules/01_sums/src/add.cpp");
  const Outcome update =
      toy.run({grader_binary(), "--plain", "--course", student().string(), "update", edition().string()});
  ASSERT_EQ(update.exit_status, 0) << update.output << update.errors;
  EXPECT_EQ(text_of(student() / "modules/01_sums/src/add.cpp"), mine);
  EXPECT_EQ(text_of(student() / "modules/01_sums/src/add.cpp.new"), toy.read("modules/01_sums/src/add.cpp"));
  EXPECT_EQ(text_of(student() / "modules/02_means/LESSON.md"), toy.read("modules/02_means/LESSON.md"));
  EXPECT_EQ(text_of(student() / "edition.json"), text_of(edition() / "edition.json"));
}

TEST_F(Publish, ALessonThatQuotesTheReferenceIsNotPublished) {
  const std::string line =
      "  for (Index row = 0; row < rows; ++row) total += first_weight * value_at(row, column) / second_weight;\n";
  toy.write("solutions/01_sums/src/total.cpp", "// The sum.\n" + line);
  toy.write("modules/01_sums/LESSON.md", toy.read("modules/01_sums/LESSON.md") + "\n```cpp\n\t" + line + "```\n");
  const Outcome outcome = publish("1");
  EXPECT_EQ(outcome.exit_status, 1) << outcome.errors;
  EXPECT_NE(outcome.output.find("modules/01_sums/LESSON.md:"), std::string::npos) << outcome.output;
  EXPECT_NE(outcome.output.find("solutions/01_sums/src/total.cpp"), std::string::npos) << outcome.output;
  expect_nothing_published();
}

TEST_F(Publish, ASkeletonThatEarnsPointsIsNotPublished) {
  toy.solve("01_sums");
  const Outcome outcome = publish("1");
  EXPECT_EQ(outcome.exit_status, 1) << outcome.errors;
  EXPECT_NE(outcome.output.find("earns 20 points as it is"), std::string::npos) << outcome.output;
  expect_nothing_published();
}

TEST_F(Publish, RefusesWhatCannotBeAnEdition) {
  const Outcome without_need = publish("2");
  EXPECT_EQ(without_need.exit_status, 2);
  EXPECT_NE(without_need.errors.find("02_means needs 01_sums"), std::string::npos) << without_need.errors;
  expect_nothing_published();
  fs::create_directories(edition());
  std::ofstream(edition() / "thesis.txt") << "precious";
  const Outcome in_the_way = publish("1");
  EXPECT_EQ(in_the_way.exit_status, 2) << in_the_way.output;
  EXPECT_EQ(text_of(edition() / "thesis.txt"), "precious");
  EXPECT_FALSE(fs::exists(edition() / "edition.json"));
}

}  // namespace
}  // namespace grader::tests
