#include "gu/testing/recording.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "gu/testing/make.hpp"

namespace gu::testing {
namespace {

Tensor leaf(const Shape& shape) {
  Tensor tensor = filled_tensor(shape, 1);
  tensor.set_requires_grad(true);
  return tensor;
}

TEST(Recording, WritesDownOperationsOnInputsThatWantAGradient) {
  const Recording recording;
  EXPECT_EQ(recording.last(), "nothing");
  recorded("add", {filled_tensor({2}, 1), filled_tensor({2}, 1)}, filled_tensor({2}, 2));
  EXPECT_EQ(recording.last(), "nothing");
  recorded("add", {leaf({2, 3}), filled_tensor({}, 1)}, filled_tensor({2, 3}, 2));
  recorded("sum", {leaf({2})}, filled_tensor({}, 2), {.integers = {0, -1}, .numbers = {0.5}});
  recorded_with("custom", {leaf({4})}, filled_tensor({4}, 2), nullptr);
  EXPECT_EQ(recording.operations(),
            (std::vector<std::string>{"add of [2, 3] []", "sum of [2] integers 0 -1 numbers 0.5", "custom of [4]"}));
  EXPECT_EQ(recording.last(), "custom of [4]");
}

TEST(Recording, FollowsAResultBackThroughRecordedOperationsAlone) {
  const Recording recording;
  const Tensor source = leaf({2});
  const Tensor other = leaf({2});
  const Tensor middle = recorded("exp", {source}, filled_tensor({2}, 2));
  const Tensor result = recorded("add", {filled_tensor({2}, 1), middle}, filled_tensor({2}, 3));
  EXPECT_TRUE(recording.reaches(result, source));
  EXPECT_TRUE(recording.reaches(result, middle));
  EXPECT_TRUE(recording.reaches(source, source));
  EXPECT_FALSE(recording.reaches(result, other));
  // NOLINTNEXTLINE(readability-suspicious-call-argument): the wrong way round, that it is refused
  EXPECT_FALSE(recording.reaches(source, result));
  // The numbers went on, the record did not.
  EXPECT_FALSE(recording.reaches(filled_tensor({2}, 3), source));
  EXPECT_FALSE(recording.reaches(result, filled_tensor({2}, 1)));
}

TEST(Recording, EndsWithItsScope) {
  ASSERT_EQ(recorder(), nullptr);
  {
    const Recording outer;
    EXPECT_EQ(recorder(), &outer);
    {
      const Recording inner;
      EXPECT_EQ(recorder(), &inner);
    }
    EXPECT_EQ(recorder(), &outer);
  }
  EXPECT_EQ(recorder(), nullptr);
}

}  // namespace
}  // namespace gu::testing
