#include "gradients.hpp"
#include "gu/activations.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/linear.hpp"
#include "gu/losses.hpp"
#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto loss_rounding = tolerance(2e-6, "a few float32 operations; the differences are good to 1e-9");

/// The losses are weighted by 3, so that an output gradient that is ignored shows.
Tensor weight() {
  return filled_tensor({}, 3);
}

Array64 times_number(const Array64& x, double factor) {
  return textbook::map(x, [factor](double value) { return factor * value; });
}

/// 3 * the mean (or the sum over something else than all elements) of cost(a, b), differentiated by a or by b.
struct PairDifferences {
  std::function<double(double, double)> cost;
  Tensor a;
  Tensor b;
  double divisor;

  Array64 by_a(double factor = 1) const {
    return times_number(differences_by_left(cost, a, b, filled_tensor(a.shape(), 1)), factor * 3 / divisor);
  }
  Array64 by_b(double factor = 1) const {
    return times_number(differences_by_right(cost, a, b, filled_tensor(b.shape(), 1)), factor * 3 / divisor);
  }
};

// The slope of a mean squared error is 2 (prediction - target) / n; the target's has the other sign.
// Input: predictions and targets [2, 3], random, with other strides
// Lesson: "Losses"
TEST(MseRule, IsTwiceTheDifferenceOverN) {
  Generator generator = test_generator(1);
  const Tensor prediction = strided_copy(random_tensor({2, 3}, generator));
  const Tensor target = random_tensor({2, 3}, generator);
  const auto gradients =
      gradients_of([](const Inputs& x) { return mse_loss(x[0], x[1]); }, {prediction, target}, weight());
  const PairDifferences expected{[](double p, double t) { return (p - t) * (p - t); }, prediction, target, 6};
  EXPECT_TENSOR_NEAR(gradients[0], expected.by_a(), loss_rounding)
      .unlike("the loss gradient was not divided by the number of elements", expected.by_a(6))
      .unlike("the 2 of the square was forgotten", expected.by_a(0.5))
      .unlike("the sign is wrong: target - prediction", expected.by_b())
      .unlike("the output gradient was ignored", expected.by_a(1.0 / 3));
  EXPECT_TENSOR_NEAR(gradients[1], expected.by_b(), loss_rounding)
      .unlike("the target got the prediction's gradient", expected.by_a());
}

// Beyond delta the slope of the Huber loss stays at delta.
// Input: differences -3, -0.5, 0.2, 0.9, 2, 40 and delta 1.5
// Lesson: "Losses"
TEST(HuberRule, CutsTheSlopeAtDelta) {
  const Tensor prediction = make_tensor({2, 3}, {-2, 0.5, 1.2F, 0.9F, 4, 41});
  const Tensor target = make_tensor({2, 3}, {1, 1, 1, 0, 2, 1});
  const auto loss = [](const Inputs& x) { return huber_loss(x[0], x[1], 1.5); };
  const auto gradients = gradients_of(loss, {prediction, target}, weight());
  const auto slopes_of = [&](double delta, double outside) {
    return textbook::combine(prediction, target, [=](double p, double t) {
      const double d = p - t;
      return std::abs(d) <= delta ? 0.5 * d : std::copysign(0.5 * outside, d);
    });
  };
  EXPECT_TENSOR_NEAR(gradients[0], slopes_of(1.5, 1.5), loss_rounding)
      .because("3 / 6 times the difference, cut to [-1.5, 1.5]")
      .unlike("the difference was not cut at delta", slopes_of(100, 100))
      .unlike("the slope beyond delta was 1, not delta", slopes_of(1.5, 1))
      .unlike("delta was taken to be 1", slopes_of(1, 1))
      .unlike("the loss gradient was not divided by the number of elements", times_number(slopes_of(1.5, 1.5), 6));
  const PairDifferences expected{[](double p, double t) {
                                   const double size = std::abs(p - t);
                                   return size <= 1.5 ? size * size / 2 : 1.5 * (size - 0.75);
                                 },
                                 prediction, target, 6};
  EXPECT_TENSOR_NEAR(gradients[0], expected.by_a(), loss_rounding).because("no difference is near the bend");
  EXPECT_TENSOR_NEAR(gradients[1], times_number(slopes_of(1.5, 1.5), -1), loss_rounding)
      .unlike("the target got the prediction's gradient", slopes_of(1.5, 1.5));
}

// The slope of binary cross-entropy by a logit is sigmoid - target, and by a target -logit.
// Input: logits [2, 3] with soft targets; then logits of 1e4
// Lesson: "Losses"
TEST(BinaryCrossEntropyRule, IsProbabilityMinusTarget) {
  const Tensor logits = make_tensor({2, 3}, {-3, -1, 0, 0.5, 2, 4});
  const Tensor targets = make_tensor({2, 3}, {0, 1, 0.25, 1, 0.5, 0});
  const auto loss = [](const Inputs& x) { return binary_cross_entropy_with_logits(x[0], x[1]); };
  const auto gradients = gradients_of(loss, {logits, targets}, weight());
  const PairDifferences expected{[](double x, double t) { return std::log1p(std::exp(x)) - t * x; }, logits, targets,
                                 6};
  const auto by_logit = [&](const std::function<double(double, double)>& slope) {
    return textbook::combine(logits, targets,
                             [&](double x, double t) { return 0.5 * slope(1 / (1 + std::exp(-x)), t); });
  };
  EXPECT_TENSOR_NEAR(gradients[0], expected.by_a(), loss_rounding)
      .unlike("the loss gradient was not divided by the number of elements", expected.by_a(6))
      .unlike("the slope of the sigmoid was multiplied in although the loss has it cancelled",
              by_logit([](double s, double t) { return (s - t) * s * (1 - s); }))
      .unlike("the target was subtracted from the logit, not from its probability",
              textbook::combine(logits, targets, [](double x, double t) { return 0.5 * (x - t); }));
  EXPECT_TENSOR_NEAR(gradients[1], expected.by_b(), loss_rounding)
      .because("the loss is log(1 + e^x) - t x")
      .unlike("the target got the prediction's gradient with the other sign", expected.by_a(-1));
  const Tensor far = make_tensor({2}, {1e4F, -1e4F});
  EXPECT_TENSOR_NEAR(gradients_of(loss, {far, filled_tensor({2}, 1)}, weight())[0], make_tensor({2}, {0, -1.5}),
                     loss_rounding)
      .because("no exponential overflows into NaN")
      .given("far", far);
}

struct Smoothing {
  double amount = 0;
  bool counts_ignored = false;
  bool fills_ignored = false;
};

/// 3 (p - q) / rows by the formula, for targets of which -100 is ignored; and what comes out of mistakes in it.
Array64 cross_entropy_slopes(const Tensor& logits, const std::vector<Index>& targets, const Smoothing& how) {
  Array64 result = textbook::softmax(logits, -1);
  const Index classes = result.size(1);
  double rows = 0;
  for (Index row = 0; row < result.size(0); ++row) {
    const Index target = targets[static_cast<std::size_t>(row)];
    const bool counts = target >= 0;
    rows += counts || how.counts_ignored ? 1 : 0;
    for (Index k = 0; k < classes; ++k) {
      const double wanted = how.amount / static_cast<double>(classes) + (k == target ? 1 - how.amount : 0);
      result(row, k) = counts || how.fills_ignored ? result(row, k) - wanted : 0;
    }
  }
  return times_number(result, 3 / rows);
}

// The slope of cross-entropy by the logits is softmax - target, over the batch.
// Input: logits [3, 4] random, targets 2, 0, 3
// Lesson: "Losses"
TEST(CrossEntropyRule, IsProbabilitiesMinusTarget) {
  Generator generator = test_generator(2);
  const Tensor logits = random_tensor({3, 4}, generator, -2, 2);
  const std::vector<Index> targets{2, 0, 3};
  const auto loss = [&](const Tensor& x) { return cross_entropy(x, targets); };
  const auto expected = [&](double factor) {
    const auto formula = [](const Array64& at) {
      const Array64 logs = textbook::log_softmax(at, -1);
      return Array64(-(logs(0, 2) + logs(1, 0) + logs(2, 3)) / 3);
    };
    return times_number(finite_differences(formula, logits, weight()), factor);
  };
  EXPECT_TENSOR_NEAR(gradient_of(loss, logits, weight()), expected(1), loss_rounding)
      .unlike("the cross-entropy gradient was not divided by the batch", expected(3))
      .unlike("the cross-entropy gradient was divided by all elements, not by the rows", expected(0.25))
      .unlike("the target was not subtracted", textbook::softmax(logits, -1))
      .unlike("the sign is wrong: target - probabilities", expected(-1))
      .given("logits", logits);
  EXPECT_TENSOR_NEAR(gradient_of(loss, strided_copy(logits), weight()), expected(1), loss_rounding);
}

// Label smoothing moves a share of the target to every class.
// Input: logits [3, 4], targets 2, 0, 3, smoothing 0.3
// Lesson: "Losses"
TEST(CrossEntropyRule, SmoothsTheTarget) {
  Generator generator = test_generator(3);
  const Tensor logits = random_tensor({3, 4}, generator, -2, 2);
  const std::vector<Index> targets{2, 0, 3};
  const auto loss = [&](const Tensor& x) { return cross_entropy(x, targets, {.label_smoothing = 0.3F}); };
  const auto smoothed = [&](double at_target, double elsewhere) {
    Array64 result = textbook::softmax(logits, -1);
    for (std::size_t i = 0; i < result.values.size(); ++i) {
      const bool hit = static_cast<Index>(i % 4) == targets[i / 4];
      result.values[i] -= hit ? at_target : elsewhere;
    }
    return result;
  };
  EXPECT_TENSOR_NEAR(gradient_of(loss, logits, weight()), cross_entropy_slopes(logits, targets, {.amount = 0.3}),
                     loss_rounding)
      .because("q = 0.7 [k == target] + 0.3 / 4, and the weight 3 cancels the mean of 3 rows")
      .unlike("label smoothing was ignored in the gradient", smoothed(1, 0))
      .unlike("the right class got no share of the smoothing", smoothed(0.7, 0.075))
      .unlike("the smoothing was shared by the wrong classes only", smoothed(0.7, 0.1));
}

// An ignored row moves nothing and does not count.
// Input: logits [4, 3], targets 1, -100, 2, -100; without the option; every row's shape
// Lesson: "Losses"
TEST(CrossEntropyRule, LeavesIgnoredRowsAlone) {
  Generator generator = test_generator(4);
  const Tensor logits = random_tensor({4, 3}, generator, -2, 2);
  const std::vector<Index> targets{1, -100, 2, -100};
  for (const float smoothing : {0.0F, 0.2F}) {
    const auto loss = [&](const Tensor& x) {
      return cross_entropy(x, targets, {.label_smoothing = smoothing, .ignored_index = -100});
    };
    const Smoothing right{.amount = double{smoothing}};
    EXPECT_TENSOR_NEAR(gradient_of(loss, logits, weight()), cross_entropy_slopes(logits, targets, right), loss_rounding)
        .unlike("ignored rows received a gradient",
                cross_entropy_slopes(logits, targets, {.amount = double{smoothing}, .fills_ignored = true}))
        .unlike("ignored rows were counted in the mean",
                cross_entropy_slopes(logits, targets, {.amount = double{smoothing}, .counts_ignored = true}));
  }
  const std::vector<Index> zeros{1, 0, 2, 0};
  const auto loss = [&](const Tensor& x) { return cross_entropy(x, zeros, {.ignored_index = 0}); };
  EXPECT_TENSOR_NEAR(gradient_of(loss, logits, weight()), cross_entropy_slopes(logits, targets, {}), loss_rounding)
      .because("any integer can be the ignored index, a class as well");
}

// What stands in an ignored row does not matter: padding may hold anything.
// Input: the same targets; NaN in all of row 1, a +inf in row 3
// Lesson: "Losses"
TEST(CrossEntropyRule, LooksAtNothingInIgnoredRows) {
  Generator generator = test_generator(6);
  const Tensor logits = random_tensor({4, 3}, generator, -2, 2);
  const std::vector<Index> targets{1, -100, 2, -100};
  const Tensor padded = [&] {
    Tensor copy = to_tensor(Array64(logits));
    std::fill_n(copy.mutable_data() + 3, 3, not_a_number);
    copy.mutable_data()[10] = infinity;
    return copy;
  }();
  const auto times_zero = [&] {
    Array64 result = cross_entropy_slopes(logits, targets, {});
    for (Index k = 0; k < 3; ++k) result(1, k) = result(3, k) = double{not_a_number};
    return result;
  };
  const auto loss = [&](const Tensor& x) { return cross_entropy(x, targets, {.ignored_index = -100}); };
  EXPECT_TENSOR_NEAR(gradient_of(loss, padded, weight()), cross_entropy_slopes(logits, targets, {}), loss_rounding)
      .because("an ignored row gets zeros: stored, not multiplied")
      .unlike("the gradient of an ignored row was multiplied by 0, and 0 times NaN is NaN", times_zero());
}

// Impossible classes get no gradient; logits of 1e4 do no harm.
// Input: rows [0, -inf, 0] and [1e4, 0, -1e4]
// Lesson: "Losses"
TEST(CrossEntropyRule, StaysFinite) {
  const Tensor logits = make_tensor({2, 3}, {0, -infinity, 0, 1e4F, 0, -1e4F});
  const std::vector<Index> targets{0, 2};
  const auto loss = [&](const Tensor& x) { return cross_entropy(x, targets); };
  EXPECT_TENSOR_NEAR(gradient_of(loss, logits, weight()), make_tensor({2, 3}, {-0.75, 0, 0.75, 1.5, 0, -1.5}),
                     loss_rounding)
      .given("logits", logits);
}

// The divergence by log q is -p; by log p it is a product, p (log p - log q) + p.
// Input: log p and log q [2, 3] of random rows
// Lesson: "Losses"
TEST(KlDivergenceRule, DiffersForTruthAndBelief) {
  Generator generator = test_generator(5);
  const Tensor log_p = random_log_probabilities({2, 3}, generator);
  const Tensor log_q = strided_copy(random_log_probabilities({2, 3}, generator));
  const auto loss = [](const Inputs& x) { return kl_divergence(x[0], x[1]); };
  const auto gradients = gradients_of(loss, {log_p, log_q}, weight());
  const PairDifferences expected{[](double p, double q) { return std::exp(p) * (p - q); }, log_p, log_q, 2};
  EXPECT_TENSOR_NEAR(gradients[1], expected.by_b(), loss_rounding)
      .unlike("the divergence was divided by all elements, not by the rows", expected.by_b(1.0 / 3))
      .unlike("the belief's gradient was weighted by q instead of p",
              textbook::map(log_q, [](double q) { return -1.5 * std::exp(q); }))
      .unlike("the sign is wrong: +p for the belief", expected.by_b(-1));
  EXPECT_TENSOR_NEAR(gradients[0], expected.by_a(), loss_rounding)
      .because("p = e^(log p) moves as well")
      .unlike("only one factor of p (log p - log q) was differentiated",
              textbook::combine(log_p, log_q, [](double p, double q) { return 1.5 * std::exp(p) * (p - q); }))
      .unlike("only one factor of p (log p - log q) was differentiated",
              textbook::map(log_p, [](double p) { return 1.5 * std::exp(p); }));
}

// Where the truth is impossible nothing moves, whatever the belief is.
// Input: log p = [0, -inf, -inf], log q = [log 0.5, log 0.5, -inf]
// Lesson: "Losses"
TEST(KlDivergenceRule, IsZeroWhereTheTruthIsImpossible) {
  const Tensor log_p = make_tensor({3}, {0, -infinity, -infinity});
  const Tensor log_q = make_tensor({3}, {-0.69314718F, -0.69314718F, -infinity});
  const auto gradients =
      gradients_of([](const Inputs& x) { return kl_divergence(x[0], x[1]); }, {log_p, log_q}, weight());
  EXPECT_TENSOR_NEAR(gradients[0], make_tensor({3}, {3 * 1.69314718F, 0, 0}), loss_rounding)
      .unlike("0 times infinity was computed where p is 0",
              make_tensor({3}, {3 * 1.69314718F, not_a_number, not_a_number}));
  EXPECT_TENSOR_NEAR(gradients[1], make_tensor({3}, {-3, 0, 0}), loss_rounding);
}

// A constant target gets no gradient, and none is computed for it.
// Input: each loss of two tensors with its first, then its second input constant
// Lesson: "What it costs"
TEST(LossRules, SkipConstants) {
  const Tensor x = make_tensor({1, 2}, {-0.5, -0.25});
  const Attributes delta{.numbers = {1}};
  for (const BackwardRule& rule :
       {BackwardRule(mse_loss_rule), BackwardRule(huber_loss_rule), BackwardRule(binary_cross_entropy_with_logits_rule),
        BackwardRule(kl_divergence_rule)}) {
    EXPECT_TEXT(answered_inputs(rule, node_with({x, x}, weight(), delta)), "0 1").given("x", x);
    EXPECT_TEXT(answered_inputs(rule, node_with({x, x}, weight(), delta, {0})), "1").given("x", x);
    EXPECT_TEXT(answered_inputs(rule, node_with({x, x}, weight(), delta, {1})), "0")
        .unlike("a gradient was computed that nobody wants", Value(std::string("0 1")))
        .given("x", x);
  }
  const auto saved = [&](const BackwardRule& rule, std::size_t constant) {
    return tensors_saved(rule, {x, x}, weight(), constant, delta);
  };
  const std::string dropped = "a gradient was computed and then thrown away";
  for (const BackwardRule& rule :
       {BackwardRule(mse_loss_rule), BackwardRule(huber_loss_rule), BackwardRule(binary_cross_entropy_with_logits_rule),
        BackwardRule(kl_divergence_rule)}) {
    EXPECT_BETWEEN(saved(rule, 1), 1, 100)
        .because("ask whether a gradient is wanted before computing it")
        .unlike(dropped, 0.0);
  }
  for (const BackwardRule& rule :
       {BackwardRule(binary_cross_entropy_with_logits_rule), BackwardRule(kl_divergence_rule)}) {
    EXPECT_BETWEEN(saved(rule, 0), 1, 100).unlike(dropped, 0.0);
  }
}

/// Two layers that can learn XOR; the start is fixed, because from some starts descent gets stuck.
struct Network {
  Linear hidden{trainable(make_tensor({4, 2}, {0.9F, -0.7F, -0.8F, 0.6F, 0.5F, 0.7F, -0.4F, -0.9F})),
                trainable(make_tensor({4}, {0.1F, -0.2F, 0.3F, -0.1F}))};
  Linear output{trainable(make_tensor({1, 4}, {0.6F, 0.5F, -0.7F, 0.4F})), trainable(filled_tensor({1}, 0))};

  Tensor loss() {
    const Tensor inputs = make_tensor({4, 2}, {0, 0, 0, 1, 1, 0, 1, 1});
    const Tensor targets = make_tensor({4, 1}, {0, 1, 1, 0});
    return binary_cross_entropy_with_logits(output.forward(gu::tanh(hidden.forward(inputs))), targets);
  }
  std::vector<Parameter> parameters() const {
    std::vector<Parameter> all = hidden.parameters();
    for (const Parameter& parameter : output.parameters()) all.push_back(parameter);
    return all;
  }
};

// The gradients of a whole network, by every parameter, equal the differences of its own forward pass.
// Input: a 2-4-1 network of Linear and tanh with binary cross-entropy on the four rows of XOR
// Lesson: "Checking by finite differences"
TEST(Training, TheGradientsOfANetworkEqualItsDifferences) {
  Network network;
  backward(network.loss());
  for (const Parameter& parameter : network.parameters()) {
    Tensor value = parameter.value;
    const Tensor start = to_tensor(Array64(value));
    const auto expected = [&] {
      const auto loss_at = [&](const Tensor& at) {
        std::copy_n(at.data(), element_count(at.shape()), value.mutable_data());
        return network.loss();
      };
      const Array64 differences = numerical_gradient(loss_at, start, Array64(1.0));
      loss_at(start);
      return differences;
    };
    EXPECT_TENSOR_NEAR(gradient(value), expected(), tolerance(2e-5, "float32 losses near 0.7, differences over 1/32"));
  }
}

// Gradient descent learns XOR: what no single layer can do.
// Input: the same network, 150 steps of rate 1
// Lesson: "Learning XOR"
TEST(Training, LearnsXor) {
  Network network;
  const double before = double{network.loss()()};
  for (int step = 0; step < 150; ++step) {
    const Tensor loss = network.loss();
    zero_gradients(network.parameters());
    backward(loss);
    for (const Parameter& parameter : network.parameters()) {
      const Tensor slope = gradient(parameter.value);
      float* const values = Tensor(parameter.value).mutable_data();
      for (Index i = 0; i < element_count(slope.shape()); ++i) values[i] -= slope.data()[i];
    }
  }
  EXPECT_BETWEEN(before, 0.6, 0.9).because("about ln 2, a coin's guess");
  EXPECT_BETWEEN(network.loss()(), 0.0, 0.05).because("a linear model cannot get below ln 2 = 0.693");
}

}  // namespace
