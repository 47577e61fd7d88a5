#include "gu/tensor.hpp"

namespace gu {

Tensor zeros(const Shape& shape) {
  for (const Index size : shape) require(size >= 0, "zeros", "sizes of at least 0", shape);
  return {Storage::allocate(element_count(shape)), shape, row_major_strides(shape)};
}

Tensor full(const Shape& shape, float value) {
  Tensor result = zeros(shape);
  std::fill_n(result.mutable_data(), element_count(shape), value);
  return result;
}

Tensor scalar(float value) {
  return full({}, value);
}

Tensor from_values(const Shape& shape, const std::vector<float>& values) {
  require(static_cast<Index>(values.size()) == element_count(shape), "from_values", "as many values as the shape holds",
          shape, " with ", values.size(), " values");
  Tensor result = zeros(shape);
  std::copy(values.begin(), values.end(), result.mutable_data());
  return result;
}

Tensor arange(Index count, float start, float step) {
  require(count >= 0, "arange", "a count of at least 0", count);
  Tensor result = zeros({count});
  const auto out = result.write<1>();
  for (Index i = 0; i < count; ++i) out(i) = start + static_cast<float>(i) * step;
  return result;
}

Tensor uniform(const Shape& shape, Generator& generator, float low, float high) {
  require(low <= high, "uniform", "low <= high", low, " and ", high);
  Tensor result = zeros(shape);
  std::generate_n(result.mutable_data(), element_count(shape), [&] { return generator.uniform(low, high); });
  return result;
}

Tensor normal(const Shape& shape, Generator& generator, float mean, float deviation) {
  require(deviation >= 0, "normal", "a deviation of at least 0", deviation);
  Tensor result = zeros(shape);
  std::generate_n(result.mutable_data(), element_count(shape), [&] { return mean + deviation * generator.normal(); });
  return result;
}

}  // namespace gu
