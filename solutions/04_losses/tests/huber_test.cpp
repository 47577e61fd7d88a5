#include "gu/losses.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto huber_rounding = tolerance(1e-6, "one rounding to float32");

double huber_mean_cost(const Array64& a, const Array64& b, double delta) {
  double total = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    const double size = std::abs(a.values[i] - b.values[i]);
    total += size <= delta ? size * size / 2 : delta * (size - delta / 2);
  }
  return total / static_cast<double>(a.values.size());
}

// Deltas drawn at random, up to five axes, any layout of either side; parabola and line both take part.
// Input: random [2, 3, 1, 4, 5], [40, 60], [1] and [3, 2, 4] in [-4, 4) against [-1, 3); delta from [0.05, 6)
// Lesson: "Huber's loss"
TEST(HiddenHuberLoss, HoldsForRandomDeltasAndAnyLayout) {
  Generator generator = test_generator(901);
  for (const Shape& shape : std::vector<Shape>{{2, 3, 1, 4, 5}, {40, 60}, {1}, {3, 2, 4}}) {
    const float delta = generator.uniform(0.05F, 6);
    const Tensor a = random_tensor(shape, generator, -4, 4);
    const Tensor b = random_tensor(shape, generator, -1, 3);
    EXPECT_TENSOR_NEAR(huber_loss(a, b, delta), Array64(huber_mean_cost(a, b, double{delta})), huber_rounding);
    EXPECT_TENSOR_NEAR(huber_loss(gapped_copy(a), strided_copy(b), delta),
                       Array64(huber_mean_cost(a, b, double{delta})), huber_rounding);
    EXPECT_TENSOR_NEAR(huber_loss(strided_copy(b), gapped_copy(a)), Array64(huber_mean_cost(a, b, 1)), huber_rounding)
        .because("delta is 1 again where none is given");
  }
}

// Differences and deltas of every magnitude.
// Input: 60 random differences times 1e-8 and 1e8, with delta half as large; delta 1e-6 beside differences near 1000
// Lesson: "Huber's loss"
TEST(HiddenHuberLoss, HoldsForEveryMagnitude) {
  Generator generator = test_generator(902);
  const Tensor zero = filled_tensor({60}, 0);
  for (const float scale : {1e-8F, 1e8F}) {
    const Tensor x = random_tensor({60}, generator, -scale, scale);
    const float delta = 0.5F * scale;
    const double square = double{scale} * double{scale};
    EXPECT_SCALAR_NEAR(double{huber_loss(x, zero, delta)()} / square, huber_mean_cost(x, zero, double{delta}) / square,
                       huber_rounding);
  }
  const Tensor large = random_tensor({60}, generator, -1000, 1000);
  EXPECT_SCALAR_NEAR(1e6 * double{huber_loss(large, zero, 1e-6F)()}, 1e6 * huber_mean_cost(large, zero, double{1e-6F}),
                     huber_rounding);
}

// The delta of the call is what the graph is told; shapes that would broadcast are refused.
// Input: 3 random deltas in steps of 1/8 on random [2, 1, n], n from 2 to 8; [n] against [n, 1] and [1, n]
// Lesson: "What it costs"
TEST(HiddenHuberLoss, TellsTheGraphItsDeltaAndRefusesToBroadcast) {
  Generator generator = test_generator(903);
  const Recording recording;
  for (int round = 0; round < 3; ++round) {
    const Index n = 2 + generator.below(7);
    const double delta = static_cast<double>(1 + generator.below(40)) / 8;
    Tensor x = gapped_copy(random_tensor({2, 1, n}, generator));
    x.set_requires_grad(true);
    const Tensor loss = huber_loss(x, random_tensor({2, 1, n}, generator), static_cast<float>(delta));
    EXPECT_TRUTH(recording.reaches(loss, x), true);
    const auto text = [&] {
      std::ostringstream out;
      out << "huber_loss of [2, 1, " << n << "] [2, 1, " << n << "] numbers " << delta;
      return out.str();
    };
    EXPECT_TEXT(recording.last(), text());
    EXPECT_THROWS(huber_loss(filled_tensor({n}, 1), filled_tensor({n, 1}, 1)), std::invalid_argument);
    EXPECT_THROWS(huber_loss(filled_tensor({1, n}, 1), filled_tensor({n}, 1)), std::invalid_argument);
  }
}

}  // namespace
