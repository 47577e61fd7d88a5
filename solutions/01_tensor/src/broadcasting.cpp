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

/// The axes before the last.
IndexList leading(const IndexList& list) {
  return {list.begin(), list.end() - 1};
}

template <class Function>
Tensor combine(const Tensor& a, const Tensor& b, Function function) {
  const Shape shape = broadcast_shapes(a.shape(), b.shape());
  Tensor result = zeros(shape);
  if (element_count(shape) == 0) return result;
  float* out = result.mutable_data();
  if (shape.empty()) {
    *out = function(*a.data(), *b.data());
    return result;
  }
  // Along a stretched axis the stride is 0, so its one entry is read again and again; nothing is copied.
  const Tensor left = expand(a, shape);
  const Tensor right = expand(b, shape);
  const Index left_step = left.strides().back();
  const Index right_step = right.strides().back();
  IndexList row = IndexList::filled(shape.size() - 1, 0);
  do {
    const float* x = left.data() + offset_of(row, leading(left.strides()));
    const float* y = right.data() + offset_of(row, leading(right.strides()));
    for (Index j = 0; j < shape.back(); ++j) *out++ = function(x[j * left_step], y[j * right_step]);
  } while (next_index(row, leading(shape)));
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
