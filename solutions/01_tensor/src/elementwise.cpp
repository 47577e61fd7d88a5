#include "gu/tensor.hpp"

namespace gu {

namespace {

template <class Function>
Tensor map(const Tensor& x, Function function) {
  const Tensor packed = contiguous(x);
  Tensor result = zeros(x.shape());
  std::transform(packed.data(), packed.data() + element_count(x.shape()), result.mutable_data(), function);
  return result;
}

}  // namespace

Tensor negate(const Tensor& x) {
  return recorded("negate", {x}, map(x, [](float value) { return -value; }));
}

Tensor exp(const Tensor& x) {
  return recorded("exp", {x}, map(x, [](float value) { return std::exp(value); }));
}

Tensor log(const Tensor& x) {
  return recorded("log", {x}, map(x, [](float value) { return std::log(value); }));
}

Tensor sqrt(const Tensor& x) {
  return recorded("sqrt", {x}, map(x, [](float value) { return std::sqrt(value); }));
}

Tensor abs(const Tensor& x) {
  return recorded("abs", {x}, map(x, [](float value) { return std::abs(value); }));
}

Tensor power(const Tensor& x, float exponent) {
  return recorded("power", {x}, map(x, [exponent](float value) { return std::pow(value, exponent); }),
                  {.numbers = {exponent}});
}

}  // namespace gu
