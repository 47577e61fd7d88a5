#include "gu/activations.hpp"
#include "gu/linear.hpp"
#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

using Initialisation = Tensor (*)(const Shape&, Generator&, float);

const Shape wide{5, 3};  // fan_in 3, fan_out 5: they must not be mixed up
const auto initialisation_rounding = tolerance(1e-6, "three roundings to float32");

/// What the contract says is drawn: bound * (2 u - 1) with one u for each element, row by row.
Array64 drawn_uniform(const Shape& shape, std::uint64_t salt, double bound) {
  Generator generator = test_generator(salt);
  Array64 expected(shape);
  for (double& value : expected.values) value = bound * (2 * double{generator.uniform()} - 1);
  return expected;
}

Array64 drawn_normal(const Shape& shape, std::uint64_t salt, double deviation) {
  Generator generator = test_generator(salt);
  Array64 expected(shape);
  for (double& value : expected.values) value = deviation * double{generator.normal()};
  return expected;
}

Tensor draw(Initialisation initialisation, const Shape& shape, std::uint64_t salt, float gain) {
  Generator generator = test_generator(salt);
  return initialisation(shape, generator, gain);
}

double mean_square(const Array64& x) {
  double total = 0;
  for (const double value : x.values) total += value * value;
  return total / static_cast<double>(x.values.size());
}

// A weight [out, in] has fan_in = in and fan_out = out; a kernel behind them multiplies both.
// Input: [5, 3], [4, 2, 3, 3], [4, 2, 7]; then [5] and [5, 0], which have no fans
// Lesson: "Initialisation"
TEST(Fans, AreInputsAndOutputsOfOneUnit) {
  const auto list = [](const Shape& shape) { return std::vector<Index>{fans(shape).in, fans(shape).out}; };
  EXPECT_INDICES(list({5, 3}), {3, 5})
      .because("a weight is [out, in]: each output sums over the last axis")
      .unlike("fan_in and fan_out were swapped", integers_value(Shape{5, 3}));
  EXPECT_INDICES(list({4, 2, 3, 3}), {18, 36})
      .because("one output of a 3x3 convolution sums over 9 places of every input channel")
      .unlike("the kernel behind the first two axes was not counted", integers_value(Shape{2, 4}))
      .unlike("fan_in and fan_out were swapped", integers_value(Shape{36, 18}));
  EXPECT_INDICES(list({4, 2, 7}), {14, 28});
  EXPECT_THROWS(fans({5}), std::invalid_argument, "[5]");
  EXPECT_THROWS(fans({5, 0}), std::invalid_argument, "[5, 0]").because("a fan of 0 would be divided by");
  EXPECT_THROWS(fans({0, 3}), std::invalid_argument, "[0, 3]");
}

// A rectifier passes (1 + a^2) / 2 of the mean square; its gain is the root of the reciprocal.
// Input: slopes 0, 1, 0.5, -0.5
// Lesson: "Initialisation"
TEST(RectifierGain, GivesBackWhatTheRectifierTakes) {
  const auto exact = tolerance(1e-6, "a root in float32");
  EXPECT_SCALAR_NEAR(rectifier_gain(), std::sqrt(2.0), exact)
      .because("ReLU drops half of the mean square")
      .unlike("the gain was left under the root: 2 instead of sqrt(2)", 2.0)
      .unlike("the gain was turned round", std::sqrt(0.5));
  EXPECT_SCALAR_NEAR(rectifier_gain(1), 1, exact).because("with slope 1 nothing is taken");
  EXPECT_SCALAR_NEAR(rectifier_gain(0.5F), std::sqrt(1.6), exact)
      .unlike("the slope was ignored", std::sqrt(2.0))
      .unlike("the slope was not squared", std::sqrt(2 / 1.5));
  EXPECT_SCALAR_NEAR(rectifier_gain(-0.5F), std::sqrt(1.6), exact);
}

// Xavier's uniform bound is gain * sqrt(6 / (fan_in + fan_out)), Glorot and Bengio's equation 16.
// Input: [5, 3], gains 1 and 0.5
// Lesson: "Initialisation"
TEST(XavierUniform, HasTheBoundOfEquation16) {
  EXPECT_TENSOR_NEAR(draw(xavier_uniform, wide, 1, 1), drawn_uniform(wide, 1, std::sqrt(6.0 / 8)),
                     initialisation_rounding)
      .because("variance bound^2 / 3 = 2 / (fan_in + fan_out)")
      .unlike("the uniform bound was the standard deviation itself: the factor sqrt(3) is missing",
              drawn_uniform(wide, 1, std::sqrt(2.0 / 8)))
      .unlike("Xavier used fan_in alone, not both fans", drawn_uniform(wide, 1, std::sqrt(3.0 / 3)))
      .unlike("normal numbers were drawn where uniform ones were wanted", drawn_normal(wide, 1, std::sqrt(2.0 / 8)));
  EXPECT_TENSOR_NEAR(draw(xavier_uniform, wide, 2, 0.5F), drawn_uniform(wide, 2, 0.5 * std::sqrt(6.0 / 8)),
                     initialisation_rounding)
      .unlike("the gain was ignored", drawn_uniform(wide, 2, std::sqrt(6.0 / 8)));
}

// Xavier's normal deviation is gain * sqrt(2 / (fan_in + fan_out)), equation 12.
// Input: [5, 3], gains 1 and 0.5
// Lesson: "Initialisation"
TEST(XavierNormal, HasTheVarianceOfEquation12) {
  EXPECT_TENSOR_NEAR(draw(xavier_normal, wide, 3, 1), drawn_normal(wide, 3, std::sqrt(2.0 / 8)),
                     initialisation_rounding)
      .unlike("the variance was given as the standard deviation: the square root is missing",
              drawn_normal(wide, 3, 2.0 / 8))
      .unlike("Xavier used fan_in alone, not both fans", drawn_normal(wide, 3, std::sqrt(1.0 / 3)))
      .unlike("uniform numbers were drawn where normal ones were wanted", drawn_uniform(wide, 3, std::sqrt(6.0 / 8)));
  EXPECT_TENSOR_NEAR(draw(xavier_normal, wide, 4, 0.5F), drawn_normal(wide, 4, 0.5 * std::sqrt(2.0 / 8)),
                     initialisation_rounding)
      .unlike("the gain was ignored", drawn_normal(wide, 4, std::sqrt(2.0 / 8)));
}

// Kaiming's uniform bound is gain * sqrt(3 / fan_in); its gain is ReLU's unless another is given.
// Input: [5, 3], the default gain and 0.5
// Lesson: "Initialisation"
TEST(KaimingUniform, HasTheVarianceOfKaimingNormal) {
  Generator generator = test_generator(5);
  EXPECT_TENSOR_NEAR(kaiming_uniform(wide, generator), drawn_uniform(wide, 5, std::sqrt(6.0 / 3)),
                     initialisation_rounding)
      .because("gain sqrt(2) times sqrt(3 / fan_in)")
      .unlike("the uniform bound was the standard deviation itself: the factor sqrt(3) is missing",
              drawn_uniform(wide, 5, std::sqrt(2.0 / 3)))
      .unlike("fan_in and fan_out were swapped", drawn_uniform(wide, 5, std::sqrt(6.0 / 5)))
      .unlike("the gain was ignored", drawn_uniform(wide, 5, std::sqrt(3.0 / 3)));
  EXPECT_TENSOR_NEAR(draw(kaiming_uniform, wide, 6, 0.5F), drawn_uniform(wide, 6, 0.5), initialisation_rounding)
      .unlike("the gain was ignored", drawn_uniform(wide, 6, 1));
}

// Kaiming's normal deviation is gain / sqrt(fan_in), equation 10 for ReLU.
// Input: [5, 3], the default gain and 0.5; then a convolution's [4, 2, 3, 3]
// Lesson: "Initialisation"
TEST(KaimingNormal, HasTheDeviationOfEquation10) {
  Generator generator = test_generator(7);
  EXPECT_TENSOR_NEAR(kaiming_normal(wide, generator), drawn_normal(wide, 7, std::sqrt(2.0 / 3)),
                     initialisation_rounding)
      .unlike("fan_in and fan_out were swapped", drawn_normal(wide, 7, std::sqrt(2.0 / 5)))
      .unlike("the variance was given as the standard deviation: the square root is missing",
              drawn_normal(wide, 7, 2.0 / 3))
      .unlike("the gain was ignored", drawn_normal(wide, 7, std::sqrt(1.0 / 3)));
  EXPECT_TENSOR_NEAR(draw(kaiming_normal, wide, 8, 0.5F), drawn_normal(wide, 8, 0.5 * std::sqrt(1.0 / 3)),
                     initialisation_rounding)
      .unlike("the gain was ignored", drawn_normal(wide, 8, std::sqrt(1.0 / 3)));
  const Shape kernel{4, 2, 3, 3};
  EXPECT_TENSOR_NEAR(draw(kaiming_normal, kernel, 9, 1), drawn_normal(kernel, 9, std::sqrt(1.0 / 18)),
                     initialisation_rounding)
      .unlike("the kernel behind the first two axes was not counted", drawn_normal(kernel, 9, std::sqrt(1.0 / 2)));
}

// Initial weights are plain numbers: whoever makes a parameter of them says so. A gain must be a positive number.
// Input: each initialisation with gain 1, then 0, -1, infinity, NaN; a shape of one axis
// Lesson: "Initialisation"
TEST(Initialisation, RefusesWhatHasNoMeaning) {
  const float infinity = std::numeric_limits<float>::infinity();
  for (const Initialisation initialisation : {xavier_uniform, xavier_normal, kaiming_uniform, kaiming_normal}) {
    EXPECT_TRUTH(draw(initialisation, wide, 10, 1).requires_grad(), false);
    EXPECT_THROWS(draw(initialisation, wide, 10, 0), std::invalid_argument, "0");
    EXPECT_THROWS(draw(initialisation, wide, 10, -1), std::invalid_argument, "-1");
    EXPECT_THROWS(draw(initialisation, wide, 10, infinity), std::invalid_argument, "inf");
    EXPECT_THROWS(draw(initialisation, wide, 10, std::nanf("")), std::invalid_argument, "nan");
    EXPECT_THROWS(draw(initialisation, {5}, 10, 1), std::invalid_argument, "[5]");
  }
}

// Two draws from one generator differ: weights that are equal stay equal for ever.
// Input: two weights [5, 3] from the same generator
// Lesson: "Initialisation"
TEST(Initialisation, GoesOnWhereTheGeneratorStands) {
  Generator generator = test_generator(11);
  xavier_uniform(wide, generator);
  const auto second = [] {
    const Array64 both = drawn_uniform({10, 3}, 11, std::sqrt(6.0 / 8));
    return Array64(wide, std::vector<double>(both.values.begin() + 15, both.values.end()));
  };
  EXPECT_TENSOR_NEAR(xavier_uniform(wide, generator), second(), initialisation_rounding)
      .unlike("the generator was copied: the second weight repeats the first",
              drawn_uniform(wide, 11, std::sqrt(6.0 / 8)));
}

// Twenty layers of ReLU: Kaiming weights keep the mean square of the signal, others lose it or blow it up.
// Input: 16 rows of 64 normal numbers through 20 weights [64, 64], each followed by ReLU
// Lesson: "Twenty layers"
TEST(Initialisation, KeepsTheSignalThroughTwentyLayers) {
  const auto after_twenty = [](const std::function<Tensor(Generator&)>& make_weight, bool rectified) {
    Generator generator = test_generator(12);
    Tensor signal = to_tensor(drawn_normal({16, 64}, 13, 1));
    for (int layer = 0; layer < 20; ++layer) {
      signal = matmul(signal, transpose(make_weight(generator)));
      if (rectified) signal = relu(signal);
    }
    return mean_square(signal);
  };
  const auto naive = [](double deviation) {
    return [deviation](Generator& generator) {
      Array64 weight(Shape{64, 64});
      for (double& value : weight.values) value = deviation * double{generator.normal()};
      return to_tensor(weight);
    };
  };
  // The logarithm of the mean square wanders with a standard deviation of about sqrt(5 * 20 / 64) = 1.25.
  EXPECT_BETWEEN(after_twenty(
                     [](Generator& g) {
                       return kaiming_normal({64, 64}, g);
                     },
                     true),
                 1e-3, 1e3)
      .because("each layer keeps the mean square, on average: fan_in * (2 / fan_in) / 2 = 1");
  EXPECT_BETWEEN(after_twenty([](Generator& g) { return kaiming_uniform({64, 64}, g); }, true), 1e-3, 1e3);
  EXPECT_BETWEEN(after_twenty(
                     [](Generator& g) {
                       return xavier_normal({64, 64}, g);
                     },
                     false),
                 1e-2, 1e2)
      .because("without a rectifier nothing is lost, and gain 1 is right");
  EXPECT_BETWEEN(after_twenty(
                     [](Generator& g) {
                       return xavier_uniform({64, 64}, g);
                     },
                     true),
                 1e-10, 1e-3)
      .because("with ReLU and gain 1 each layer halves the mean square: 2^-20 is a millionth");
  EXPECT_BETWEEN(after_twenty(naive(1), true), 1e26, 1e34).because("each layer multiplies by 64 / 2: 32^20 is 1e30");
  EXPECT_BETWEEN(after_twenty(naive(0.01), true), 1e-54, 1e-46).because("each layer multiplies by 0.0032");
}

}  // namespace
