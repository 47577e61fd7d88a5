#include "gu/linear.hpp"
#include "gu/tensor.hpp"

namespace gu {

Fans fans(const Shape& weight) {
  require(weight.size() >= 2, "fans", "a weight of at least two axes, [out, in, ...]", weight);
  Index kernel = 1;
  for (std::size_t axis = 2; axis < weight.size(); ++axis) kernel *= weight[axis];
  const Fans result{.in = weight[1] * kernel, .out = weight[0] * kernel};
  require(result.in > 0 && result.out > 0, "fans", "sizes of at least 1", weight);
  return result;
}

float rectifier_gain(float negative_slope) {
  return std::sqrt(2.0F / (1.0F + negative_slope * negative_slope));
}

namespace {

void require_gain(std::string_view where, float gain) {
  require(gain > 0 && std::isfinite(gain), where, "a positive, finite gain", gain);
}

/// The deviation that both Xavier initialisations have.
float xavier_deviation(std::string_view where, const Shape& weight, float gain) {
  require_gain(where, gain);
  const auto [in, out] = fans(weight);
  return gain * std::sqrt(2.0F / static_cast<float>(in + out));
}

/// The deviation that both Kaiming initialisations have.
float kaiming_deviation(std::string_view where, const Shape& weight, float gain) {
  require_gain(where, gain);
  return gain / std::sqrt(static_cast<float>(fans(weight).in));
}

/// A uniform distribution on [-bound, bound) has variance bound^2 / 3.
Tensor uniform_of_deviation(const Shape& weight, Generator& generator, float deviation) {
  const float bound = std::sqrt(3.0F) * deviation;
  return uniform(weight, generator, -bound, bound);
}

}  // namespace

Tensor xavier_uniform(const Shape& weight, Generator& generator, float gain) {
  return uniform_of_deviation(weight, generator, xavier_deviation("xavier_uniform", weight, gain));
}

Tensor xavier_normal(const Shape& weight, Generator& generator, float gain) {
  return normal(weight, generator, 0, xavier_deviation("xavier_normal", weight, gain));
}

Tensor kaiming_uniform(const Shape& weight, Generator& generator, float gain) {
  return uniform_of_deviation(weight, generator, kaiming_deviation("kaiming_uniform", weight, gain));
}

Tensor kaiming_normal(const Shape& weight, Generator& generator, float gain) {
  return normal(weight, generator, 0, kaiming_deviation("kaiming_normal", weight, gain));
}

}  // namespace gu
