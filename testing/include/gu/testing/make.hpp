/// @file
/// Inputs for tests, made without calling code of a student.
#pragma once

#include <vector>

#include "gu/random.hpp"
#include "gu/testing/array64.hpp"

namespace gu::testing {

/// The seed of this run (--gu-seed): whoever grades draws a new one, so recorded answers are useless.
std::uint64_t seed();
void set_seed(std::uint64_t value);

/// A generator for test number `salt`: the same for the same seed and salt.
Generator test_generator(std::uint64_t salt);

/// A contiguous tensor with these numbers. @throws std::invalid_argument  their number does not fit the shape
Tensor make_tensor(const Shape& shape, const std::vector<float>& values);
/// 0, 1, 2, ... in row-major order: every element says where it came from.
Tensor counting_tensor(const Shape& shape);
Tensor filled_tensor(const Shape& shape, float value);
/// Uniform in [low, high).
Tensor random_tensor(const Shape& shape, Generator& generator, float low = -1, float high = 1);
/// Logarithms of probabilities along the last axis: log-softmax of uniform numbers.
Tensor random_log_probabilities(const Shape& shape, Generator& generator, float low = -1, float high = 1);
/// The same numbers and shape, but laid out with the axes reversed: code that forgets strides reads the wrong ones.
Tensor strided_copy(const Tensor& tensor);

}  // namespace gu::testing
