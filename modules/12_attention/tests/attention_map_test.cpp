#include "gu/attention.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// The picture of the contract: a line a query, a column a key.
// Input: causal weights of three words
// Lesson: "Seeing the weights"
TEST(AttentionMap, DrawsALineAQueryAndAColumnAKey) {
  const Tensor weights = make_tensor({3, 3}, {1, 0, 0, 0.4F, 0.6F, 0, 0.2F, 0.4F, 0.4F});
  const std::vector<std::string> words{"the", "cat", "sat"};
  EXPECT_TEXT(attention_map(weights, words, words),
              "     the cat sat\n"
              "the |@@@        |\n"
              "cat |=== ***    |\n"
              "sat |::: === ===|\n")
      .because("row i shows where query i looks; what is hidden stays blank")
      .unlike("rows and columns were swapped: each line shows a key", std::string("     the cat sat\n"
                                                                                  "the |@@@ === :::|\n"
                                                                                  "cat |    *** ===|\n"
                                                                                  "sat |        ===|\n"))
      .unlike("small weights were drawn denser than large ones", std::string("     the cat sat\n"
                                                                             "the |    @@@ @@@|\n"
                                                                             "cat |*** === @@@|\n"
                                                                             "sat |%%% *** ***|\n"))
      .given("weights", weights);
}

// Ten characters for ten steps of weight; exactly 0 alone is blank, 1 is the densest.
// Input: weights 0, 1e-6, 0.12, 0.23, 0.34, 0.45, 0.56, 0.67, 0.78, 0.89, 1, 1.0005
// Lesson: "Seeing the weights"
TEST(AttentionMap, HasTenSteps) {
  const Tensor weights =
      make_tensor({1, 12}, {0, 1e-6F, 0.12F, 0.23F, 0.34F, 0.45F, 0.56F, 0.67F, 0.78F, 0.89F, 1, 1.0005F});
  const std::vector<std::string> keys(12, "k");
  const std::string head = "   k k k k k k k k k k k k\n";
  EXPECT_TEXT(attention_map(weights, {"q"}, keys), head + "q |  . : - = + * # % @ @ @|\n")
      .because("step number 1 + floor(9 w), so that even a small weight shows")
      .unlike("the step was floor(10 w): small weights vanish like hidden ones", head + "q |    . : - = + * # % @ @|\n")
      .given("weights", weights);
}

// Columns are as wide as their labels, the margin as wide as the longest query label; letters beyond ASCII count once.
// Input: query labels of 1 and 4 letters, key labels of 1, 5 and 3 letters, one of them with an umlaut
// Lesson: "Seeing the weights"
TEST(AttentionMap, FollowsTheWidthOfTheLabels) {
  const Tensor weights = make_tensor({2, 3}, {0.5F, 0.5F, 0, 0, 0, 1});
  EXPECT_TEXT(attention_map(weights, {"I", "grün"}, {"a", "green", "cat"}),
              "      a green cat\n"
              "I    |+ +++++    |\n"
              "grün |        @@@|\n")
      .unlike("the columns are one character wide, whatever their label", std::string("      a green cat\n"
                                                                                      "I    |+ +  |\n"
                                                                                      "grün |    @|\n"))
      .unlike("letters beyond ASCII were counted byte by byte", std::string("       a green cat\n"
                                                                            "I     |+ +++++    |\n"
                                                                            "grün |        @@@|\n"))
      .given("weights", weights);
}

// A slice of the weights is a tensor with strides of its own.
// Input: [3, 2] laid out column by column; no queries
// Lesson: "Seeing the weights"
TEST(AttentionMap, TakesAnyStridesAndNoQueries) {
  const Tensor weights = strided_copy(make_tensor({3, 2}, {1, 0, 0.5F, 0.5F, 0, 1}));
  EXPECT_TEXT(attention_map(weights, {"a", "b", "c"}, {"x", "y"}), "   x y\na |@  |\nb |+ +|\nc |  @|\n");
  EXPECT_TEXT(attention_map(make_tensor({0, 2}, {}), {}, {"x", "y"}), "  x y\n");
}

// Labels must fit the weights, and weights must be weights.
// Input: too few labels, an empty one, a weight of -0.5, of 1.5, of NaN, three axes
// Lesson: "Seeing the weights"
TEST(AttentionMap, RefusesWhatDoesNotFit) {
  const Tensor weights = make_tensor({1, 2}, {0.25F, 0.75F});
  EXPECT_TEXT(attention_map(weights, {"q"}, {"a", "b"}), "   a b\nq |- #|\n").given("weights", weights);
  EXPECT_THROWS(attention_map(weights, {"q"}, {"a"}), std::invalid_argument, "[1, 2]", "1 key labels");
  EXPECT_THROWS(attention_map(weights, {"q", "r"}, {"a", "b"}), std::invalid_argument, "2 query labels");
  EXPECT_THROWS(attention_map(weights, {""}, {"a", "b"}), std::invalid_argument);
  EXPECT_THROWS(attention_map(weights, {"q"}, {"a", ""}), std::invalid_argument);
  for (const float wrong : {-0.5F, 1.5F, std::numeric_limits<float>::quiet_NaN()}) {
    EXPECT_THROWS(attention_map(make_tensor({1, 1}, {wrong}), {"q"}, {"a"}), std::invalid_argument);
  }
  EXPECT_THROWS(attention_map(make_tensor({1, 1, 2}, {0, 1}), {"q"}, {"a", "b"}), std::invalid_argument, "[1, 1, 2]");
}

}  // namespace
