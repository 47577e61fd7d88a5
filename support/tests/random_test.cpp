#include "gu/random.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "message_of.hpp"

namespace gu {
namespace {

constexpr std::uint64_t multiplier = 6364136223846793005ULL;
constexpr std::uint64_t increment = 1442695040888963407ULL;

/// PCG32 written out once more from the paper's formulas, with its second parameter: which of the 2^63 sequences.
class Recurrence {
 public:
  Recurrence(std::uint64_t seed, std::uint64_t sequence) : step_(2 * sequence + 1), state_(seed + step_) { advance(); }
  std::uint32_t next() {
    const std::uint64_t mixed = state_ ^ (state_ >> 18);
    const auto word = static_cast<std::uint32_t>(mixed >> 27);
    const auto turn = static_cast<int>(state_ >> 59);
    advance();
    return std::rotr(word, turn);
  }

 private:
  void advance() { state_ = state_ * multiplier + step_; }
  std::uint64_t step_;
  std::uint64_t state_;
};

/// A seed whose generator draws `wanted` first: the output function and the two steps of seeding, undone.
std::uint64_t seed_that_draws(std::uint32_t wanted) {
  // The highest five bits, the rotation, stay 0; then mixed = state ^ (state >> 18) is solved from the top down.
  std::uint64_t state = 0;
  for (unsigned bit = 59; bit-- > 27;) {
    const std::uint64_t above = bit + 18 < 64 ? state >> (bit + 18) & 1U : 0;
    state |= ((std::uint64_t{wanted} >> (bit - 27) & 1U) ^ above) << bit;
  }
  std::uint64_t inverse = multiplier;  // of an odd number modulo 2^64, by Newton's iteration
  for (int round = 0; round < 6; ++round) inverse *= 2 - multiplier * inverse;
  return (state - increment) * inverse - increment;
}

TEST(Recurrence, GivesThePublishedNumbersOfPcg32) {
  // The first line of the demonstration program of the PCG library, seed 42, sequence 54.
  Recurrence pcg(42, 54);
  for (const std::uint32_t value : {0xa15c02b7U, 0x7b47f409U, 0xba1d3330U, 0x83d2f293U, 0xbfa4784bU, 0xcbed606eU})
    EXPECT_EQ(pcg.next(), value);
}

TEST(Generator, IsThatRecurrenceWithTheDefaultIncrement) {
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{20240229}, ~std::uint64_t{0}}) {
    Generator generator(seed);
    Recurrence pcg(seed, increment / 2);
    for (int i = 0; i < 1000; ++i) ASSERT_EQ(generator.bits(), pcg.next()) << "seed " << seed << ", draw " << i;
  }
}

TEST(Generator, GivesThePublishedNumbersOfTheDefaultSequence) {
  // pcg-cpp, test-high/expected/check-pcg32_oneseq.out, seed 42.
  Generator generator(42);
  for (const std::uint32_t value : {0xc2f57bd6U, 0x6b07c4a9U, 0x72b7b29bU, 0x44215383U, 0xf5af5eadU, 0x68beb632U})
    EXPECT_EQ(generator.bits(), value);
}

TEST(Generator, DifferentSeedsDrawDifferentNumbers) {
  Generator one(1);
  Generator two(2);
  int equal = 0;
  for (int i = 0; i < 1000; ++i) equal += one.bits() == two.bits() ? 1 : 0;
  EXPECT_LE(equal, 1);
}

TEST(Uniform, TakesTheUpper24BitsExactly) {
  for (const std::uint32_t bits : {0U, 0xFFU, 0x100U, 0x80000000U, 0xDEADBEEFU, 0xFFFFFFFFU}) {
    ASSERT_EQ(Generator(seed_that_draws(bits)).bits(), bits);
    const double expected = static_cast<double>(bits >> 8U) / 16777216.0;
    EXPECT_EQ(double{Generator(seed_that_draws(bits)).uniform()}, expected) << bits;
  }
}

TEST(Uniform, StaysBelowOneAndBelowTheUpperEnd) {
  const std::uint64_t largest = seed_that_draws(0xFFFFFFFFU);
  EXPECT_LT(Generator(largest).uniform(), 1.0F);
  // 1 + (1 - 2^-24) rounds to 2, and -3 + 5 (1 - 2^-24) might: the upper end is excluded all the same.
  EXPECT_LT(Generator(largest).uniform(1.0F, 2.0F), 2.0F);
  EXPECT_LT(Generator(largest).uniform(-3.0F, 2.0F), 2.0F);
  EXPECT_LT(Generator(largest).uniform(1000.0F, 1001.0F), 1001.0F);
  const std::uint64_t smallest = seed_that_draws(0);
  EXPECT_EQ(Generator(smallest).uniform(), 0.0F);
  EXPECT_EQ(Generator(smallest).uniform(-3.0F, 2.0F), -3.0F);
}

TEST(Uniform, FillsItsRangeEvenly) {
  Generator generator(7);
  constexpr int draws = 100000;
  std::array<int, 10> bins{};
  for (int i = 0; i < draws; ++i) {
    const float value = generator.uniform(-2.0F, 3.0F);
    ASSERT_GE(value, -2.0F);
    ASSERT_LT(value, 3.0F);
    ++bins[static_cast<std::size_t>((value + 2.0F) * 2.0F)];
  }
  // Five standard deviations of a binomial count with p = 1/10.
  for (const int bin : bins) EXPECT_NEAR(bin, draws / 10.0, 5 * std::sqrt(draws * 0.1 * 0.9));
}

/// The mean of x^power.
double moment(const std::vector<double>& draws, int power) {
  double sum = 0;
  for (const double x : draws) sum += std::pow(x, power);
  return sum / static_cast<double>(draws.size());
}

TEST(Normal, HasTheMomentsOfTheStandardNormalDistribution) {
  Generator generator(11);
  std::vector<double> draws(200000);
  for (double& x : draws) x = double{generator.normal()};
  const auto count = static_cast<double>(draws.size());
  // Each bound is five standard deviations of the sample moment: the variances of x, x^2, x^3, x^4 are 1, 2, 15, 96.
  EXPECT_NEAR(moment(draws, 1), 0, 5 * std::sqrt(1 / count));
  EXPECT_NEAR(moment(draws, 2), 1, 5 * std::sqrt(2 / count));
  EXPECT_NEAR(moment(draws, 3), 0, 5 * std::sqrt(15 / count));
  EXPECT_NEAR(moment(draws, 4), 3, 5 * std::sqrt(96 / count));
}

TEST(Normal, BothNumbersOfAPairAreDrawnOnceAndIndependent) {
  Generator generator(13);
  constexpr int pairs = 100000;
  double products = 0;
  int equal = 0;
  for (int i = 0; i < pairs; ++i) {
    const auto first = double{generator.normal()};
    const auto second = double{generator.normal()};
    products += first * second;
    equal += first == second ? 1 : 0;
  }
  EXPECT_NEAR(products / pairs, 0, 5 / std::sqrt(double{pairs}));
  EXPECT_LE(equal, 1);
}

TEST(Normal, IsTheSameForTheSameSeedAndCarriesOnInACopy) {
  Generator one(3);
  Generator two(3);
  one.normal();
  two.normal();
  Generator copy = one;  // with the second number of the pair still to be drawn
  for (int i = 0; i < 100; ++i) {
    const float value = one.normal();
    EXPECT_EQ(value, two.normal());
    EXPECT_EQ(value, copy.normal());
  }
}

TEST(Normal, FollowsThePolarMethod) {
  // By hand: the pair (x, y) scaled by sqrt(-2 ln s / s), s = x^2 + y^2, pairs outside the unit circle drawn again.
  Recurrence pcg(5, increment / 2);
  Generator generator(5);
  for (int i = 0; i < 50; ++i) {
    double x = 1;
    double y = 1;
    while (x * x + y * y >= 1 || x * x + y * y == 0) {
      x = pcg.next() / 2147483648.0 - 1;
      y = pcg.next() / 2147483648.0 - 1;
    }
    const double s = x * x + y * y;
    EXPECT_FLOAT_EQ(generator.normal(), static_cast<float>(x * std::sqrt(-2 * std::log(s) / s)));
    EXPECT_FLOAT_EQ(generator.normal(), static_cast<float>(y * std::sqrt(-2 * std::log(s) / s)));
  }
}

TEST(Below, DrawsAgainPastTheLastWholeMultiple) {
  // 2^32 = 3 * 1431655765 + 1: the one value 2^32 - 1 would make 0 likelier.
  ASSERT_EQ(Generator(seed_that_draws(0xFFFFFFFEU)).below(3), 2);
  const std::uint64_t seed = seed_that_draws(0xFFFFFFFFU);
  Recurrence pcg(seed, increment / 2);
  ASSERT_EQ(pcg.next(), 0xFFFFFFFFU);
  EXPECT_EQ(Generator(seed).below(3), static_cast<Index>(pcg.next() % 3));
}

TEST(Below, EveryResultIsEquallyLikely) {
  Generator generator(17);
  constexpr int draws = 60000;
  std::array<int, 6> counts{};
  for (int i = 0; i < draws; ++i) ++counts[static_cast<std::size_t>(generator.below(6))];
  for (const int count : counts) EXPECT_NEAR(count, draws / 6.0, 5 * std::sqrt(draws * (1.0 / 6) * (5.0 / 6)));
  // With this bound a plain remainder would give the lower third of the range half of all draws.
  const Index bound = Index{3} << 30U;
  int low = 0;
  for (int i = 0; i < draws; ++i) {
    const Index value = generator.below(bound);
    ASSERT_TRUE(0 <= value && value < bound);
    low += value < bound / 3 ? 1 : 0;
  }
  EXPECT_NEAR(low, draws / 3.0, 5 * std::sqrt(draws * (1.0 / 3) * (2.0 / 3)));
}

TEST(Below, TakesTheSmallestAndTheLargestBound) {
  EXPECT_EQ(Generator(1).below(1), 0);
  EXPECT_EQ(Generator(seed_that_draws(0xFFFFFFFFU)).below(Index{1} << 32U), (Index{1} << 32U) - 1);
}

TEST(Below, RefusesAnEmptyAndATooLargeRange) {
  Generator generator(1);
  for (const Index bound : {Index{0}, Index{-1}, (Index{1} << 32U) + 1}) {
    EXPECT_EQ(message_of<std::invalid_argument>([&] { generator.below(bound); }),
              "Generator::below: expected 1 <= bound <= 2^32; given " + std::to_string(bound));
  }
}

}  // namespace
}  // namespace gu
