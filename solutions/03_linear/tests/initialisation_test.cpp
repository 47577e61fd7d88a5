#include "gu/linear.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto initialisation_rounding = tolerance(2e-6, "three roundings to float32");

using Initialisation = Tensor (*)(const Shape&, Generator&, float);

/// Fans by the definition: [out, in, kernel...].
double fan_of(const Shape& shape, std::size_t axis) {
  double fan = static_cast<double>(shape[axis]);
  for (std::size_t i = 2; i < shape.size(); ++i) fan *= static_cast<double>(shape[i]);
  return fan;
}

Array64 drawn(const Shape& shape, std::uint64_t salt, bool normal, double factor) {
  Generator generator = test_generator(salt);
  Array64 result(shape);
  for (double& value : result.values)
    value = factor * (normal ? double{generator.normal()} : 2 * double{generator.uniform()} - 1);
  return result;
}

// Fans, bounds and deviations of weights with and without kernels, with gains drawn at random.
// Input: [7, 2], [3, 5, 2], [2, 4, 3, 1, 2] and two random shapes; a random gain in [0.1, 3)
// Lesson: "Initialisation"
TEST(HiddenInitialisation, FollowsItsFormulaForAnyShapeAndGain) {
  Generator sizes = test_generator(911);
  std::vector<Shape> shapes{{7, 2}, {3, 5, 2}, {2, 4, 3, 1, 2}};
  for (int i = 0; i < 2; ++i) shapes.push_back({1 + sizes.below(9), 1 + sizes.below(9), 1 + sizes.below(4)});
  std::uint64_t salt = 912;
  for (const Shape& shape : shapes) {
    const float gain = sizes.uniform(0.1F, 3);
    ++salt;
    EXPECT_COUNT(fans(shape).in, fan_of(shape, 1));
    EXPECT_COUNT(fans(shape).out, fan_of(shape, 0));
    const auto draw = [&](Initialisation initialisation) {
      Generator generator = test_generator(salt);
      return initialisation(shape, generator, gain);
    };
    const auto both = [&shape] { return fan_of(shape, 0) + fan_of(shape, 1); };
    EXPECT_TENSOR_NEAR(draw(xavier_uniform), drawn(shape, salt, false, double{gain} * std::sqrt(6 / both())),
                       initialisation_rounding);
    EXPECT_TENSOR_NEAR(draw(xavier_normal), drawn(shape, salt, true, double{gain} * std::sqrt(2 / both())),
                       initialisation_rounding);
    EXPECT_TENSOR_NEAR(draw(kaiming_uniform), drawn(shape, salt, false, double{gain} * std::sqrt(3 / fan_of(shape, 1))),
                       initialisation_rounding);
    EXPECT_TENSOR_NEAR(draw(kaiming_normal), drawn(shape, salt, true, double{gain} / std::sqrt(fan_of(shape, 1))),
                       initialisation_rounding);
    const float slope = sizes.uniform(-3, 3);
    EXPECT_SCALAR_NEAR(rectifier_gain(slope), std::sqrt(2 / (1 + double{slope} * double{slope})),
                       initialisation_rounding);
  }
}

// One generator serves several layers: each weight takes its own draws, and no more.
// Input: kaiming_normal [3, 2], xavier_uniform [2, 2, 2], kaiming_normal [3, 2] again, from one generator
// Lesson: "Initialisation"
TEST(HiddenInitialisation, TakesOneDrawForEachElementInARow) {
  Generator generator = test_generator(931);
  Generator twin = test_generator(931);
  const auto next = [&twin](const Shape& shape, bool normal, double factor) {
    Array64 result(shape);
    for (double& value : result.values)
      value = factor * (normal ? double{twin.normal()} : 2 * double{twin.uniform()} - 1);
    return result;
  };
  EXPECT_TENSOR_NEAR(kaiming_normal({3, 2}, generator), next({3, 2}, true, 1), initialisation_rounding)
      .because("sqrt(2) / sqrt(2)");
  EXPECT_TENSOR_NEAR(xavier_uniform({2, 2, 2}, generator), next({2, 2, 2}, false, std::sqrt(6.0 / 8)),
                     initialisation_rounding);
  EXPECT_TENSOR_NEAR(kaiming_normal({3, 2}, generator), next({3, 2}, true, 1), initialisation_rounding);
  EXPECT_SCALAR_NEAR(generator.uniform(), twin.uniform(), exactly());
  EXPECT_THROWS(xavier_normal({2, 3}, generator, -1), std::invalid_argument, "-1");
  EXPECT_THROWS(kaiming_uniform({2, 3, 0}, generator), std::invalid_argument, "[2, 3, 0]");
}

}  // namespace
