#include "graph_operations.hpp"
#include "gu/autograd.hpp"
#include "gu/testing/special_values.hpp"
#include "stack_use.hpp"

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

/// With `plain`, every factor is 1: then an operation hands the very gradient that it got on to both of its inputs.
Plan random_plan(Generator& generator, std::size_t leaves, int steps, bool plain = false) {
  Plan plan{leaves, {}};
  for (int k = 0; k < steps; ++k) {
    const auto known = static_cast<Index>(leaves) + k;
    // Small powers of two, so that sums over many paths lose nothing in float32.
    const auto factor = [&] {
      const double drawn = (generator.below(2) != 0 ? 1 : 0.5) * (generator.below(2) != 0 ? 1 : -1);
      return plain ? 1 : drawn;
    };
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
    EXPECT_COUNT(wrong_places(order), 0);
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

// Sums that hand one gradient to both sides: whoever adds into it, or keeps it, changes it for others.
// Input: 8 random graphs of 3 leaves and 6 to 13 plain sums, plus two more leaves, one of whose gradients is overwritten
// Lesson: "Gradients add up"
TEST(HiddenBackward, LetsNoTwoHoldOneGradient) {
  Generator generator = test_generator(914);
  for (int round = 0; round < 8; ++round) {
    const Plan plan = random_plan(generator, 3, 6 + round, true);
    const std::vector<Tensor> leaves{leaf(1), leaf(2), leaf(3)};
    const Tensor first = leaf(4);
    const Tensor second = leaf(5);
    const Tensor seed = filled_tensor({}, 1);
    backward(mix(mix(build(plan, leaves), mix(first, second)), leaves[2]), seed);
    const auto expected = [&] {
      Array64 result = shares(plan);
      result.values[2] += 1;
      return result;
    };
    EXPECT_TENSOR_EQ(gathered(leaves), expected());
    Tensor own = gradient(first);
    own.mutable_data()[0] = -77;
    EXPECT_SCALAR_NEAR(gradient(second)(), 1, exactly());
    EXPECT_TENSOR_EQ(gathered(leaves), expected());
    EXPECT_SCALAR_NEAR(seed(), 1, exactly());
  }
}

/// x itself, as the result of an operation whose backward hands on 1.01 times what it gets.
Tensor passed_on(const Tensor& x) {
  return recorded_with("passed_on", {x}, detach(x),
                       [](const Tensor& g) { return std::vector<Tensor>{times(g, 1.01)}; });
}

// The walk takes no more stack for a long chain than for a short one, with branches on the way.
// Input: chains of 3,000 to 4,000 operations, every tenth of them of two inputs; bytes of stack counted
// Lesson: "The backward pass"
TEST(HiddenBackward, TakesNoStackForDepth) {
  Generator generator = test_generator(920);
  const Tensor x = leaf(1);
  const Index steps = 3000 + generator.below(1000);
  const auto chain = [&] {
    Tensor y = x;
    for (Index step = 0; step < steps; ++step)
      y = recorded("hand_on", step % 10 == 0 ? std::vector<Tensor>{y, x} : std::vector<Tensor>{y}, detach(y));
    return y;
  };
  register_backward("hand_on", [](const Node& node, const Tensor& g) {
    std::vector<Tensor> gradients(node.inputs.size());
    gradients[0] = g;
    return gradients;
  });
  std::size_t nodes = 0;
  EXPECT_BETWEEN(stack_bytes([&] { nodes = topological_order(chain()).size(); }), 0, 48 * 1024);
  EXPECT_COUNT(nodes, steps + 1);
  EXPECT_BETWEEN(stack_bytes([&] { backward(chain()); }), 0, 48 * 1024);
  EXPECT_SCALAR_NEAR(gradient(x)(), 1, exactly());
}

// A long chain needs room for a few gradients at a time, and none of it afterwards but the leaf's.
// Input: 3 random chains of 20 to 50 views of 100 to 300 numbers; the output gradient with gaps; bytes counted
// Lesson: "What it costs"
TEST(HiddenBackward, NeedsRoomForAFewGradientsOfALongChain) {
  Generator generator = test_generator(915);
  for (int round = 0; round < 3; ++round) {
    const Index size = 100 + generator.below(200);
    const Index steps = 20 + generator.below(30);
    const Tensor x = leaf(random_tensor({size}, generator));
    const Tensor g = gapped_copy(random_tensor({size}, generator));
    Tensor y = x;
    for (Index step = 0; step < steps; ++step) y = passed_on(y);
    const MemoryScope scope;
    backward(y, g);
    const auto bytes = static_cast<double>(4 * size);
    EXPECT_BETWEEN(scope.peak_bytes(), bytes, 4 * bytes);
    EXPECT_COUNT(scope.live_bytes(), 4 * size);
    EXPECT_TENSOR_NEAR(gradient(x),
                       textbook::map(g, [&](double v) { return v * std::pow(1.01, static_cast<double>(steps)); }),
                       tolerance(1e-5, "up to 50 products rounded to float32"));
  }
}

// Afterwards every node of the graph has let go of what it held, also where branches met.
// Input: 3 random numbers of products of 40 to 80 numbers, each by the leaf; bytes counted; the last node looked at
// Lesson: "Freeing the graph"
TEST(HiddenBackward, LeavesNothingOfTheGraphBehind) {
  Generator generator = test_generator(916);
  for (int round = 0; round < 3; ++round) {
    const Index size = 40 + generator.below(40);
    const Index steps = 2 + generator.below(6);
    const Tensor x = leaf(filled_tensor({size}, 1));
    const Tensor g = random_tensor({size}, generator);
    const MemoryScope scope;
    Tensor y = x;
    for (Index step = 0; step < steps; ++step) y = product(y, x);
    const auto node = node_of(node_of(y)->inputs.at(0));
    backward(y, g);
    EXPECT_COUNT(scope.live_bytes(), 8 * size).because("the result and the gradient of the leaf");
    EXPECT_TENSOR_NEAR(gradient(x), textbook::map(g, [&](double v) { return v * static_cast<double>(steps + 1); }),
                       tolerance(1e-6, "sums of float32 numbers"));
    EXPECT_TRUTH(node->freed, true);
    EXPECT_COUNT(node->inputs.size(), 0);
    EXPECT_TRUTH(node_of(y)->output.defined(), false);
    EXPECT_THROWS(backward(y, g), std::logic_error, "product", "freed");
  }
}

// What a backward pass computes is no part of any graph, even where it computes with tensors of one.
// Input: an operation whose backward multiplies by another leaf; random numbers [2, 3]
// Lesson: "The backward pass"
TEST(HiddenBackward, ComputesOutsideOfEveryGraph) {
  Generator generator = test_generator(917);
  const Tensor x = leaf(random_tensor({2, 3}, generator));
  const Tensor b = leaf(random_tensor({2, 3}, generator));
  const Tensor g = random_tensor({2, 3}, generator);
  bool recorded_inside = true;
  const Tensor y = recorded_with("weigh", {x}, random_tensor({2, 3}, generator), [&](const Tensor& incoming) {
    const Tensor weighed = product(incoming, b);
    recorded_inside = weighed.requires_grad();
    return std::vector<Tensor>{weighed};
  });
  backward(y, g);
  EXPECT_TRUTH(recorded_inside, false);
  EXPECT_TRUTH(gradient(x).requires_grad(), false);
  EXPECT_TENSOR_NEAR(gradient(x), textbook::combine(g, b, std::multiplies<>()), tolerance(1e-6, "one product"));
  EXPECT_TRUTH(gradient(b).defined(), false);
  EXPECT_TRUTH(recording(), true);
}

// One bad node anywhere in a graph stops the pass before a single gradient has changed.
// Input: 2 to 6 leaves with gradients of 3, added one by one to a node that is freed, overwritten, or without a rule
// Lesson: "Freeing the graph"
TEST(HiddenBackward, RefusesBeforeItChangesAnything) {
  Generator generator = test_generator(918);
  for (const std::string_view kind : {"freed", "overwritten", "without a rule"}) {
    std::vector<Tensor> leaves;
    for (Index i = 2 + generator.below(5); i > 0; --i) leaves.push_back(leaf(generator.uniform(-1, 1)));
    for (const Tensor& each : leaves) backward(scaled(each, 3));
    Tensor factor = leaf(2);
    const Tensor bad = kind == "without a rule" ? recorded("unheard_of_here", {factor}, filled_tensor({}, 1))
                                                : product(factor, factor);
    Tensor sum = bad;
    const auto place = generator.below(static_cast<Index>(leaves.size()));
    for (std::size_t i = 0; i < leaves.size(); ++i)
      sum = static_cast<Index>(i) <= place ? mix(sum, leaves[i], 2, 1) : mix(leaves[i], sum, 1, 2);
    if (kind == "freed") backward(bad);
    if (kind == "overwritten") factor.mutable_data()[0] = 9;
    const bool refused = verdict([&] { backward(sum); }) == "refused";
    EXPECT_TRUTH(refused, true);
    EXPECT_TENSOR_EQ(gathered(leaves), filled_tensor({static_cast<Index>(leaves.size())}, 3));
  }
}

// A loss has one element, of any rank; another number of elements is refused, naming the shape.
// Input: [], [1], [1, 1, 1]; random shapes of two axes with another number of elements; no elements
// Lesson: "The backward pass"
TEST(HiddenBackward, WantsOneElementOfAnyRank) {
  Generator generator = test_generator(919);
  for (const Shape& shape : std::vector<Shape>{{}, {1}, {1, 1, 1}}) {
    const Tensor x = leaf(filled_tensor(shape, 2));
    backward(scaled(x, 3));
    EXPECT_TENSOR_EQ(gradient(x), filled_tensor(shape, 3));
  }
  for (const Shape& shape : std::vector<Shape>{{1 + generator.below(3), 2 + generator.below(3)}, {2, 0, 1}}) {
    const Tensor x = leaf(filled_tensor(shape, 2));
    EXPECT_THROWS(backward(scaled(x, 3)), std::invalid_argument, to_text(shape));
    EXPECT_TRUTH(gradient(x).defined(), false);
  }
}

}  // namespace
