// grader similarity on a class of the toy course: who copied is found, whoever did not is left in peace.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "../json_schema.hpp"
#include "toy_course.hpp"

namespace grader::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string original = R"(#include "gu/means.hpp"

namespace gu {

float spread(const std::vector<float>& numbers) {
  if (numbers.size() < 2) return 0;
  float low = numbers[0];
  float high = numbers[0];
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (numbers[i] < low) {
      low = numbers[i];
    } else if (numbers[i] > high) {
      high = numbers[i];
    }
  }
  const float difference = high - low;
  return difference < 0 ? 0 : difference;
}

}  // namespace gu
)";

// The same with other names, comments and line breaks.
const std::string copy = R"(#include "gu/means.hpp"

namespace gu {

// My own way to find the spread.
float spread(const std::vector<float>& values) {
  if (values.size() < 2) return 0;
  float smallest = values[0];  // so far
  float biggest = values[0];
  for (std::size_t position = 1; position < values.size(); ++position) {
    if (values[position] < smallest) { smallest = values[position]; }
    else if (values[position] > biggest) { biggest = values[position]; }
  }
  const float answer = biggest - smallest;
  return answer < 0 ? 0 : answer;
}

}  // namespace gu
)";

const std::string honest = R"(#include "gu/means.hpp"

namespace gu {

float spread(const std::vector<float>& numbers) {
  std::vector<float> sorted(numbers);
  std::sort(sorted.begin(), sorted.end());
  if (sorted.empty()) {
    return 0;
  }
  float sum = 0;
  while (sorted.size() > 1) {
    sum += sorted.back() - sorted[sorted.size() - 2];
    sorted.pop_back();
  }
  return sum;
}

}  // namespace gu
)";

/// A class in the toy course's folder `a class`: each hands in module 02 with its own spread.cpp, or the skeletons as they are.
class SimilarityOnToyCourse : public ::testing::Test {
 protected:
  SimilarityOnToyCourse() { fs::remove_all(toy_.root() / "a class"); }
  ~SimilarityOnToyCourse() override { fs::remove_all(toy_.root() / "a class"); }

  void hand_in(const std::string& student, const std::string& spread = "") const {
    const fs::path to = toy_.root() / "a class" / student / "modules/02_means/src";
    fs::create_directories(to);
    fs::copy(toy_.root() / "modules/02_means/src", to);
    if (!spread.empty()) toy_.write("a class/" + student + "/modules/02_means/src/spread.cpp", spread);
  }

  const ToyCourse& toy_ = ToyCourse::fresh();
};

TEST_F(SimilarityOnToyCourse, RenamedCopiesAreAPairAndNobodyElse) {
  hand_in("ada", original);
  hand_in("bob", copy);
  hand_in("cleo", honest);
  hand_in("dan");
  hand_in("eve");
  const Outcome run = toy_.grader({"similarity", "a class", "--json", "-"});
  ASSERT_EQ(run.exit_status, 0) << run.errors;
  const json answer = json::parse(run.output);
  EXPECT_TRUE(schema_faults(load_schema("similarity-1"), answer).empty()) << answer.dump(2);

  const json& submissions = answer.at("submissions");
  ASSERT_EQ(submissions.size(), 5U);
  for (const json& each : submissions) {
    const bool skeleton_only = each.at("student") == "dan" || each.at("student") == "eve";
    EXPECT_EQ(each.at("tokens").at("own") == 0, skeleton_only) << each;
    EXPECT_GT(each.at("tokens").at("given"), 0) << each;
  }
  const json& pairs = answer.at("pairs");
  ASSERT_EQ(pairs.size(), 1U) << pairs.dump(2);
  const auto student = [&](const char* side) {
    return submissions.at(pairs[0].at(side).get<std::size_t>()).at("student");
  };
  EXPECT_EQ(student("left"), "ada");
  EXPECT_EQ(student("right"), "bob");
  EXPECT_GT(pairs[0].at("score"), 0.9) << pairs.dump(2);
  EXPECT_EQ(pairs[0].at("matches")[0].at("left").at("file"), "modules/02_means/src/spread.cpp");
}

TEST_F(SimilarityOnToyCourse, SkeletonsAloneMakeNoPair) {
  hand_in("dan");
  hand_in("eve");
  const Outcome run = toy_.grader({"similarity", "a class", "--json", "-"});
  ASSERT_EQ(run.exit_status, 0) << run.errors;
  EXPECT_TRUE(json::parse(run.output).at("pairs").empty()) << run.output;
}

TEST_F(SimilarityOnToyCourse, TheTableAndThePageNameThePairAndSayThatItIsNoProof) {
  hand_in("ada", original);
  hand_in("bob", copy);
  hand_in("cleo", honest);
  const Outcome run = toy_.grader({"similarity", "a class", "--html", "a class/pairs.html"});
  ASSERT_EQ(run.exit_status, 0) << run.errors;
  const std::string page = toy_.read("a class/pairs.html");
  for (const std::string* text : {&run.output, &page}) {
    EXPECT_NE(text->find("ada"), std::string::npos) << *text;
    EXPECT_NE(text->find("bob"), std::string::npos) << *text;
    EXPECT_NE(text->find("Resemblance is no proof."), std::string::npos) << *text;
  }
  EXPECT_EQ(run.output.find("cleo"), std::string::npos) << run.output;
  EXPECT_NE(page.find("smallest"), std::string::npos) << "both sides stand in the page";
}

}  // namespace
}  // namespace grader::tests
