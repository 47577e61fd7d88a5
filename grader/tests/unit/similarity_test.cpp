#include "grading/similarity.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "similarity_samples.hpp"

namespace grader::testing {
namespace {

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
  const ClassComparison found =
      compare_class({compared_work("ada", by_prefix_sums), compared_work("bob", disguised)}, {});
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
  const ClassComparison found =
      compare_class({compared_work("ada", by_prefix_sums), compared_work("bob", by_queue)}, {});
  for (const SimilarPair& pair : found.pairs) EXPECT_LT(pair.score, 0.25);
}

TEST(Similarity, WhatTheCourseGaveCountsForNothing) {
  const std::vector<ComparedWork> skeletons{compared_work("ada", by_prefix_sums), compared_work("bob", by_prefix_sums)};
  const ClassComparison found = compare_class(skeletons, {by_prefix_sums});
  EXPECT_TRUE(found.pairs.empty());
  EXPECT_EQ(found.sizes[0].own, 0U);
  EXPECT_GT(found.sizes[0].given, 100U);
  EXPECT_EQ(compare_class(skeletons, {}).pairs.size(), 1U) << "without the skeleton they are equal";
}

TEST(Similarity, OnlyTheStudentsOwnPartCountsBesideTheSkeleton) {
  const std::string own = "int f(int a) { while (a > 3) { a = a / 2 + g(a, 7) * h[a]; if (!a) break; } return -a; }\n";
  const ClassComparison found = compare_class(
      {compared_work("ada", by_prefix_sums + own), compared_work("bob", own + by_prefix_sums)}, {by_prefix_sums});
  ASSERT_EQ(found.pairs.size(), 1U);
  EXPECT_GT(found.pairs[0].score, 0.9);
  EXPECT_LT(found.pairs[0].matched, 60U) << "the skeleton was counted";
  for (const Match& match : found.pairs[0].matches) EXPECT_GE(match.left.first_line, 22) << "the skeleton is shown";
}

TEST(Similarity, SharesAreOfEachSideAndTheScoreOfTheSmaller) {
  const ClassComparison found = compare_class(
      {compared_work("ada", by_prefix_sums), compared_work("bob", by_prefix_sums + by_queue + by_queue)}, {});
  ASSERT_EQ(found.pairs.size(), 1U);
  EXPECT_DOUBLE_EQ(found.pairs[0].of_left, 1.0);
  EXPECT_LT(found.pairs[0].of_right, 0.4);
  EXPECT_DOUBLE_EQ(found.pairs[0].score, 1.0);
}

TEST(Similarity, ATokenIsCountedOnce) {
  const ClassComparison found = compare_class(
      {compared_work("ada", by_prefix_sums), compared_work("bob", by_prefix_sums + by_prefix_sums + by_prefix_sums)},
      {});
  ASSERT_EQ(found.pairs.size(), 1U);
  EXPECT_EQ(found.pairs[0].matched, found.sizes[0].own);
  EXPECT_NEAR(found.pairs[0].of_right, 1.0 / 3, 0.02);
}

TEST(Similarity, CodeMovedToAnotherTaskIsFound) {
  ComparedWork moved = compared_work("bob", by_queue);
  moved.files["modules/02_means/src/mean.cpp"] = by_prefix_sums;
  const ClassComparison found = compare_class({compared_work("ada", by_prefix_sums), moved}, {});
  ASSERT_EQ(found.pairs.size(), 1U);
  EXPECT_EQ(found.pairs[0].matches[0].right.file, "modules/02_means/src/mean.cpp");
}

TEST(Similarity, AFewEqualLinesInTwoShortProgramsAreNoPair) {
  const std::string short_one = "int f(int a) { while (a > 3) { a = a / 2; } return -a * (a + 1); }\n";  // 27 tokens
  EXPECT_TRUE(compare_class({compared_work("ada", short_one), compared_work("bob", short_one)}, {}).pairs.empty());
}

TEST(Similarity, NothingAndEmptyFilesCompareToNothing) {
  EXPECT_TRUE(compare_class({}, {}).pairs.empty());
  EXPECT_TRUE(compare_class({compared_work("ada", ""), compared_work("bob", "")}, {}).pairs.empty());
  EXPECT_TRUE(compare_class({compared_work("ada", "int x;"), compared_work("bob", "int x;")}, {}).pairs.empty());
}

}  // namespace
}  // namespace grader::testing
