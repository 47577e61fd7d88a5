#include "gu/linear.hpp"
#include "gu/tensor.hpp"

namespace gu {

Fans fans(const Shape& weight) {
  // 1. require() two axes at least
  // 2. axis 0 counts outputs, axis 1 inputs; the product of any further axes (1 if there are none) multiplies both
  // 3. require() that neither fan is 0: the formulas below divide by them
  todo("03.2", "fans(): 6 lines");
}

float rectifier_gain(float negative_slope) {
  // The formula stands in the contract.
  todo("03.2", "rectifier_gain(): 1 line");
}

// Below: require() a gain that is positive and finite, work out the deviation from fans(), draw with uniform() or
// normal() of module 01. What the variance of a uniform distribution on [-bound, bound) is stands in the lesson. The
// four share most of their lines: a helper or two in an unnamed namespace pays.

Tensor xavier_uniform(const Shape& weight, Generator& generator, float gain) {
  todo("03.2", "xavier_uniform(): about 4 lines");
}

Tensor xavier_normal(const Shape& weight, Generator& generator, float gain) {
  todo("03.2", "xavier_normal(): about 4 lines");
}

Tensor kaiming_uniform(const Shape& weight, Generator& generator, float gain) {
  todo("03.2", "kaiming_uniform(): about 4 lines");
}

Tensor kaiming_normal(const Shape& weight, Generator& generator, float gain) {
  todo("03.2", "kaiming_normal(): about 4 lines");
}

}  // namespace gu
