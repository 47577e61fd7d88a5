#include "gu/tensor.hpp"

namespace gu {

Shape broadcast_shapes(const Shape& a, const Shape& b) {
  Shape shape = Shape::filled(std::max(a.size(), b.size()), 1);
  for (std::size_t from_last = 1; from_last <= shape.size(); ++from_last) {
    const Index left = from_last <= a.size() ? a[a.size() - from_last] : 1;
    const Index right = from_last <= b.size() ? b[b.size() - from_last] : 1;
    require(left == right || left == 1 || right == 1, "broadcast_shapes",
            "sizes that agree or are 1, counted from the last axis", a, " and ", b);
    shape[shape.size() - from_last] = left == 1 ? right : left;
  }
  return shape;
}

namespace {

template <class Function>
Tensor combine(const Tensor& a, const Tensor& b, Function function) {
  Tensor result = zeros(broadcast_shapes(a.shape(), b.shape()));
  const Index count = element_count(result.shape());
  float* out = result.mutable_data();
  if (a.shape() == b.shape() && is_contiguous(a) && is_contiguous(b)) {
    std::transform(a.data(), a.data() + count, b.data(), out, function);
    return result;
  }
  if (count == 0) return result;
  const Tensor left = expand(a, result.shape());
  const Tensor right = expand(b, result.shape());
  IndexList index = IndexList::filled(result.shape().size(), 0);
  do {
    *out++ = function(left.data()[offset_of(index, left.strides())], right.data()[offset_of(index, right.strides())]);
  } while (next_index(index, result.shape()));
  return result;
}

}  // namespace

Tensor add(const Tensor& a, const Tensor& b) {
  return recorded("add", {a, b}, combine(a, b, [](float x, float y) { return x + y; }));
}

Tensor subtract(const Tensor& a, const Tensor& b) {
  return recorded("subtract", {a, b}, combine(a, b, [](float x, float y) { return x - y; }));
}

Tensor multiply(const Tensor& a, const Tensor& b) {
  return recorded("multiply", {a, b}, combine(a, b, [](float x, float y) { return x * y; }));
}

Tensor divide(const Tensor& a, const Tensor& b) {
  return recorded("divide", {a, b}, combine(a, b, [](float x, float y) { return x / y; }));
}

}  // namespace gu
