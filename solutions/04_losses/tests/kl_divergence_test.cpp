#include "gu/losses.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto kl_divergence_rounding = tolerance(1e-6, "one rounding to float32 of each logarithm");

/// Random log-probabilities over the last axis; with `hide`, about a third of them -inf, but never the first of a row.
Tensor log_probabilities(const Shape& shape, Generator& generator, float range, bool hide) {
  const Tensor scores =
      hide ? partly_hidden(shape, -1, generator, range) : random_tensor(shape, generator, -range, range);
  return as_input([&] { return to_tensor(textbook::log_softmax(scores, -1)); });
}

double divergence(const Array64& log_p, const Array64& log_q) {
  double total = 0;
  for (std::size_t i = 0; i < log_p.values.size(); ++i) {
    const double p = std::exp(log_p.values[i]);
    if (p != 0) total += p * (log_p.values[i] - log_q.values[i]);
  }
  return total * static_cast<double>(log_p.shape.back()) / static_cast<double>(log_p.values.size());
}

// Up to five axes, classes that P rules out, any layout of either side.
// Input: random [2, 3, 1, 2, 5], [30, 40], [7], [3, 4, 6]; a third of P hidden in every second case; spread up to 20
// Lesson: "Kullback-Leibler divergence"
TEST(HiddenKlDivergence, CombinesAxesHiddenClassesAndLayouts) {
  Generator generator = test_generator(901);
  bool hide = false;
  for (const Shape& shape : std::vector<Shape>{{2, 3, 1, 2, 5}, {30, 40}, {7}, {3, 4, 6}}) {
    const Tensor p = log_probabilities(shape, generator, 10, hide);
    const Array64 before(p);
    const Tensor q = log_probabilities(shape, generator, 10, false);
    EXPECT_TENSOR_NEAR(kl_divergence(p, q), Array64(divergence(p, q)), kl_divergence_rounding);
    EXPECT_TENSOR_NEAR(kl_divergence(gapped_copy(p), strided_copy(q)), Array64(divergence(p, q)),
                       kl_divergence_rounding);
    EXPECT_TENSOR_NEAR(kl_divergence(strided_copy(p), gapped_copy(q)), Array64(divergence(p, q)),
                       kl_divergence_rounding);
    EXPECT_TENSOR_EQ(p, before).because("the inputs stay what they were");
    hide = !hide;
  }
}

// Distributions that are almost equal have a tiny divergence, and it is right to the digits that the inputs carry.
// Input: two classes with a random log-probability from [-3, -0.5), moved by a random part near 0.01; called twice
// Lesson: "Kullback-Leibler divergence"
TEST(HiddenKlDivergence, MeasuresSmallDifferences) {
  Generator generator = test_generator(902);
  for (int round = 0; round < 10; ++round) {
    const double p = double{generator.uniform(0.1F, 0.6F)};
    const double q = p + double{generator.uniform(0.01F, 0.02F)};
    const Tensor log_p = to_tensor(Array64({1, 2}, {std::log(p), std::log(1 - p)}));
    const Tensor log_q = to_tensor(Array64({1, 2}, {std::log(q), std::log(1 - q)}));
    EXPECT_SCALAR_NEAR(1000 * double{kl_divergence(log_p, log_q)()}, 1000 * divergence(log_p, log_q),
                       tolerance(1e-4, "float32 logarithms, times 1000"));
    EXPECT_SCALAR_NEAR(1000 * double{kl_divergence(log_q, log_p)()}, 1000 * divergence(log_q, log_p),
                       tolerance(1e-4, "float32 logarithms, times 1000"));
    EXPECT_TENSORS_AGREE(kl_divergence(log_p, log_q), kl_divergence(log_p, log_q), exactly());
  }
}

// One class that Q rules out and P does not makes the mean infinite, wherever in the batch it stands.
// Input: random [3, 2, n], n from 2 to 7, in which one random entry of Q is -inf, then the same entry of P as well
// Lesson: "Kullback-Leibler divergence"
TEST(HiddenKlDivergence, PaysWithoutEndForTheImpossible) {
  Generator generator = test_generator(903);
  for (int round = 0; round < 4; ++round) {
    const Index n = 2 + generator.below(6);
    const Tensor p = log_probabilities({3, 2, n}, generator, 2, false);
    Array64 belief(log_probabilities({3, 2, n}, generator, 2, false));
    const auto place = static_cast<std::size_t>(generator.below(belief.count()));
    belief.values[place] = -double{infinity};
    const Tensor q = to_tensor(belief);
    EXPECT_SCALAR_NEAR(kl_divergence(p, gapped_copy(q))(), double{infinity}, exactly());
    Array64 truth(p);
    truth.values[place] = -double{infinity};
    EXPECT_SCALAR_NEAR(kl_divergence(to_tensor(truth), q)(), divergence(truth, belief), kl_divergence_rounding);
  }
}

// One NaN makes the mean NaN, wherever it stands.
// Input: random [3, 2, n], n from 2 to 7, in which one random entry of P, then of Q, is NaN
// Lesson: "Kullback-Leibler divergence"
TEST(HiddenKlDivergence, SeesANaNWhereverItStands) {
  Generator generator = test_generator(904);
  for (int round = 0; round < 4; ++round) {
    const Index n = 2 + generator.below(6);
    const Tensor p = log_probabilities({3, 2, n}, generator, 2, false);
    const Tensor q = log_probabilities({3, 2, n}, generator, 2, false);
    Array64 truth(p);
    Array64 belief(q);
    const auto place = static_cast<std::size_t>(generator.below(belief.count()));
    truth.values[place] = belief.values[place] = double{not_a_number};
    EXPECT_TRUTH(std::isnan(kl_divergence(gapped_copy(to_tensor(truth)), q)()), true);
    EXPECT_TRUTH(std::isnan(kl_divergence(p, strided_copy(to_tensor(belief)))()), true);
    EXPECT_SCALAR_NEAR(kl_divergence(p, q)(), divergence(p, q), kl_divergence_rounding);
  }
}

}  // namespace
