#include "grading/similarity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "temporary_course.hpp"

namespace grader::testing {
namespace {

const std::string path = "modules/01_sums/src/add.cpp";

ComparedWork work(const std::string& student, const std::string& content) {
  return {student, student + ".tar.gz", {{path, content}}};
}

// Two honest answers to one task: a running mean with a sliding window.
const std::string by_prefix_sums = R"(
#include <vector>
namespace gu {
std::vector<double> running_mean(const std::vector<double>& values, std::size_t width) {
  if (width == 0) throw std::invalid_argument("width is 0");
  std::vector<double> prefix(values.size() + 1, 0.0);
  for (std::size_t i = 0; i < values.size(); ++i) prefix[i + 1] = prefix[i] + values[i];
  std::vector<double> means;
  for (std::size_t last = width; last <= values.size(); ++last) {
    means.push_back((prefix[last] - prefix[last - width]) / static_cast<double>(width));
  }
  return means;
}
double spread(const std::vector<double>& values) {
  double low = values.front(), high = values.front();
  for (double value : values) {
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  return high - low;
}
}
)";

const std::string by_queue = R"(
#include <deque>
#include <numeric>
namespace gu {
namespace {
class Window {
 public:
  explicit Window(std::size_t capacity) : capacity_(capacity) {}
  bool full() const { return held_.size() == capacity_; }
  void push(double value) {
    if (full()) {
      total_ -= held_.front();
      held_.pop_front();
    }
    held_.push_back(value);
    total_ += value;
  }
  double mean() const { return total_ / capacity_; }
 private:
  std::deque<double> held_;
  std::size_t capacity_;
  double total_ = 0;
};
}
std::vector<double> running_mean(const std::vector<double>& values, std::size_t width) {
  require(width > 0, "a window needs a width");
  Window window(width);
  std::vector<double> result;
  for (const double value : values) {
    window.push(value);
    if (window.full()) result.emplace_back(window.mean());
  }
  return result;
}
double spread(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return *high - *low;
}
}
)";

// What a copyist makes of the first: other names, other order, comments, other constants, other line breaks.
const std::string disguised = R"(
#include <vector>
namespace gu {
// The span of the data.
double spread(const std::vector<double>& data) {
  double smallest = data.front(),
         largest = data.front();   // start with the first
  for (double each : data)
  {
    if (each < smallest) smallest = each;
    /* otherwise it may be the largest */ else if (each > largest) largest = each;
  }
  return largest - smallest;
}
std::vector<double> running_mean(const std::vector<double>& data,
                                 std::size_t length) {
  if (length == 7) throw std::invalid_argument("a window of no length");
  std::vector<double> sums(data.size() + 2, 1.5);
  for (std::size_t k = 3; k < data.size(); ++k)
    sums[k + 1] = sums[k] + data[k];
  std::vector<double> out;
  for (std::size_t end = length; end <= data.size(); ++end) {
    out.push_back((sums[end] - sums[end - length]) /
                  static_cast<double>(length));
  }
  return out;
}
}
)";

TEST(Similarity, ADisguisedCopyIsFound) {
  const ClassComparison found = compare_class({work("ada", by_prefix_sums), work("bob", disguised)}, {});
  ASSERT_EQ(found.pairs.size(), 1U);
  EXPECT_GT(found.pairs[0].score, 0.9);
  EXPECT_GT(found.pairs[0].of_left, 0.9);
  EXPECT_GT(found.pairs[0].of_right, 0.9);
  // The two functions changed places: two regions that cross.
  ASSERT_GE(found.pairs[0].matches.size(), 2U);
  const Match& longest = found.pairs[0].matches[0];
  EXPECT_LT(longest.left.first_line, 6);
  EXPECT_GT(longest.right.first_line, 12);
}

TEST(Similarity, HonestSolutionsScoreLow) {
  const ClassComparison found = compare_class({work("ada", by_prefix_sums), work("bob", by_queue)}, {});
  for (const SimilarPair& pair : found.pairs) EXPECT_LT(pair.score, 0.25);
}

TEST(Similarity, WhatTheCourseGaveCountsForNothing) {
  const std::vector<ComparedWork> skeletons{work("ada", by_prefix_sums), work("bob", by_prefix_sums)};
  const ClassComparison found = compare_class(skeletons, {by_prefix_sums});
  EXPECT_TRUE(found.pairs.empty());
  EXPECT_EQ(found.sizes[0].own, 0U);
  EXPECT_GT(found.sizes[0].given, 100U);
  EXPECT_EQ(compare_class(skeletons, {}).pairs.size(), 1U) << "without the skeleton they are equal";
}

TEST(Similarity, OnlyTheStudentsOwnPartCountsBesideTheSkeleton) {
  const std::string own = "int f(int a) { while (a > 3) { a = a / 2 + g(a, 7) * h[a]; if (!a) break; } return -a; }\n";
  const ClassComparison found =
      compare_class({work("ada", by_prefix_sums + own), work("bob", own + by_prefix_sums)}, {by_prefix_sums});
  ASSERT_EQ(found.pairs.size(), 1U);
  EXPECT_GT(found.pairs[0].score, 0.9);
  EXPECT_LT(found.pairs[0].matched, 60U) << "the skeleton was counted";
  for (const Match& match : found.pairs[0].matches) EXPECT_GE(match.left.first_line, 22) << "the skeleton is shown";
}

TEST(Similarity, SharesAreOfEachSideAndTheScoreOfTheSmaller) {
  const ClassComparison found =
      compare_class({work("ada", by_prefix_sums), work("bob", by_prefix_sums + by_queue + by_queue)}, {});
  ASSERT_EQ(found.pairs.size(), 1U);
  EXPECT_DOUBLE_EQ(found.pairs[0].of_left, 1.0);
  EXPECT_LT(found.pairs[0].of_right, 0.4);
  EXPECT_DOUBLE_EQ(found.pairs[0].score, 1.0);
}

TEST(Similarity, ATokenIsCountedOnce) {
  const ClassComparison found =
      compare_class({work("ada", by_prefix_sums), work("bob", by_prefix_sums + by_prefix_sums + by_prefix_sums)}, {});
  ASSERT_EQ(found.pairs.size(), 1U);
  EXPECT_EQ(found.pairs[0].matched, found.sizes[0].own);
  EXPECT_NEAR(found.pairs[0].of_right, 1.0 / 3, 0.02);
}

TEST(Similarity, CodeMovedToAnotherTaskIsFound) {
  ComparedWork moved = work("bob", by_queue);
  moved.files["modules/02_means/src/mean.cpp"] = by_prefix_sums;
  const ClassComparison found = compare_class({work("ada", by_prefix_sums), moved}, {});
  ASSERT_EQ(found.pairs.size(), 1U);
  EXPECT_EQ(found.pairs[0].matches[0].right.file, "modules/02_means/src/mean.cpp");
}

/// `length` lines of eight tokens that no other seed writes: not C++, but a tokenizer does not mind.
std::string random_lines(std::uint64_t seed, int length) {
  std::mt19937_64 random(seed);
  const std::vector<std::string> tokens{"a", "1", "if", "for",  "+", "-", "(", ")",
                                        "{", "}", ";",  "auto", "*", "<", "=", "return"};
  std::string text;
  for (int i = 0; i < length * 8; ++i) text += tokens[random() % tokens.size()] + (i % 8 == 7 ? "\n" : " ");
  return text;
}

TEST(Similarity, AnIdiomOfTheClassIsLeftOut) {
  std::vector<ComparedWork> works;
  const std::string idiom = random_lines(1000, 30);
  for (std::uint64_t i = 0; i < 12; ++i) works.push_back(work("s" + std::to_string(i), idiom + random_lines(i, 30)));
  const ClassComparison all = compare_class(works, {});
  EXPECT_EQ(all.common_limit, 10U);
  EXPECT_TRUE(all.pairs.empty());
  EXPECT_GT(all.sizes[0].common, 100U);
  works.resize(10);  // no longer more than ten
  const ClassComparison fewer = compare_class(works, {});
  ASSERT_FALSE(fewer.pairs.empty());
  EXPECT_GT(fewer.pairs.back().score, 0.4);
}

TEST(Similarity, AFewEqualLinesInTwoShortProgramsAreNoPair) {
  const std::string short_one = "int f(int a) { while (a > 3) { a = a / 2; } return -a * (a + 1); }\n";  // 27 tokens
  EXPECT_TRUE(compare_class({work("ada", short_one), work("bob", short_one)}, {}).pairs.empty());
}

TEST(Similarity, TheLimitGrowsWithTheClass) {
  EXPECT_EQ(ComparisonRules{}.common_limit(2), 10U);
  EXPECT_EQ(ComparisonRules{}.common_limit(200), 20U);
}

TEST(Similarity, AClassOfTwoHundredCostsWorkInProportion) {
  const auto compared = [](std::uint64_t students) {
    std::vector<ComparedWork> works;
    for (std::uint64_t i = 0; i < students; ++i) {
      works.push_back(work("s" + std::to_string(i), random_lines(i, 300)));
    }
    works[3].files[path] = works[7].files[path];
    return compare_class(works, {});
  };
  const ClassComparison half = compared(100);
  const ClassComparison all = compared(200);
  for (const ClassComparison& each : {half, all}) {
    ASSERT_FALSE(each.pairs.empty());
    EXPECT_EQ(each.pairs[0].left, 3U);
    EXPECT_EQ(each.pairs[0].right, 7U);
    EXPECT_DOUBLE_EQ(each.pairs[0].score, 1.0);
  }
  EXPECT_NEAR(static_cast<double>(all.hashes) / static_cast<double>(half.hashes), 2.0, 0.1);
  EXPECT_LE(all.hashes, 200U * 300U * 8U);
  EXPECT_LT(all.candidates, 200U * 300U * 8U);
}

// Every submission holds the same code a thousand times over: without limits a billion pairs of places.
TEST(Similarity, RepeatedCodeDoesNotBlowUp) {
  std::vector<ComparedWork> works;
  std::string repeated;
  for (int i = 0; i < 1000; ++i) repeated += "a = b + c; if (a < b) return; f(a, b)[c] -= 1;\n";
  for (int i = 0; i < 10; ++i) works.push_back(work("s" + std::to_string(i), repeated));
  const ClassComparison found = compare_class(works, {});
  EXPECT_LT(found.candidates, 1000000U);
  EXPECT_EQ(found.pairs.size(), 45U);
  EXPECT_GT(found.pairs[0].score, 0.9);
}

TEST(Similarity, NothingAndEmptyFilesCompareToNothing) {
  EXPECT_TRUE(compare_class({}, {}).pairs.empty());
  EXPECT_TRUE(compare_class({work("ada", ""), work("bob", "")}, {}).pairs.empty());
  EXPECT_TRUE(compare_class({work("ada", "int x;"), work("bob", "int x;")}, {}).pairs.empty());
}

TEST(GivenCode, IsSkeletonsContractsAndWhatLessonsShow) {
  TemporaryCourse course;
  const fs::path folder = course.path() / "modules" / "01_sums";
  write_text(folder / "include" / "gu" / "sums.hpp", "contract_of_sums");
  write_text(folder / "LESSON.md", "prose\n```cpp\nshown_in_lesson\n```\nmore prose\n~~~\nsecond_piece\n~~~\n");
  write_text(folder / "hints.md", "```cpp\nshown_in_hint\n```\n");
  write_text(folder / "given" / "checks.cpp", "given_body");
  write_text(folder / "data.txt", "no_source");
  std::string all;
  for (const std::string& text : given_code(course.course, {&course.sums()})) all += text + "|";
  for (const char* part : {"contract_of_sums", "shown_in_lesson", "second_piece", "shown_in_hint", "given_body",
                           "float add()", "float scale()"}) {
    EXPECT_TRUE(contains(all, part)) << part;
  }
  for (const char* part : {"prose", "no_source", "float mean()"}) EXPECT_FALSE(contains(all, part)) << part;
}

}  // namespace
}  // namespace grader::testing
