#include "graph_operations.hpp"
#include "gu/autograd.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// A node keeps everything that backward will need: name, inputs, attributes, result.
// Input: an operation "weigh" of two tensors with integers {1, -2} and numbers {0.5}
// Lesson: "The graph"
TEST(MakeNode, KeepsNameInputsAttributesAndResult) {
  const Tensor a = leaf(counting_tensor({2, 3}));
  const Tensor b = counting_tensor({3});
  const Tensor result = filled_tensor({2, 3}, 7);
  const auto node = make_node({"weigh", {a, b}, {.integers = {1, -2}, .numbers = {0.5}}}, result, nullptr);
  EXPECT_TEXT(node->operation, "weigh");
  EXPECT_COUNT(node->inputs.size(), 2)
      .because("rules find their inputs by position, so those without gradient are listed too")
      .unlike("inputs that want no gradient were left out", 1.0);
  EXPECT_TRUTH(node->inputs.front().vertex() == a.vertex(), true).because("this edge is the graph");
  EXPECT_TENSOR_EQ(node->inputs.back(), b);
  EXPECT_INDICES(node->attributes.integers, {1, -2});
  EXPECT_SCALAR_NEAR(node->attributes.numbers.at(0), 0.5, exactly());
  EXPECT_TENSOR_EQ(node->output, result);
  EXPECT_TRUTH(node->freed, false);
  EXPECT_TRUTH(node->is_leaf(), false);
  EXPECT_TRUTH(node->backward == nullptr, true).because("a rule registered by name will be used");
}

// A node keeps handles; it copies no numbers.
// Input: two tensors of 3 numbers and a result
// Lesson: "The graph"
TEST(MakeNode, SharesTheNumbers) {
  const Tensor a = leaf(counting_tensor({3}));
  const Tensor b = leaf(counting_tensor({3}));
  const Tensor result = counting_tensor({3});
  const MemoryScope scope;
  const auto node = make_node({"weigh", {a, b}, {}}, result, nullptr);
  EXPECT_COUNT(scope.live_bytes(), 0).because("12 bytes a tensor would double the memory of every model");
  EXPECT_TRUTH(same_storage(node->inputs[0], a) && same_storage(node->output, result), true);
}

// The result that a node keeps is detached. It owns the node; if the node owned it, neither would ever be freed.
// Input: a result that is a tensor of the graph already, as that of an operation built of others is
// Lesson: "The graph"
TEST(MakeNode, KeepsTheResultDetached) {
  const Tensor a = leaf(1);
  const Tensor result = scaled(a, 2);
  const auto node = make_node({"outer", {a}, {}}, result, nullptr);
  EXPECT_TRUTH(node->output.requires_grad(), false)
      .because("a tensor holds its node; a node that holds its tensor closes a circle of shared pointers")
      .unlike("the saved result was not detached", truth_value(true));
  EXPECT_TRUTH(result.requires_grad(), true).because("the result itself stays in the graph");
}

// An operation of later modules brings its own backward, and the node keeps it.
// Input: a backward that answers {}
// Lesson: "The graph"
TEST(MakeNode, KeepsTheBackwardThatCameAlong) {
  const Tensor a = leaf(1);
  int calls = 0;
  const auto node = make_node({"own", {a}, {}}, filled_tensor({}, 1), [&calls](const Tensor&) {
    ++calls;
    return std::vector<Tensor>{};
  });
  if (node->backward != nullptr) node->backward(a);
  EXPECT_COUNT(calls, 1).unlike("the backward that the operation brought was dropped", 0.0);
}

// A recorded operation hangs its node on its result; without an input that wants a gradient there is none.
// Input: the operation mix of a leaf and a constant, then of two constants
// Lesson: "The graph"
TEST(MakeNode, IsHungOnTheResultOfARecordedOperation) {
  const Tensor x = leaf(2);
  const Tensor constant = filled_tensor({}, 5);
  const Tensor y = mix(x, constant);
  EXPECT_TRUTH(y.requires_grad(), true);
  EXPECT_TEXT(node_of(y)->operation, "mix");
  EXPECT_TRUTH(node_of(node_of(y)->inputs.at(0)) == node_of(x), true);
  EXPECT_TRUTH(node_of(x)->is_leaf(), true);
  EXPECT_TRUTH(mix(constant, constant).requires_grad(), false);
}

// A node remembers the version of each storage at the moment of recording: the inputs in order, then the result.
// Input: storages written to 1 and 2 times more than the result
// Lesson: "In-place writes"
TEST(MakeNode, RemembersTheVersionsOfInputsAndResult) {
  const auto written = [](int times) {
    Tensor tensor = counting_tensor({2});
    for (int i = 0; i < times; ++i) tensor.mutable_data();
    return tensor;
  };
  const Tensor a = leaf(written(1));
  const Tensor b = written(2);
  const Tensor result = written(0);
  const auto version = [](const Tensor& tensor) { return static_cast<Index>(tensor.storage()->version()); };
  const auto node = make_node({"weigh", {a, b}, {}}, result, nullptr);
  const std::vector<Index> inputs_only{version(a), version(b)};
  EXPECT_INDICES(node->versions, {version(a), version(b), version(result)})
      .unlike("the version of the result was not saved", integers_value(inputs_only));
}

// detach gives the same numbers in the same storage, outside of the graph.
// Input: a tensor [2, 3] of the graph
// Lesson: "Without a graph"
TEST(Detach, SharesTheNumbersAndNotTheGraph) {
  const Tensor x = scaled(leaf(counting_tensor({2, 3})), 2);
  const MemoryScope scope;
  Tensor free = detach(x);
  EXPECT_TRUTH(free.requires_grad(), false).unlike("detach left the tensor in the graph", truth_value(true));
  EXPECT_TRUTH(same_storage(free, x), true)
      .because("detach is a new handle: O(1), no numbers move")
      .unlike("detach copied the numbers", truth_value(false));
  EXPECT_COUNT(scope.live_bytes(), 0).unlike("detach copied the numbers", 24.0);
  EXPECT_TRUTH(x.requires_grad(), true).because("the other handle stays where it was");
  free.mutable_data()[1] = 50;
  EXPECT_SCALAR_NEAR(x(0, 1), 50, exactly());
  EXPECT_TENSOR_EQ(detach(strided_copy(x)), x).because("a strided view stays one");
}

// While a NoGrad lives nothing is recorded, and nothing of what it hides is kept.
// Input: mix of two leaves, before, inside and after the scope
// Lesson: "Without a graph"
TEST(NoGradScope, RecordsNothing) {
  const Tensor x = leaf(2);
  EXPECT_TRUTH(mix(x, x).requires_grad(), true);
  {
    const NoGrad scope;
    EXPECT_TRUTH(recording(), false);
    EXPECT_TRUTH(mix(x, x).requires_grad(), false)
        .because("a result without node holds on to nothing")
        .unlike("a node was made although nothing was to be recorded", truth_value(true));
    EXPECT_TRUTH(make_node({"weigh", {x}, {}}, x, nullptr) == nullptr, true);
    EXPECT_TRUTH(leaf(1).requires_grad(), true).because("a leaf is no operation");
  }
  EXPECT_TRUTH(recording(), true);
  EXPECT_TRUTH(mix(x, x).requires_grad(), true);
}

// Scopes nest: the end of an inner one leaves the outer one in force. An exception ends them as well.
// Input: a scope in a scope; a scope left by a throw
// Lesson: "Without a graph"
TEST(NoGradScope, Nests) {
  std::string history;
  const auto note = [&] { history += recording() ? "on " : "off "; };
  {
    const NoGrad outer;
    note();
    {
      const NoGrad inner;
      note();
    }
    note();
  }
  note();
  EXPECT_TEXT(history, "off off off on ")
      .because("a function that opens a scope may be called from inside another one")
      .unlike("the end of an inner scope switched the recording on", Value(std::string("off off on on ")))
      .unlike("a scope switched nothing off", Value(std::string("on on on on ")));
  set_recording(true);
  EXPECT_TEXT(verdict([] {
                const NoGrad scope;
                throw std::runtime_error("left early");
              }),
              "refused");
  EXPECT_TRUTH(recording(), true);
}

// What a node saved and what it saw must be the same numbers: a write in between is refused, by name.
// Input: mix(a, b) with nothing written, then a written, then b, then the result
// Lesson: "In-place writes"
TEST(RequireUsable, FindsEveryWriteInPlace) {
  const auto write_to = [](Index which) {
    Tensor a = leaf(counting_tensor({3}));
    Tensor b = counting_tensor({3});
    Tensor result = mix(a, b);
    std::vector<Tensor*> tensors{&a, &b, &result};
    if (which >= 0) tensors[static_cast<std::size_t>(which)]->mutable_data()[0] = 9;
    return verdict([&] { require_usable(*node_of(result)); });
  };
  const Value accepted(std::string("accepted"));
  EXPECT_TEXT(write_to(-1), "accepted");
  EXPECT_TEXT(write_to(0), "refused")
      .because("the gradient would be computed with numbers that the forward pass never saw")
      .unlike("a value that was changed in place was not noticed", accepted);
  EXPECT_TEXT(write_to(1), "refused")
      .because("an input that wants no gradient is a factor in that of the others")
      .unlike("only the first input was compared", accepted);
  EXPECT_TEXT(write_to(2), "refused")
      .because("exp and softmax compute their gradient from the result")
      .unlike("a result that was changed in place was not noticed", accepted);
}

// Views share one storage, so a write through a view of an input is found too.
// Input: mix of a leaf [4]; a write through a second handle on its last two numbers
// Lesson: "In-place writes"
TEST(RequireUsable, FindsAWriteThroughAView) {
  const Tensor a = leaf(counting_tensor({4}));
  Tensor part(a.storage(), {2}, {1}, 2);
  const Tensor result = mix(a, a);
  EXPECT_TEXT(verdict([&] { require_usable(*node_of(result)); }), "accepted");
  part.mutable_data()[0] = 9;
  EXPECT_TEXT(verdict([&] { require_usable(*node_of(result)); }), "refused");
}

// The refusal says which operation, and that the write was in place.
// Input: mix(a, b), b written
// Lesson: "In-place writes"
TEST(RequireUsable, NamesTheOperation) {
  const Tensor a = leaf(1);
  Tensor b = filled_tensor({}, 2);
  const Tensor result = mix(a, b);
  b.mutable_data()[0] = 3;
  EXPECT_THROWS(require_usable(*node_of(result)), std::logic_error, "mix", "in place");
}

// A node that a backward pass has freed is refused, with what to do about it; a leaf can never be unusable.
// Input: a freed node without inputs; a leaf that was written to
// Lesson: "Freeing the graph"
TEST(RequireUsable, RefusesAFreedNodeAndNoLeaf) {
  Node spent;
  spent.operation = "mix";
  spent.freed = true;
  EXPECT_THROWS(require_usable(spent), std::logic_error, "mix", "freed")
      .unlike("a freed node was taken for a fresh one", Value(std::string("no exception")));
  Tensor x = leaf(1);
  x.mutable_data()[0] = 2;
  EXPECT_TEXT(verdict([&] { require_usable(*node_of(x)); }), "accepted")
      .because("an optimiser writes to leaves after every step");
}

// A graph lives as long as its result: nothing stays behind when the last handle goes, even without backward.
// Input: a loop of 8 steps on 64 numbers, of which only the leaf and the last result are kept
// Lesson: "The graph"
TEST(MakeNode, DiesWithTheResult) {
  const Tensor x = leaf(filled_tensor({64}, 1));
  const MemoryScope scope;
  {
    Tensor y = x;
    for (int step = 0; step < 8; ++step) y = product(y, y);
    EXPECT_COUNT(scope.live_bytes(), 8 * 256).because("each step is kept for its backward: 64 floats of 4 bytes");
  }
  EXPECT_COUNT(scope.live_bytes(), 0)
      .because("edges point from results to inputs only")
      .unlike("the graph outlives its result", 8.0 * 256);
}

}  // namespace
