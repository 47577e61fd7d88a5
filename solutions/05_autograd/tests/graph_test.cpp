#include "graph_operations.hpp"
#include "gu/autograd.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// A node keeps any number of inputs and attributes, in order, and the numbers they had.
// Input: operations of 1 to 6 random tensors, every second one a leaf, with random attributes and written-to storages
// Lesson: "The graph"
TEST(HiddenGraph, KeepsAnyNumberOfInputsAndAttributes) {
  Generator generator = test_generator(901);
  for (Index count = 1; count <= 6; ++count) {
    std::vector<Tensor> inputs;
    Attributes attributes;
    std::vector<Index> versions;
    for (Index i = 0; i < count; ++i) {
      Tensor tensor = strided_copy(random_tensor({2, 3}, generator));
      for (Index writes = generator.below(4); writes > 0; --writes) tensor.mutable_data();
      versions.push_back(static_cast<Index>(tensor.storage()->version()));
      inputs.push_back(i % 2 == 0 ? leaf(tensor) : tensor);
      attributes.integers.push_back(generator.below(1000) - 500);
      attributes.numbers.push_back(double{generator.uniform()});
    }
    const Tensor result = gapped_copy(random_tensor({4}, generator));
    versions.push_back(static_cast<Index>(result.storage()->version()));
    const auto node = make_node({"weigh", inputs, attributes}, result, nullptr);
    EXPECT_COUNT(node->inputs.size(), count);
    for (std::size_t i = 0; i < std::min(inputs.size(), node->inputs.size()); ++i) {
      EXPECT_TENSOR_EQ(node->inputs[i], inputs[i]);
      EXPECT_TRUTH(node->inputs[i].vertex() == inputs[i].vertex(), true);
      EXPECT_SCALAR_NEAR(node->attributes.numbers.at(i), attributes.numbers[i], exactly());
    }
    EXPECT_INDICES(node->attributes.integers,
                   (std::vector<Index>(attributes.integers.begin(), attributes.integers.end())));
    EXPECT_INDICES(node->versions, (versions));
    EXPECT_TENSOR_EQ(node->output, result);
    EXPECT_TRUTH(node->output.requires_grad(), false);
  }
}

// A detached view stays the view it was, and nothing that is computed from it is recorded; the original goes on.
// Input: a reversed and a gapped random [2, 3, 2] of the graph
// Lesson: "Without a graph"
TEST(HiddenGraph, DetachesViewsOfAnyLayout) {
  Generator generator = test_generator(902);
  const Tensor numbers = random_tensor({2, 3, 2}, generator);
  for (const Tensor& laid_out : {strided_copy(numbers), gapped_copy(numbers)}) {
    const Tensor x = leaf(laid_out);
    const Tensor free = detach(x);
    EXPECT_TENSOR_EQ(free, numbers);
    EXPECT_TEXT(to_text(free.strides()), to_text(laid_out.strides()));
    EXPECT_COUNT(free.offset(), laid_out.offset());
    EXPECT_TRUTH(same_storage(free, x), true);
    EXPECT_TRUTH(scaled(free, 2).requires_grad(), false);
    EXPECT_TRUTH(scaled(x, 2).requires_grad(), true);
    EXPECT_TRUTH(detach(free).requires_grad(), false).because("what is free already stays so");
  }
}

// Scopes of any depth, opened and closed in a random order of nesting, end exactly where the outermost does.
// Input: 5 random depths up to 20
// Lesson: "Without a graph"
TEST(HiddenGraph, NestsScopesOfAnyDepth) {
  Generator generator = test_generator(903);
  const Tensor x = leaf(1);
  for (int round = 0; round < 5; ++round) {
    std::vector<std::unique_ptr<NoGrad>> scopes;
    const Index depth = 1 + generator.below(20);
    for (Index i = 0; i < depth; ++i) scopes.push_back(std::make_unique<NoGrad>());
    Index silent = 0;
    while (!scopes.empty()) {
      silent += scaled(x, 2).requires_grad() ? 0 : 1;
      scopes.pop_back();
    }
    EXPECT_COUNT(silent, depth);
    EXPECT_TRUTH(scaled(x, 2).requires_grad(), true);
  }
}

// A write in place is found at whichever of many inputs it happened, and a result of the graph is kept detached.
// Input: operations of 1 to 5 random tensors, every second one a leaf; each in turn written to through a view
// Lesson: "In-place writes"
TEST(HiddenGraph, FindsTheWriteAmongManyInputs) {
  Generator generator = test_generator(904);
  for (Index count = 1; count <= 5; ++count) {
    for (Index written = -1; written < count; ++written) {
      std::vector<Tensor> inputs;
      for (Index i = 0; i < count; ++i) {
        const Tensor tensor = gapped_copy(random_tensor({2, 2}, generator));
        inputs.push_back(i % 2 == 0 ? leaf(tensor) : tensor);
      }
      const Tensor result = scaled(inputs[0], 2);
      const auto node = make_node({"weigh", inputs, {}}, result, nullptr);
      EXPECT_TRUTH(node->output.requires_grad(), false);
      EXPECT_TRUTH(result.requires_grad(), true);
      if (written >= 0) {
        const auto& storage = inputs[static_cast<std::size_t>(written)].storage();
        Tensor(storage, {1}, {1}, generator.below(4)).mutable_data()[0] = 5;
      }
      EXPECT_TEXT(verdict([&] { require_usable(*node); }), written < 0 ? "accepted" : "refused");
    }
  }
}

// Nothing outlives its results: chains that branch and meet, dropped at random places, with and without a backward pass.
// Input: 4 random graphs of 5 to 12 products of 30 to 60 numbers; bytes counted
// Lesson: "The graph"
TEST(HiddenGraph, DiesWithItsResults) {
  Generator generator = test_generator(905);
  for (int round = 0; round < 4; ++round) {
    const Index size = 30 + generator.below(30);
    const Index steps = 5 + generator.below(8);
    const Tensor x = leaf(filled_tensor({size}, 1));
    const MemoryScope scope;
    {
      std::vector<Tensor> values{x};
      for (Index step = 0; step < steps; ++step) {
        const Tensor& other = values[static_cast<std::size_t>(generator.below(static_cast<Index>(values.size())))];
        values.push_back(product(values.back(), other));
      }
      values.erase(values.begin(), values.end() - 1);
      EXPECT_COUNT(scope.live_bytes(), 4 * size * steps).because("each result is an input of the next");
      values[0] = detach(values[0]);
      EXPECT_COUNT(scope.live_bytes(), 4 * size).because("a detached result holds its own numbers only");
    }
    EXPECT_COUNT(scope.live_bytes(), 0);
  }
}

}  // namespace
