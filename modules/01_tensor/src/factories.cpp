#include "gu/tensor.hpp"

namespace gu {

Tensor zeros(const Shape& shape) {
  for (const Index size : shape) require(size >= 0, "zeros", "sizes of at least 0", shape);
  // Storage::allocate(count) gives zeroed memory. A tensor is that storage, a shape and strides.
  todo("01.2", "zeros(): 1 line");
}

Tensor full(const Shape& shape, float value) {
  // zeros() first; then write through mutable_data(), which points at the first element
  todo("01.2", "full(): 3 lines");
}

Tensor scalar(float value) {
  // Which shape holds exactly one number and has no axes?
  todo("01.2", "scalar(): 1 line");
}

Tensor from_values(const Shape& shape, const std::vector<float>& values) {
  require(static_cast<Index>(values.size()) == element_count(shape), "from_values", "as many values as the shape holds",
          shape, " with ", values.size(), " values");
  // The vector is already in row-major order.
  todo("01.2", "from_values(): 3 lines");
}

Tensor arange(Index count, float start, float step) {
  require(count >= 0, "arange", "a count of at least 0", count);
  // Entry i is start + i * step. Adding the step again and again adds its rounding error again and again.
  todo("01.2", "arange(): 4 lines");
}

Tensor uniform(const Shape& shape, Generator& generator, float low, float high) {
  require(low <= high, "uniform", "low <= high", low, " and ", high);
  // generator.uniform() draws from [0, 1). Stretch and shift that to [low, high); one draw for each element.
  todo("01.2", "uniform(): 3 lines");
}

Tensor normal(const Shape& shape, Generator& generator, float mean, float deviation) {
  require(deviation >= 0, "normal", "a deviation of at least 0", deviation);
  // generator.normal() has mean 0 and deviation 1.
  todo("01.2", "normal(): 3 lines");
}

}  // namespace gu
