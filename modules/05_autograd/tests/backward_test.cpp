#include "graph_operations.hpp"
#include "gu/autograd.hpp"
#include "stack_use.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const std::string as_met = "nodes were taken in the order they are met, not in topological order";
const std::string every_path = "a shared node was visited once for every path to it";

// Every node is listed once, before the nodes of its inputs.
// Input: a chain of 3 operations; a diamond both ways round; a tensor without graph
// Lesson: "The backward pass"
TEST(TopologicalOrder, ListsEveryNodeOnceAndResultsBeforeInputs) {
  const Tensor chain = scaled(scaled(scaled(leaf(1), 2), 3), 4);
  EXPECT_COUNT(topological_order(chain).size(), 4).because("three operations and the leaf");
  EXPECT_COUNT(wrong_places(topological_order(chain)), 0).unlike("inputs were listed before their results", 3.0);
  for (const bool mirrored : {false, true}) {
    const Diamond diamond(mirrored);
    const auto order = topological_order(diamond.loss);
    EXPECT_COUNT(order.size(), 4).unlike(every_path, 6.0);
    EXPECT_TRUTH(!order.empty() && order.front() == node_of(diamond.loss), true);
    EXPECT_COUNT(wrong_places(order), 0)
        .because("w must be done before u: u's gradient is complete only then")
        .unlike(as_met, 1.0);
  }
  EXPECT_COUNT(topological_order(counting_tensor({2})).size(), 0);
  EXPECT_COUNT(topological_order(leaf(1)).size(), 1);
}

// A walk along every path would not end within a lifetime: the nodes are few, the paths 2^60.
// Input: 16 and 60 stages x -> x + x
// Lesson: "What it costs"
TEST(TopologicalOrder, WalksEveryNodeOnceAndNotEveryPath) {
  const auto listed = [](int stages) {
    Tensor y = leaf(1);
    for (int stage = 0; stage < stages; ++stage) y = mix(y, y);
    return topological_order(y).size();
  };
  const std::size_t few = listed(16);
  EXPECT_COUNT(few, 17).unlike(every_path, 131071.0);
  if (few != 17) return;  // the next one would not end
  EXPECT_COUNT(listed(60), 61)
      .because("whoever has seen a node does not go through it again; listing it once is not enough");
}

// Where one value feeds two operations its gradient is the sum over both, and is passed on when it is complete.
// Input: u = 2 x, w = 7 u, loss = u + 10 w; and loss = 10 w + u
// Lesson: "The backward pass"
TEST(Backward, SumsOverBothSidesOfADiamond) {
  for (const bool mirrored : {false, true}) {
    const Diamond diamond(mirrored);
    backward(diamond.loss);
    EXPECT_SCALAR_NEAR(gradient(diamond.x)(), 142, exactly())
        .because("d loss / du = 1 directly + 10 * 7 by way of w; times du / dx = 2")
        .unlike(as_met, 2.0)
        .unlike(every_path, 144.0)
        .unlike(every_path, 282.0)
        .unlike(every_path, 284.0)
        .unlike("a gradient overwrote the one that was there", mirrored ? 2.0 : 140.0);
  }
}

// A tensor that is used twice in one operation collects both gradients.
// Input: x * x and x + x at x = 3
// Lesson: "Gradients add up"
TEST(Backward, SumsOverATensorUsedTwice) {
  const Tensor x = leaf(3);
  backward(product(x, x));
  EXPECT_SCALAR_NEAR(gradient(x)(), 6, exactly())
      .because("d(x x)/dx = x + x: one from each place")
      .unlike("a gradient overwrote the one that was there", 3.0);
  const Tensor y = leaf(3);
  backward(mix(y, y));
  EXPECT_SCALAR_NEAR(gradient(y)(), 2, exactly()).unlike("a gradient overwrote the one that was there", 1.0);
}

// A gradient stays until it is forgotten: the next backward adds to it.
// Input: 5 x twice, then zero_gradient, then once more
// Lesson: "Gradients add up"
TEST(Backward, AddsToWhatEarlierPassesLeft) {
  const Tensor x = leaf(counting_tensor({3}));
  const Tensor ones = filled_tensor({3}, 1);
  backward(scaled(x, 5), ones);
  EXPECT_TENSOR_EQ(gradient(x), filled_tensor({3}, 5));
  backward(scaled(x, 5), ones);
  EXPECT_TENSOR_EQ(gradient(x), filled_tensor({3}, 10))
      .because("several small batches can stand for a large one")
      .unlike("the second pass overwrote the first", filled_tensor({3}, 5));
  const MemoryScope scope;
  zero_gradient(x);
  EXPECT_TRUTH(gradient(x).defined(), false).unlike("the gradient was left as it was", truth_value(true));
  EXPECT_COUNT(scope.live_bytes(), -12).because("forgotten means given back");
  backward(scaled(x, 5), ones);
  EXPECT_TENSOR_EQ(gradient(x), filled_tensor({3}, 5));
}

// zero_gradients clears every parameter of a list; it does not touch interior nodes.
// Input: two parameters with gradients
// Lesson: "Gradients add up"
TEST(Backward, IsForgottenByZeroGradients) {
  const std::vector<Parameter> parameters{{"weight", leaf(2)}, {"bias", leaf(3)}};
  backward(mix(parameters[0].value, parameters[1].value));
  EXPECT_TRUTH(gradient(parameters[0].value).defined() && gradient(parameters[1].value).defined(), true);
  zero_gradients(parameters);
  EXPECT_TRUTH(gradient(parameters[0].value).defined() || gradient(parameters[1].value).defined(), false);
  const Tensor y = scaled(parameters[0].value, 3);
  zero_gradient(y);
  zero_gradient(counting_tensor({2}));
  backward(y);
  EXPECT_SCALAR_NEAR(gradient(parameters[0].value)(), 3, exactly());
}

// A leaf's gradient is its own: row-major, and shared with no other leaf, nor with what the caller passed in.
// Input: a + b, whose backward hands one tensor to both; a transposed output gradient [3, 2]
// Lesson: "Gradients add up"
TEST(Backward, GivesEveryLeafAGradientOfItsOwn) {
  const Tensor a = leaf(counting_tensor({3, 2}));
  const Tensor b = leaf(counting_tensor({3, 2}));
  const Tensor output_gradient = strided_copy(counting_tensor({3, 2}));
  backward(mix(a, b), output_gradient);
  const std::string shared = "two leaves share one gradient tensor";
  EXPECT_TRUTH(same_storage(gradient(a), gradient(b)), false)
      .because("clipping scales gradients in place: a shared one would be scaled twice")
      .unlike(shared, truth_value(true));
  EXPECT_TRUTH(same_storage(gradient(a), output_gradient), false).unlike(shared, truth_value(true));
  EXPECT_INDICES(gradient(a).strides(), {2, 1});
  EXPECT_TENSOR_EQ(gradient(b), counting_tensor({3, 2}));
}

// Gradients are added into new tensors: others may still need the ones that came in.
// Input: loss = (u + v) + w with u = 2 q, w = 7 p, v = 4 u + 2 w, where one tensor is handed to u, v and w
// Lesson: "Gradients add up"
TEST(Backward, NeverWritesIntoAGradientThatOthersHold) {
  const Tensor q = leaf(1);
  const Tensor p = leaf(1);
  const Tensor u = scaled(q, 2);
  const Tensor w = scaled(p, 7);
  const Tensor v = mix(u, w, 4, 2);
  const Tensor seed = filled_tensor({}, 1);
  backward(mix(mix(u, v), w), seed);
  const std::string in_place = "gradients were added up in place in a tensor that others share";
  EXPECT_SCALAR_NEAR(gradient(p)(), 21, exactly()).because("d loss / dw = 1 + 2").unlike(in_place, 49.0);
  EXPECT_SCALAR_NEAR(gradient(q)(), 10, exactly()).because("d loss / du = 1 + 4").unlike(in_place, 14.0);
  EXPECT_SCALAR_NEAR(seed(), 1, exactly()).because("the output gradient belongs to the caller").unlike(in_place, 7.0);
}

// A node's backward runs once, however many paths lead to it: the work grows with the operations, not with the paths.
// Input: 12 stages x -> scaled(x + x, 1/2), 2^12 paths
// Lesson: "What it costs"
TEST(Backward, RunsEveryNodeOnce) {
  const auto calls = std::make_shared<int>(0);
  const Tensor x = leaf(1);
  Tensor y = x;
  for (int stage = 0; stage < 12; ++stage) {
    const Tensor half = scaled(y, 0.5, calls);
    y = mix(half, half);
  }
  backward(y);
  EXPECT_COUNT(*calls, 12).unlike(every_path, 8190.0);
  EXPECT_SCALAR_NEAR(gradient(x)(), 1, exactly());
}

// The output may have any shape when its gradient is given; the inputs' gradients are weighted by it.
// Input: y = 3 x, shape [2, 2], weights 0, 1, 2, 3
// Lesson: "The backward pass"
TEST(Backward, TakesAnOutputGradient) {
  const Tensor x = leaf(counting_tensor({2, 2}));
  const Tensor weights = counting_tensor({2, 2});
  backward(scaled(x, 3), weights);
  EXPECT_TENSOR_EQ(gradient(x), make_tensor({2, 2}, {0, 3, 6, 9}))
      .unlike("the output gradient was taken to be 1", filled_tensor({2, 2}, 3));
  EXPECT_TENSOR_EQ(weights, counting_tensor({2, 2})).because("it belongs to the caller");
  EXPECT_THROWS(backward(scaled(x, 3), filled_tensor({2}, 1)), std::invalid_argument, "[2]", "[2, 2]");
}

// Without an output gradient the loss must be one number: a derivative of many numbers would be a matrix.
// Input: losses of shape [], [1, 1], [2], [0], undefined, and one without graph
// Lesson: "The backward pass"
TEST(Backward, WantsALossOfOneElement) {
  const Tensor x = leaf(filled_tensor({1, 1}, 2));
  backward(scaled(x, 3));
  EXPECT_TENSOR_EQ(gradient(x), filled_tensor({1, 1}, 3));
  EXPECT_THROWS(backward(scaled(leaf(counting_tensor({2})), 3)), std::invalid_argument, "[2]")
      .because("the gradient of which of the two?")
      .unlike("a loss of many elements was accepted", Value(std::string("no exception")));
  EXPECT_THROWS(backward(scaled(leaf(counting_tensor({0})), 3)), std::invalid_argument, "[0]");
  EXPECT_THROWS(backward(Tensor()), std::invalid_argument);
  EXPECT_THROWS(backward(filled_tensor({}, 1)), std::invalid_argument);
}

// The loss may itself be a leaf.
// Input: backward of a leaf
// Lesson: "The backward pass"
TEST(Backward, OfALeafIsOne) {
  const Tensor x = leaf(5);
  backward(x);
  backward(x);
  EXPECT_SCALAR_NEAR(gradient(x)(), 2, exactly()).because("a leaf is never freed, and its gradient adds up");
}

// Nothing flows into a constant, through detach, or through what was computed under NoGrad.
// Input: x * detach(x) at 3; x * c; and x times a value computed under NoGrad
// Lesson: "Without a graph"
TEST(Backward, StopsAtWhatWantsNoGradient) {
  const Tensor x = leaf(3);
  backward(product(x, detach(x)));
  EXPECT_SCALAR_NEAR(gradient(x)(), 3, exactly()).unlike("detach left the tensor in the graph", 6.0);
  const Tensor constant = filled_tensor({}, 4);
  zero_gradient(x);
  backward(product(x, constant));
  EXPECT_SCALAR_NEAR(gradient(x)(), 4, exactly());
  EXPECT_TRUTH(gradient(constant).defined(), false);
  const Tensor frozen = [&] {
    const NoGrad scope;
    return scaled(x, 2);
  }();
  zero_gradient(x);
  backward(product(x, frozen));
  EXPECT_SCALAR_NEAR(gradient(x)(), 6, exactly())
      .because("the value 6 counts, its history does not")
      .unlike("a node was made although nothing was to be recorded", 12.0);
}

// An undefined gradient means "none": it adds nothing, and what lies before it alone is not computed.
// Input: "cut", whose backward answers with an undefined tensor, on u = 2 x: x + cut(u), then u + cut(u)
// Lesson: "The backward pass"
TEST(Backward, TakesAnUndefinedGradientForNone) {
  const auto calls = std::make_shared<int>(0);
  const Tensor x = leaf(3);
  const auto cut = [](const Tensor& input) {
    return recorded_with("cut", {input}, filled_tensor({}, 6), [](const Tensor&) { return std::vector<Tensor>(1); });
  };
  backward(mix(cut(scaled(x, 2, calls)), x));
  EXPECT_SCALAR_NEAR(gradient(x)(), 1, exactly());
  EXPECT_COUNT(*calls, 0);
  zero_gradient(x);
  const Tensor u = scaled(x, 2, calls);
  backward(mix(u, cut(u)));
  EXPECT_SCALAR_NEAR(gradient(x)(), 2, exactly()).because("u has a gradient already, to which nothing is added");
  EXPECT_COUNT(*calls, 1);
}

// backward is no part of the forward pass: what it computes is not recorded; afterwards recording goes on as before.
// Input: an operation that asks recording() in its backward; another that throws
// Lesson: "The backward pass"
TEST(Backward, RecordsNothingOfItsOwn) {
  const Tensor x = leaf(3);
  std::string seen = "never ran";
  backward(recorded_with("ask", {x}, filled_tensor({}, 1), [&seen](const Tensor& g) {
    seen = recording() ? "recording" : "not recording";
    return std::vector<Tensor>{g};
  }));
  EXPECT_TEXT(seen, "not recording")
      .because("a graph of the gradients would be built behind the gradients, and kept")
      .unlike("backward recorded its own work", Value(std::string("recording")));
  EXPECT_TRUTH(recording(), true);
  const Tensor failing = recorded_with("fail", {x}, filled_tensor({}, 1), [](const Tensor&) -> std::vector<Tensor> {
    throw std::runtime_error("no luck");
  });
  EXPECT_THROWS(backward(failing), std::runtime_error, "no luck");
  EXPECT_TRUTH(recording(), true);
}

// After backward the graph is gone: nodes let go of inputs, results and whatever their backward held.
// Input: y = (2 x * 1) * x, 64 numbers; 3 tensors of 256 bytes made on the way
// Lesson: "Freeing the graph"
TEST(Backward, FreesTheGraph) {
  const Tensor x = leaf(filled_tensor({64}, 1));
  const Tensor seed = filled_tensor({64}, 1);
  const MemoryScope scope;
  const Tensor y = product(scaled(scaled(x, 2), 1), x);
  EXPECT_COUNT(scope.live_bytes(), 3 * 256);
  backward(y, seed);
  EXPECT_COUNT(scope.live_bytes(), 2 * 256)
      .because("what is left is the result, which we hold, and the gradient of x")
      .unlike("the graph was kept alive after backward", 4.0 * 256)
      .unlike("a freed node kept its backward, and with it the tensors in it", 3.0 * 256);
  EXPECT_COUNT(node_of(y)->inputs.size(), 0).unlike("the graph was kept alive after backward", 1.0);
  EXPECT_TRUTH(gradient(y).defined() || node_of(y)->gradient.defined(), false)
      .because("only leaves keep their gradient");
}

// The gradient of an interior node is dropped as soon as it is passed on.
// Input: 40 views of 256 numbers, whose gradients take 1 KiB each
// Lesson: "What it costs"
TEST(Backward, NeedsRoomForAFewGradientsAtATime) {
  const Tensor x = leaf(filled_tensor({256}, 1));
  const Tensor seed = filled_tensor({256}, 1);
  Tensor y = x;
  for (int step = 0; step < 40; ++step) y = recorded("magnify", {y}, detach(y));
  register_backward("magnify", [](const Node&, const Tensor& g) { return std::vector<Tensor>{times(g, 1.01)}; });
  const MemoryScope scope;
  backward(y, seed);
  EXPECT_BETWEEN(scope.peak_bytes(), 1024, 4 * 1024)
      .because("a step needs the gradient that came in and the one that goes out")
      .unlike("the gradients of interior nodes were kept until the end", 41.0 * 1024);
}

// A second pass through a freed graph is refused, with words, and before any gradient changes.
// Input: backward(y) twice; two losses that share u = 2 x
// Lesson: "Freeing the graph"
TEST(Backward, RefusesAFreedGraph) {
  const Tensor x = leaf(3);
  const Tensor u = scaled(x, 2);
  const Tensor first = product(u, u);
  const Tensor other = mix(u, x);
  backward(first);
  EXPECT_THROWS(backward(first), std::logic_error, "product", "freed")
      .because("its inputs are gone; run the forward pass again")
      .unlike("a freed graph was walked again", Value(std::string("no exception")));
  EXPECT_THROWS(backward(other), std::logic_error, "scaled", "freed");
  EXPECT_SCALAR_NEAR(gradient(x)(), 24, exactly())
      .because("x is an input of the refused sum as well, and got nothing from it")
      .unlike("gradients were changed before the graph was refused", 25.0);
}

// A pass that ends in an exception leaves nothing behind in interior nodes that a later one could pick up.
// Input: u = 2 x; the backward of fail(u) throws after u has got its other gradient; then 5 u
// Lesson: "Freeing the graph"
TEST(Backward, ForgetsAPassThatFailed) {
  const Tensor x = leaf(3);
  const Tensor u = scaled(x, 2);
  const Tensor failing = recorded_with("fail", {u}, filled_tensor({}, 1), [](const Tensor&) -> std::vector<Tensor> {
    throw std::runtime_error("no luck");
  });
  const Tensor other = scaled(u, 5);
  EXPECT_THROWS(backward(mix(u, failing)), std::runtime_error, "no luck");
  backward(other);
  EXPECT_SCALAR_NEAR(gradient(x)(), 10, exactly()).unlike("what a failed pass had left behind was added", 12.0);
}

// A value of the graph that was changed in place is refused by name, before any gradient changes.
// Input: product(a, b) + a with b overwritten before backward
// Lesson: "In-place writes"
TEST(Backward, RefusesValuesThatWereOverwritten) {
  const Tensor a = leaf(3);
  Tensor b = leaf(4);
  const Tensor y = mix(a, product(a, b));
  b.mutable_data()[0] = 100;
  EXPECT_THROWS(backward(y), std::logic_error, "product", "in place")
      .unlike("the versions were not compared before backward", Value(std::string("no exception")));
  EXPECT_TRUTH(gradient(a).defined(), false);
  backward(product(a, b));
  EXPECT_SCALAR_NEAR(gradient(a)(), 100, exactly()).because("the next forward pass sees the new value");
}

// An operation that nobody taught how to go backwards is refused by name, before any gradient changes; once it has a
// rule, that is used.
// Input: the operation "unheard_of", without and with a registered rule
// Lesson: "Rules"
TEST(Backward, NamesTheOperationThatHasNoRule) {
  const Tensor x = leaf(3);
  const auto unheard_of = [&x](std::string_view name) {
    return mix(x, recorded(name, {x}, filled_tensor({}, 6), {.numbers = {0.5}}));
  };
  EXPECT_THROWS(backward(unheard_of("unheard_of")), std::logic_error, "unheard_of");
  EXPECT_TRUTH(gradient(x).defined(), false)
      .unlike("gradients were changed before the graph was refused", truth_value(true));
  register_backward("heard_of", [](const Node& node, const Tensor& g) {
    return std::vector<Tensor>{times(g, node.attributes.numbers.at(0))};
  });
  backward(unheard_of("heard_of"));
  EXPECT_SCALAR_NEAR(gradient(x)(), 1.5, exactly());
}

// Depth is no limit: neither the walk nor the end of a graph may call itself.
// Input: two chains of 3,000 operations, one that is listed and let go, one that is walked; bytes of stack counted
// Lesson: "The backward pass"
TEST(Backward, WalksAndFreesAChainOfThousands) {
  const Tensor x = leaf(1);
  const auto chain = [&x] {
    Tensor y = x;
    for (int step = 0; step < 3000; ++step) y = recorded("pass_on", {y}, detach(y));
    return y;
  };
  register_backward("pass_on", [](const Node&, const Tensor& g) { return std::vector<Tensor>{g}; });
  const std::string recursive = "the walk called itself: a call within a call for every node";
  std::size_t nodes = 0;
  EXPECT_BETWEEN(stack_bytes([&] { nodes = topological_order(chain()).size(); }), 0, 48 * 1024)
      .because("calls that wait for each other belong into a vector: the stack is a few MiB, a graph may be deeper")
      .unlike(recursive, double{most_stack_counted});
  EXPECT_COUNT(nodes, 3001);
  EXPECT_BETWEEN(stack_bytes([&] { backward(chain()); }), 0, 48 * 1024).unlike(recursive, double{most_stack_counted});
  EXPECT_SCALAR_NEAR(gradient(x)(), 1, exactly());
}

}  // namespace
