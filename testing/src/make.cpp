#include "gu/testing/make.hpp"

#include "gu/testing/textbook.hpp"

#include <algorithm>
#include <numeric>

namespace gu::testing {

namespace {
std::uint64_t current_seed = 20240229;
}

std::uint64_t seed() {
  return current_seed;
}
void set_seed(std::uint64_t value) {
  current_seed = value;
}

// An odd multiplier keeps different salts on different sequences.
Generator test_generator(std::uint64_t salt) {
  return Generator(current_seed + salt * 0x9E3779B97F4A7C15ULL);
}

Tensor make_tensor(const Shape& shape, const std::vector<float>& values) {
  return to_tensor(Array64(shape, std::vector<double>(values.begin(), values.end())));
}

Tensor counting_tensor(const Shape& shape) {
  Array64 array(shape);
  std::iota(array.values.begin(), array.values.end(), 0.0);
  return to_tensor(array);
}

Tensor filled_tensor(const Shape& shape, float value) {
  Array64 array(shape);
  std::fill(array.values.begin(), array.values.end(), double{value});
  return to_tensor(array);
}

Tensor random_tensor(const Shape& shape, Generator& generator, float low, float high) {
  Array64 array(shape);
  for (double& value : array.values) value = double{generator.uniform(low, high)};
  return to_tensor(array);
}

Tensor random_log_probabilities(const Shape& shape, Generator& generator, float low, float high) {
  const Tensor numbers = random_tensor(shape, generator, low, high);
  return as_input([&] { return to_tensor(textbook::log_softmax(numbers, -1)); });
}

Tensor strided_copy(const Tensor& tensor) {
  const Array64 array(tensor);
  Axes reversed;
  for (Index axis = tensor.rank() - 1; axis >= 0; --axis) reversed.push_back(axis);
  Array64 turned(Shape(std::make_reverse_iterator(array.shape.end()), std::make_reverse_iterator(array.shape.begin())));
  for (std::size_t i = 0; i < array.values.size(); ++i) {
    const IndexList index = array.index_of(i);
    const IndexList mirrored(std::make_reverse_iterator(index.end()), std::make_reverse_iterator(index.begin()));
    turned.values[turned.position(mirrored)] = array.values[i];
  }
  const Tensor base = to_tensor(turned);
  const Strides strides(std::make_reverse_iterator(base.strides().end()),
                        std::make_reverse_iterator(base.strides().begin()));
  return {base.storage(), tensor.shape(), strides};
}

}  // namespace gu::testing
