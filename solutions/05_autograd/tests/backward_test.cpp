#include "graph_operations.hpp"
#include "gu/autograd.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

/// values[k] = a_factor * values[a] + b_factor * values[b]; the first `leaves` values are given.
struct Step {
  std::size_t a, b;
  double a_factor, b_factor;
};

struct Plan {
  std::size_t leaves = 0;
  std::vector<Step> steps;
};

Plan random_plan(Generator& generator, std::size_t leaves, int steps) {
  Plan plan{leaves, {}};
  for (int k = 0; k < steps; ++k) {
    const auto known = static_cast<Index>(leaves) + k;
    // Small powers of two, so that sums over many paths lose nothing in float32.
    const auto factor = [&] { return (generator.below(2) != 0 ? 1 : 0.5) * (generator.below(2) != 0 ? 1 : -1); };
    const auto a = static_cast<std::size_t>(generator.below(known));
    plan.steps.push_back({k + 1 == steps ? static_cast<std::size_t>(known - 1) : a,
                          static_cast<std::size_t>(generator.below(known)), factor(), factor()});
  }
  return plan;
}

/// How much of each leaf the last value holds.
Array64 shares(const Plan& plan) {
  std::vector<std::vector<double>> parts;
  for (std::size_t i = 0; i < plan.leaves; ++i) {
    parts.emplace_back(plan.leaves, 0.0);
    parts.back()[i] = 1;
  }
  for (const Step& step : plan.steps) {
    std::vector<double> part(plan.leaves);
    for (std::size_t i = 0; i < part.size(); ++i)
      part[i] = step.a_factor * parts[step.a][i] + step.b_factor * parts[step.b][i];
    parts.push_back(part);
  }
  return {Shape{static_cast<Index>(plan.leaves)}, parts.back()};
}

/// The gradients of the leaves, 0 for those that the last value was not computed from.
Array64 gathered(const std::vector<Tensor>& leaves) {
  Array64 result(Shape{static_cast<Index>(leaves.size())});
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const Tensor sum = gradient(leaves[i]);
    result.values[i] = sum.defined() ? double{sum()} : 0;
  }
  return result;
}

Tensor build(const Plan& plan, const std::vector<Tensor>& leaves) {
  std::vector<Tensor> values = leaves;
  for (const Step& step : plan.steps)
    values.push_back(mix(values[step.a], values[step.b], step.a_factor, step.b_factor));
  return values.back();
}

// Graphs drawn at random, in which values are used once, often, twice in one operation or never.
// Input: 10 graphs of 2 to 4 leaves and 4 to 13 sums with random factors; each walked once, then once more
// Lesson: "The backward pass"
TEST(HiddenBackward, DifferentiatesRandomGraphs) {
  Generator generator = test_generator(911);
  for (int round = 0; round < 10; ++round) {
    const Plan plan = random_plan(generator, 2 + static_cast<std::size_t>(generator.below(3)), 4 + round);
    std::vector<Tensor> leaves;
    for (std::size_t i = 0; i < plan.leaves; ++i) leaves.push_back(leaf(generator.uniform(-1, 1)));
    backward(build(plan, leaves));
    EXPECT_TENSOR_NEAR(gathered(leaves), shares(plan), tolerance(1e-5, "sums over paths in float32"));
    backward(build(plan, leaves), filled_tensor({}, 2));
    EXPECT_TENSOR_NEAR(gathered(leaves), textbook::map(shares(plan), [](double share) { return 3 * share; }),
                       tolerance(1e-5, "sums over paths in float32"))
        .because("the second pass, of weight 2, adds to the first");
    for (const Tensor& each : leaves) zero_gradient(each);
    EXPECT_TENSOR_EQ(gathered(leaves), Array64(Shape{static_cast<Index>(plan.leaves)}));
  }
}

// The order holds every node once and every result before its inputs, however the graph is woven.
// Input: the same kind of graphs, of 20 sums
// Lesson: "The backward pass"
TEST(HiddenBackward, OrdersRandomGraphs) {
  Generator generator = test_generator(912);
  for (int round = 0; round < 6; ++round) {
    const Plan plan = random_plan(generator, 3, 20);
    const Tensor loss = build(plan, {leaf(1), leaf(2), leaf(3)});
    const auto order = topological_order(loss);
    const auto reachable = [&plan] {
      std::vector<bool> needed(plan.leaves + plan.steps.size(), false);
      needed.back() = true;
      for (std::size_t k = plan.steps.size(); k-- > 0;) {
        if (needed[plan.leaves + k]) needed[plan.steps[k].a] = needed[plan.steps[k].b] = true;
      }
      return std::count(needed.begin(), needed.end(), true);
    };
    EXPECT_COUNT(order.size(), reachable());
    Index wrong = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (const Tensor& input : order[i]->inputs) {
        const auto found = std::find(order.begin(), order.end(), node_of(input));
        wrong += found <= order.begin() + static_cast<Index>(i) || found == order.end() ? 1 : 0;
      }
    }
    EXPECT_COUNT(wrong, 0);
  }
}

// Output gradients of any layout weigh products of tensors; constants among the leaves get none.
// Input: x y c for random [2, 3, 2], c a constant; the output gradient reversed and with gaps
// Lesson: "Gradients add up"
TEST(HiddenBackward, TakesOutputGradientsOfAnyLayout) {
  Generator generator = test_generator(913);
  const Tensor g = random_tensor({2, 3, 2}, generator);
  for (const Tensor& weights : {strided_copy(g), gapped_copy(g), g}) {
    const Tensor x = leaf(random_tensor({2, 3, 2}, generator));
    const Tensor y = leaf(strided_copy(random_tensor({2, 3, 2}, generator)));
    const Tensor c = random_tensor({2, 3, 2}, generator);
    backward(product(product(x, y), c), weights);
    const auto all = [](const Array64& a, const Array64& b, const Array64& d) {
      return textbook::combine(textbook::combine(a, b, std::multiplies<>()), d, std::multiplies<>());
    };
    const auto rounding = tolerance(1e-6, "products rounded to float32");
    EXPECT_TENSOR_NEAR(gradient(x), all(g, c, y), rounding);
    EXPECT_TENSOR_NEAR(gradient(y), all(g, c, x), rounding);
    EXPECT_TRUTH(gradient(c).defined(), false);
    EXPECT_TENSOR_EQ(weights, g);
    EXPECT_TEXT(to_text(gradient(y).strides()), to_text(Strides{6, 2, 1}));
  }
}

}  // namespace
