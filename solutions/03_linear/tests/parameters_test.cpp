#include "fixed_layer.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

double numbers_in(const std::vector<Shape>& shapes) {
  double total = 0;
  for (const Shape& shape : shapes) total += static_cast<double>(Array64(shape).count());
  return total;
}

// Numbers and bytes of layers of random size, with every second tensor listed once more, and two halves of one storage.
// Input: 5 layers of up to 12 tensors of random rank and size
// Lesson: "What it costs"
TEST(HiddenParameters, CountRandomLayersWithTiedTensors) {
  Generator generator = test_generator(901);
  for (int round = 0; round < 5; ++round) {
    std::vector<Shape> shapes;
    std::vector<Parameter> listed;
    const Index tensors = 1 + generator.below(12);
    for (Index i = 0; i < tensors; ++i) {
      Shape shape;
      for (Index axis = generator.below(5); axis > 0; --axis) shape.push_back(1 + generator.below(6));
      shapes.push_back(shape);
      listed.push_back({"numbers", filled_tensor(shape, 1)});
    }
    // Both halves of one storage are numbers of their own.
    const Tensor joint = counting_tensor({2, 3 + generator.below(4)});
    for (const Index half : {0, 1}) {
      shapes.push_back({joint.size(1)});
      listed.push_back({"half", Tensor(joint.storage(), {joint.size(1)}, {1}, half * joint.size(1))});
    }
    for (Index i = 0; i < tensors; i += 2) listed.push_back({"tied", listed[static_cast<std::size_t>(i)].value});
    const FixedLayer layer(listed);
    EXPECT_COUNT(parameter_count(layer), numbers_in(shapes));
    EXPECT_COUNT(parameter_bytes(layer), 4 * numbers_in(shapes));
    EXPECT_COUNT(parameter_count(layer), numbers_in(shapes)).because("asked again, the answer is the same");
  }
}

// Prefixes of any depth and spelling; the list that came in keeps its names; the numbers are the same ones.
// Input: three random tensors, prefixed three times
// Lesson: "Parameters"
TEST(HiddenParameters, PrefixWithoutTouchingWhatCameIn) {
  Generator generator = test_generator(902);
  const std::vector<Parameter> inner{{"a", random_tensor({2, 1, 3}, generator)},
                                     {"b.c", random_tensor({4}, generator)},
                                     {"weight", strided_copy(random_tensor({2, 3}, generator))}};
  const std::string number = std::to_string(generator.below(1000));
  const auto outer = prefixed("decoder", prefixed(number, prefixed("x.y", inner)));
  const std::string path = "decoder." + number + ".x.y.";
  EXPECT_TEXT(names_of(outer), path + "a " + path + "b.c " + path + "weight");
  EXPECT_TEXT(names_of(inner), "a b.c weight");
  EXPECT_COUNT(outer.size(), 3);
  for (std::size_t i = 0; i < std::min<std::size_t>(3, outer.size()); ++i) {
    EXPECT_TRUTH(shares_numbers(outer[i].value, inner[i].value), true);
    EXPECT_TENSOR_EQ(outer[i].value, inner[i].value);
  }
}

// Any tensor becomes a parameter as it stands: scalars, views, empty ones, and one that is a parameter already.
// Input: random numbers as [], a reversed [2, 3, 2], [0, 3]; the same one twice
// Lesson: "Parameters"
TEST(HiddenParameters, MakeAnyTensorTrainable) {
  Generator generator = test_generator(903);
  for (const Tensor& initial : {random_tensor({}, generator), strided_copy(random_tensor({2, 3, 2}, generator)),
                                random_tensor({0, 3}, generator)}) {
    const Tensor once = trainable(initial);
    const Tensor twice = trainable(once);
    EXPECT_TRUTH(once.requires_grad() && twice.requires_grad(), true);
    EXPECT_TRUTH(twice.storage() == initial.storage(), true);
    EXPECT_TENSOR_EQ(twice, initial);
  }
}

}  // namespace
