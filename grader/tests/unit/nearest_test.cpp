#include "nearest.hpp"

#include <gtest/gtest.h>

namespace grader {
namespace {

using Words = std::vector<std::string>;

TEST(EditDistance, CountsInsertionsDeletionsReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("softmax", "softmax"), 0U);
  EXPECT_EQ(edit_distance("softmx", "softmax"), 1U);
  EXPECT_EQ(edit_distance("sofftmax", "softmax"), 1U);
  EXPECT_EQ(edit_distance("softmex", "softmax"), 1U);
  EXPECT_EQ(edit_distance("sotfmax", "softmax"), 1U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(Nearest, FindsAMistypedName) {
  const Words names{"tensor", "activations", "linear", "attention"};
  EXPECT_EQ(nearest("atention", names), Words{"attention"});
  EXPECT_EQ(nearest("TENSOR", names), Words{"tensor"});
}

TEST(Nearest, PutsABeginningFirst) {
  EXPECT_EQ(nearest("soft", {"sift", "log_softmax", "softmax"}), (Words{"softmax", "log_softmax", "sift"}));
}

TEST(Nearest, IsSilentWhenNothingIsNear) {
  EXPECT_TRUE(nearest("zebra", {"tensor", "linear"}).empty());
}

TEST(Nearest, NamesNoMoreThanAsked) {
  EXPECT_EQ(nearest("aa", {"ab", "ac", "ad", "ae"}, 2).size(), 2U);
}

TEST(JoinOr, ReadsAsASentence) {
  EXPECT_EQ(join_or({}), "");
  EXPECT_EQ(join_or({"a"}), "a");
  EXPECT_EQ(join_or({"a", "b"}), "a or b");
  EXPECT_EQ(join_or({"a", "b", "c"}), "a, b or c");
}

}  // namespace
}  // namespace grader
