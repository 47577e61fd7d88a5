#include "fixed_layer.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// trainable() hands back the very tensor that it was given, with the wish for a gradient set.
// Input: a tensor [2, 3] and a view of it with other strides
// Lesson: "Parameters"
TEST(Trainable, IsTheSameTensorWithTheFlagSet) {
  const Tensor initial = counting_tensor({2, 3});
  const Tensor parameter = trainable(initial);
  EXPECT_TRUTH(parameter.requires_grad(), true)
      .because("module 05 follows only what wants a gradient")
      .unlike("requires_grad was never set", truth_value(false));
  EXPECT_TRUTH(shares_numbers(parameter, initial), true)
      .because("a parameter is a handle; a copy would leave a second set of numbers behind")
      .unlike("the numbers were copied", truth_value(false));
  EXPECT_TENSOR_EQ(parameter, initial);

  const Tensor turned = strided_copy(initial);
  EXPECT_INDICES(trainable(turned).strides(), {1, 2}).because("a view stays the view it was");
}

// A prefix stands in front of each name, with a dot between; the tensors stay shared.
// Input: "weight" and "bias" under "0"; the result under "1"; no parameters
// Lesson: "Parameters"
TEST(Prefixed, JoinsNamesWithADot) {
  const std::vector<Parameter> inner{{"weight", counting_tensor({2, 3})}, {"bias", counting_tensor({2})}};
  const std::vector<Parameter> outer = prefixed("0", inner);
  EXPECT_TEXT(names_of(outer), "0.weight 0.bias")
      .unlike("the prefix was joined without a dot", Value(std::string("0weight 0bias")))
      .unlike("the prefix was put behind the name", Value(std::string("weight.0 bias.0")))
      .unlike("only the first name was given the prefix", Value(std::string("0.weight bias")));
  EXPECT_TRUTH(outer.size() == 2 && shares_numbers(outer[0].value, inner[0].value), true)
      .because("renaming copies no numbers");
  EXPECT_TEXT(names_of(prefixed("1", outer)), "1.0.weight 1.0.bias")
      .because("a block in a block has a path, read from the outside in");
  EXPECT_COUNT(prefixed("block", {}).size(), 0);
}

// The parameters of a layer are all numbers in all its tensors: matrices, biases, scalars.
// Input: [3, 4], [3], [2, 3], [2] together; one scalar; nothing; a tensor without elements
// Lesson: "What it costs"
TEST(ParameterCount, AddsUpEveryElement) {
  const FixedLayer layer({{"0.weight", counting_tensor({3, 4})},
                          {"0.bias", counting_tensor({3})},
                          {"1.weight", counting_tensor({2, 3})},
                          {"1.bias", counting_tensor({2})}});
  EXPECT_COUNT(parameter_count(layer), 12 + 3 + 6 + 2)
      .unlike("the biases were forgotten: only matrices were counted", 18.0)
      .unlike("tensors were counted, not the numbers in them", 4.0)
      .unlike("only the first parameter was counted", 12.0);
  EXPECT_COUNT(parameter_count(FixedLayer({{"scale", counting_tensor({})}})), 1)
      .because("a tensor without axes holds one number");
  EXPECT_COUNT(parameter_count(FixedLayer()), 0);
  EXPECT_COUNT(parameter_count(FixedLayer({{"nothing", counting_tensor({0, 4})}})), 0);
}

// Tied weights are one set of numbers under two names: they are trained once, stored once and counted once.
// Input: [3, 4] listed twice beside [3]; then equal tensors that are not the same; then two halves of one storage
// Lesson: "What it costs"
TEST(ParameterCount, CountsTiedWeightsOnce) {
  const Tensor tied = counting_tensor({3, 4});
  const Tensor bias = counting_tensor({3});
  EXPECT_COUNT(parameter_count(FixedLayer({{"embedding", tied}, {"bias", bias}, {"output", tied}})), 15)
      .because("both names lead to the same numbers")
      .unlike("weights under two names were counted twice", 27.0);

  const FixedLayer twins({{"weight", counting_tensor({3, 4})}, {"weight", counting_tensor({3, 4})}});
  EXPECT_COUNT(parameter_count(twins), 24)
      .because("equal values, equal shapes and equal names do not make two tensors one; shared storage does")
      .unlike("tensors were taken for the same because of their names or shapes", 12.0);

  const Tensor joint = counting_tensor({6, 4});
  const Tensor upper(joint.storage(), {3, 4}, {4, 1}, 0);
  const Tensor lower(joint.storage(), {3, 4}, {4, 1}, 12);
  EXPECT_COUNT(parameter_count(FixedLayer({{"upper", upper}, {"lower", lower}})), 24)
      .because("two views of different parts of one storage are different numbers")
      .unlike("two views of one storage were counted as one tensor", 12.0);
}

// A layer's bytes are four for each number, exactly what the allocator gave out for them.
// Input: a 784-100-10 perceptron's tensors, made here
// Lesson: "What it costs"
TEST(ParameterBytes, AreWhatTheAllocatorGaveOut) {
  const MemoryScope scope;
  const FixedLayer layer({{"0.weight", filled_tensor({100, 784}, 0)},
                          {"0.bias", filled_tensor({100}, 0)},
                          {"1.weight", filled_tensor({10, 100}, 0)},
                          {"1.bias", filled_tensor({10}, 0)}});
  EXPECT_COUNT(parameter_count(layer), 79510).because("784 * 100 + 100 + 100 * 10 + 10");
  EXPECT_COUNT(parameter_bytes(layer), 318040)
      .because("a float32 has 4 bytes")
      .unlike("numbers were given where bytes were asked for", 79510.0)
      .unlike("8 bytes were taken for a float32", 636080.0);
  EXPECT_COUNT(parameter_bytes(layer), scope.live_bytes()).because("the allocator counts the same bytes");
}

}  // namespace
