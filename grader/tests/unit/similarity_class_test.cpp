// A whole class compared: what everybody wrote is left out, and the work stays in proportion.
#include "grading/similarity.hpp"

#include <gtest/gtest.h>

#include <random>

#include "similarity_samples.hpp"

namespace grader::testing {
namespace {

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
  for (std::uint64_t i = 0; i < 12; ++i)
    works.push_back(compared_work("s" + std::to_string(i), idiom + random_lines(i, 30)));
  const ClassComparison all = compare_class(works, {});
  EXPECT_EQ(all.common_limit, 10U);
  EXPECT_TRUE(all.pairs.empty());
  EXPECT_GT(all.sizes[0].common, 100U);
  works.resize(10);  // no longer more than ten
  const ClassComparison fewer = compare_class(works, {});
  ASSERT_FALSE(fewer.pairs.empty());
  EXPECT_GT(fewer.pairs.back().score, 0.4);
}

TEST(Similarity, TheLimitGrowsWithTheClass) {
  EXPECT_EQ(ComparisonRules{}.common_limit(2), 10U);
  EXPECT_EQ(ComparisonRules{}.common_limit(200), 20U);
}

TEST(Similarity, ALargerClassCostsWorkInProportion) {
  const auto compared = [](std::uint64_t students) {
    std::vector<ComparedWork> works;
    for (std::uint64_t i = 0; i < students; ++i) {
      works.push_back(compared_work("s" + std::to_string(i), random_lines(i, 60)));
    }
    works[3].files[compared_file] = works[7].files[compared_file];
    return compare_class(works, {});
  };
  const ClassComparison half = compared(60);
  const ClassComparison all = compared(120);
  for (const ClassComparison& each : {half, all}) {
    ASSERT_FALSE(each.pairs.empty());
    EXPECT_EQ(each.pairs[0].left, 3U);
    EXPECT_EQ(each.pairs[0].right, 7U);
    EXPECT_DOUBLE_EQ(each.pairs[0].score, 1.0);
  }
  EXPECT_NEAR(static_cast<double>(all.hashes) / static_cast<double>(half.hashes), 2.0, 0.1);
  EXPECT_LE(all.hashes, 120U * 60U * 8U);
  EXPECT_LT(all.candidates, 120U * 60U * 8U);
}

// Every submission holds the same code 300 times over: without limits millions of pairs of places.
TEST(Similarity, RepeatedCodeDoesNotBlowUp) {
  std::vector<ComparedWork> works;
  std::string repeated;
  for (int i = 0; i < 300; ++i) repeated += "a = b + c; if (a < b) return; f(a, b)[c] -= 1;\n";
  for (int i = 0; i < 10; ++i) works.push_back(compared_work("s" + std::to_string(i), repeated));
  const ClassComparison found = compare_class(works, {});
  EXPECT_LT(found.candidates, 300000U);
  EXPECT_EQ(found.pairs.size(), 45U);
  EXPECT_GT(found.pairs[0].score, 0.9);
}

// A copied course with a line changed is found before two short answers that came out alike, and those before a large work of which a
// little is elsewhere, too.
TEST(Similarity, ALargeCopyComesBeforeAShortAnswerThatIsWhollyEqual) {
  const std::string large = random_lines(1, 200);
  const std::string shorter = random_lines(2, 20);
  const std::string part = random_lines(3, 15);
  const std::vector<ComparedWork> works{compared_work("copied", large + random_lines(7, 2)),
                                        compared_work("copier", large + random_lines(4, 2)),
                                        compared_work("short-a", shorter),
                                        compared_work("short-b", shorter),
                                        compared_work("wide-a", part + random_lines(5, 200)),
                                        compared_work("wide-b", part + random_lines(6, 200))};
  const ClassComparison found = compare_class(works, {});
  ASSERT_EQ(found.pairs.size(), 3U);
  EXPECT_EQ(works[found.pairs[0].left].student, "copied");
  EXPECT_LT(found.pairs[0].score, found.pairs[1].score);
  EXPECT_EQ(works[found.pairs[1].left].student, "short-a");
  EXPECT_EQ(works[found.pairs[2].left].student, "wide-a");
}

}  // namespace
}  // namespace grader::testing
