/// @file
/// Float64 arrays for expected values. Nothing in here calls code of a student.
#pragma once

#include <cstddef>
#include <type_traits>
#include <vector>

#include "gu/tensor_type.hpp"

namespace gu::testing {

/// In the blind kit, which shares a process with code that nobody trusts (comparison.hpp), oracles give zeros of the right shape, so
/// that no answer lies in memory where that code could find it. Except within as_input(). The ordinary kit is never blind.
bool blind();
void set_blind(bool blind);

/// For an oracle whose answer is what a test puts in: log-probabilities, the weights that a backward pass is given. It is computed in
/// the blind kit too.
template <class Function>
auto as_input(const Function& function) {
  set_blind(false);
  auto input = function();
  set_blind(true);
  return input;
}

/// A dense row-major array of doubles: what an oracle computes with.
struct Array64 {
  Shape shape;
  std::vector<double> values{0};  ///< row-major, as many as the shape says; a scalar has shape [] and one value

  Array64() = default;
  /// Zeros.
  explicit Array64(const Shape& its_shape);
  /// @throws std::invalid_argument  the number of values is not what the shape says
  Array64(const Shape& its_shape, std::vector<double> its_values);
  // Implicit, as is a scalar: widening loses nothing.
  Array64(const TensorView& view);
  Array64(const Tensor& tensor);
  /// A scalar. A template, so that Array64({2}), which looks like two zeros, is refused by the compiler instead of
  /// being the number 2; write Array64(Shape{2}).
  template <class Number, std::enable_if_t<std::is_arithmetic_v<Number>, int> = 0>
  Array64(Number scalar) : values{static_cast<double>(scalar)} {}

  Index count() const { return static_cast<Index>(values.size()); }
  /// The number of an axis, counted from the first; negative ones count from the last. @throws std::invalid_argument
  std::size_t axis_number(Index axis) const;
  /// The size of one axis. @throws std::invalid_argument  no such axis
  Index size(Index axis) const { return shape[axis_number(axis)]; }
  /// Position of an index in `values`. @throws std::out_of_range
  std::size_t position(const IndexList& index) const;
  /// The index of a position.
  IndexList index_of(std::size_t position) const;
  template <class... Indices>
  double& operator()(Indices... indices) {
    return values[position({static_cast<Index>(indices)...})];
  }
  template <class... Indices>
  double operator()(Indices... indices) const {
    return values[position({static_cast<Index>(indices)...})];
  }
};

/// The numbers rounded to float32, as a tensor that no student's code made.
Tensor to_tensor(const Array64& array);

}  // namespace gu::testing
