#include "gradients.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/losses.hpp"
#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto loss_rounding = tolerance(5e-6, "a few float32 operations, times a weight up to 4");

using Cost = std::function<double(double, double)>;

/// slope(a, b) times weight / n.
Array64 slope_of(const Cost& slope, const Tensor& a, const Tensor& b, float weight) {
  const Array64 plain = textbook::combine(a, b, slope);
  const double factor = double{weight} / static_cast<double>(plain.values.size());
  return textbook::map(plain, [factor](double value) { return factor * value; });
}

// Losses of two tensors, of up to four axes and any layout, with weights and deltas drawn at random, for both sides.
// Input: random [2, 3, 2, 2], [7] and []; delta from [0.2, 2); weight from [-4, 4); soft targets
// Lesson: "Losses"
TEST(HiddenLossRules, HoldForPairsOfAnyShapeAndLayout) {
  Generator generator = test_generator(901);
  for (const Shape& shape : std::vector<Shape>{{2, 3, 2, 2}, {7}, {}}) {
    const Tensor a = random_tensor(shape, generator, -3, 3);
    const Tensor b = random_tensor(shape, generator, 0, 1);
    const float weight = generator.uniform(-4, 4);
    const float delta = generator.uniform(0.2F, 2);
    const Inputs inputs{gapped_copy(a), strided_copy(b)};
    const Tensor g = filled_tensor({}, weight);
    const auto squared = gradients_of([](const Inputs& x) { return mse_loss(x[0], x[1]); }, inputs, g);
    EXPECT_TENSOR_NEAR(squared[0], slope_of([](double p, double t) { return 2 * (p - t); }, a, b, weight),
                       loss_rounding);
    EXPECT_TENSOR_NEAR(squared[1], slope_of([](double p, double t) { return 2 * (t - p); }, a, b, weight),
                       loss_rounding);
    const auto cut = [&](double p, double t) { return std::clamp(p - t, -double{delta}, double{delta}); };
    const auto huber = gradients_of([&](const Inputs& x) { return huber_loss(x[0], x[1], delta); }, inputs, g);
    EXPECT_TENSOR_NEAR(huber[0], slope_of(cut, a, b, weight), loss_rounding);
    EXPECT_TENSOR_NEAR(huber[1], slope_of(cut, a, b, -weight), loss_rounding);
    const auto binary =
        gradients_of([](const Inputs& x) { return binary_cross_entropy_with_logits(x[0], x[1]); }, inputs, g);
    EXPECT_TENSOR_NEAR(binary[0], slope_of([](double x, double t) { return 1 / (1 + std::exp(-x)) - t; }, a, b, weight),
                       loss_rounding);
    EXPECT_TENSOR_NEAR(binary[1], slope_of([](double x, double) { return -x; }, a, b, weight), loss_rounding);
  }
}

// Smoothing and ignored rows together, the ignored index being a class; logits of any layout.
// Input: 4 random sizes up to 7 rows of 9 classes, smoothing from [0, 1), weight from [-4, 4)
// Lesson: "Losses"
TEST(HiddenLossRules, CombineSmoothingAndIgnoredRows) {
  Generator generator = test_generator(902);
  for (int round = 0; round < 4; ++round) {
    const Index rows = 2 + generator.below(6);
    const Index classes = 2 + generator.below(8);
    const Tensor logits = random_tensor({rows, classes}, generator, -4, 4);
    const float smoothing = generator.uniform();
    const float weight = generator.uniform(-4, 4);
    std::vector<Index> targets{0, 1};
    for (Index row = 2; row < rows; ++row) targets.push_back(generator.below(classes));
    const auto expected = [&] {
      Array64 result = textbook::softmax(logits, -1);
      const auto counted = static_cast<double>(rows - std::count(targets.begin(), targets.end(), 1));
      for (Index row = 0; row < rows; ++row) {
        const Index target = targets[static_cast<std::size_t>(row)];
        for (Index k = 0; k < classes; ++k) {
          const double wanted =
              (k == target ? 1 - double{smoothing} : 0) + double{smoothing} / static_cast<double>(classes);
          result(row, k) = target == 1 ? 0 : double{weight} * (result(row, k) - wanted) / counted;
        }
      }
      return result;
    };
    const auto loss = [&](const Tensor& x) {
      return cross_entropy(x, targets, {.label_smoothing = smoothing, .ignored_index = 1});
    };
    EXPECT_TENSOR_NEAR(gradient_of(loss, gapped_copy(logits), filled_tensor({}, weight)), expected(), loss_rounding);
    EXPECT_TENSOR_NEAR(gradient_of(loss, strided_copy(logits), filled_tensor({}, weight)), expected(), loss_rounding);
  }
}

// What stands in an ignored row does not matter, wherever the row is and whatever is asked besides.
// Input: 3 random sizes up to 7 rows of 9 classes; NaN and +inf in ignored rows; smoothing from [0, 1)
// Lesson: "Losses"
TEST(HiddenLossRules, LookAtNothingInIgnoredRows) {
  Generator generator = test_generator(904);
  for (int round = 0; round < 3; ++round) {
    const Index rows = 2 + generator.below(6);
    const Index classes = 2 + generator.below(8);
    const float smoothing = generator.uniform();
    Array64 logits(random_tensor({rows, classes}, generator, -4, 4));
    const Index kept = generator.below(rows);
    const std::vector<Index> targets = [&] {
      std::vector<Index> list(static_cast<std::size_t>(rows), -1);
      list[static_cast<std::size_t>(kept)] = classes - 1;
      return list;
    }();
    for (Index row = 0; row < rows; ++row) {
      if (row != kept) logits(row, generator.below(classes)) = double{row % 2 == 0 ? not_a_number : infinity};
    }
    const auto expected = [&] {
      Array64 result(Shape{rows, classes});
      const Array64 p = textbook::softmax(logits, -1);
      for (Index k = 0; k < classes; ++k) {
        const double share = double{smoothing} / static_cast<double>(classes);
        result(kept, k) = p(kept, k) - share - (k == classes - 1 ? 1 - double{smoothing} : 0);
      }
      return result;
    };
    const auto loss = [&](const Tensor& x) {
      return cross_entropy(x, targets, {.label_smoothing = smoothing, .ignored_index = -1});
    };
    EXPECT_TENSOR_NEAR(gradient_of(loss, gapped_copy(to_tensor(logits)), filled_tensor({}, 1)), expected(),
                       loss_rounding);
  }
}

// The gradient of a target that is a constant is not computed.
// Input: random [n, 3], n from 2 to 9, in the losses of two tensors; tensors counted
// Lesson: "What it costs"
TEST(HiddenLossRules, ComputeNothingForConstants) {
  Generator generator = test_generator(905);
  const Index n = 2 + generator.below(8);
  const Tensor a = random_tensor({n, 3}, generator, -2, -1);
  const Tensor b = random_tensor({n, 3}, generator, -2, -1);
  const Tensor loss = filled_tensor({}, 1);
  const Attributes delta{.numbers = {0.5}};
  for (const BackwardRule& rule :
       {BackwardRule(mse_loss_rule), BackwardRule(huber_loss_rule), BackwardRule(binary_cross_entropy_with_logits_rule),
        BackwardRule(kl_divergence_rule)})
    EXPECT_BETWEEN(tensors_saved(rule, {a, b}, loss, 1, delta), 1, 100);
  EXPECT_BETWEEN(tensors_saved(binary_cross_entropy_with_logits_rule, {a, b}, loss, 0), 1, 100);
  EXPECT_BETWEEN(tensors_saved(kl_divergence_rule, {a, b}, loss, 0), 1, 100);
}

// The divergence by both sides, over several leading axes, with classes that the truth rules out.
// Input: log-probabilities [2, 2, 3, 4], a third of the truth's -inf; weight from [-4, 4); any layout
// Lesson: "Losses"
TEST(HiddenLossRules, DifferentiateTheDivergenceWithHiddenClasses) {
  Generator generator = test_generator(903);
  const Tensor scores = partly_hidden({2, 2, 3, 4}, -1, generator, 2);
  const Tensor p = as_input([&] { return to_tensor(textbook::log_softmax(scores, -1)); });
  const Tensor free = random_tensor({2, 2, 3, 4}, generator, -2, 2);
  const Tensor q = as_input([&] { return to_tensor(textbook::log_softmax(free, -1)); });
  const float weight = generator.uniform(-4, 4);
  const auto gradients = gradients_of([](const Inputs& x) { return kl_divergence(x[0], x[1]); },
                                      {gapped_copy(p), strided_copy(q)}, filled_tensor({}, weight));
  const auto by = [&](const Cost& slope) {
    return textbook::map(textbook::combine(p, q, slope), [&](double value) { return double{weight} * value / 12; });
  };
  EXPECT_TENSOR_NEAR(gradients[0],
                     by([](double a, double b) { return std::exp(a) == 0 ? 0 : std::exp(a) * (a - b + 1); }),
                     loss_rounding);
  EXPECT_TENSOR_NEAR(gradients[1], by([](double a, double) { return -std::exp(a); }), loss_rounding);
}

}  // namespace
