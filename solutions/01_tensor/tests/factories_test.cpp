#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

Array64 drawn_uniform(const Shape& shape, Generator& generator, double low, double high) {
  Array64 result(shape);
  for (double& value : result.values) value = low + (high - low) * double{generator.uniform()};
  return result;
}

Array64 drawn_normal(const Shape& shape, Generator& generator, double mean, double deviation) {
  Array64 result(shape);
  for (double& value : result.values) value = mean + deviation * double{generator.normal()};
  return result;
}

// Random tensors take their draws row by row in any shape, over any range, and go on where the last one stopped.
// Input: [2, 3, 1, 5] from [-1000, -990), [] from [0, 1e-6), [4, 0] and [257] with mean -40 and deviation 0.01
// Lesson: "Making tensors"
TEST(HiddenFactories, DrawInOrderOneTensorAfterTheOther) {
  Generator generator = test_generator(911);
  Generator twin = test_generator(911);
  const Tolerance rounding = tolerance(1e-6, "two float32 roundings");
  EXPECT_TENSOR_NEAR(uniform({2, 3, 1, 5}, generator, -1000, -990), drawn_uniform({2, 3, 1, 5}, twin, -1000, -990),
                     rounding);
  EXPECT_SCALAR_NEAR(1e6 * double{uniform({}, generator, 0, 1e-6F)()},
                     1e6 * drawn_uniform({}, twin, 0, double{1e-6F}).values[0], rounding);
  EXPECT_SHAPE(normal({4, 0}, generator).shape(), {4, 0}).because("no element, no draw");
  EXPECT_TENSOR_NEAR(normal({257}, generator, -40, 0.01F), drawn_normal({257}, twin, -40, double{0.01F}), rounding);
  EXPECT_TENSOR_NEAR(uniform({3, 2}, generator), drawn_uniform({3, 2}, twin, 0, 1), rounding);
  EXPECT_SCALAR_NEAR(generator.uniform(), twin.uniform(), exactly()).because("one draw an element, and no more");
}

// Values, counts and starts that nobody knew beforehand.
// Input: random start, step and count; a random number in [2, 1, 3, 2]; 60 random numbers in [3, 1, 4, 5]
// Lesson: "Making tensors"
TEST(HiddenFactories, HoldForRandomArguments) {
  Generator generator = test_generator(912);
  for (int round = 0; round < 4; ++round) {
    const float start = generator.uniform(-100, 100);
    const float step = generator.uniform(-3, 3);
    const Index count = 1 + generator.below(3000);
    const auto counted = [&] {
      Array64 result(Shape{count});
      for (Index i = 0; i < count; ++i) result(i) = double{start} + static_cast<double>(i) * double{step};
      return result;
    };
    EXPECT_TENSOR_NEAR(arange(count, start, step), counted(), tolerance(3e-4, "two roundings of numbers up to 9100"))
        .because("each entry by one multiplication");
    const float value = generator.uniform(-5, 5);
    EXPECT_TENSOR_EQ(full({2, 1, 3, 2}, value), filled_tensor({2, 1, 3, 2}, value));
    EXPECT_TENSOR_EQ(scalar(value), Array64(double{value}));
  }
  const Tensor numbers = random_tensor({60}, generator);
  const std::vector<float> values(numbers.data(), numbers.data() + 60);
  const auto shaped = [&] { return Array64(Shape{3, 1, 4, 5}, std::vector<double>(values.begin(), values.end())); };
  EXPECT_TENSOR_EQ(from_values({3, 1, 4, 5}, values), shaped());
  EXPECT_INDICES(from_values({3, 1, 4, 5}, values).strides(), {20, 20, 5, 1});
  EXPECT_THROWS(from_values({3, 4, 6}, values), std::invalid_argument, "[3, 4, 6]", "60");
}

// Every call makes a tensor of its own: what is written into one shows in no other.
// Input: zeros, full and scalar, each made twice, the first one overwritten
// Lesson: "Making tensors"
TEST(HiddenFactories, ShareNothingBetweenCalls) {
  Generator generator = test_generator(913);
  const float value = generator.uniform(1, 2);
  for (const auto& make :
       std::vector<std::function<Tensor()>>{[] {
                                              return zeros({2, 2, 2, 2});
                                            },
                                            [&] {
                                              return full({2, 2, 2, 2}, value);
                                            },
                                            [&] { return scalar(value); }, [&] { return arange(5, value); }}) {
    Tensor first = make();
    const Array64 before(first);
    first.mutable_data()[0] = 77;
    EXPECT_TENSORS_AGREE(make(), to_tensor(before), exactly());
  }
  EXPECT_TENSOR_EQ(zeros({2, 2, 2, 2}), Array64(Shape{2, 2, 2, 2}));
  EXPECT_TENSOR_EQ(full({3}, value), filled_tensor({3}, value));
}

// Counted from 0 each entry is one rounded product, the last of thousands too.
// Input: 3 random steps from [0.1, 3) and counts from 2000 to 5000
// Lesson: "Making tensors"
TEST(HiddenFactories, CountWithoutPilingUpErrors) {
  Generator generator = test_generator(914);
  for (int round = 0; round < 3; ++round) {
    const float step = generator.uniform(0.1F, 3);
    const Index count = 2000 + generator.below(3000);
    const auto multiples = [&] {
      Array64 result(Shape{count});
      for (Index i = 0; i < count; ++i) result(i) = static_cast<double>(i) * double{step};
      return result;
    };
    EXPECT_TENSOR_NEAR(arange(count, 0, step), multiples(), relative_tolerance(1.2e-7, "a product and a sum, rounded"));
  }
}

}  // namespace
