/// @file
/// How an operation tells the computation graph what it did. Nobody listens until module 05 is loaded.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "gu/tensor_type.hpp"

namespace gu {

/// What besides tensors an operation was called with, in the order its contract documents.
struct Attributes {
  std::vector<Index> integers = {};  ///< axes, starts, flags (0 or 1), class numbers
  std::vector<double> numbers = {};  ///< slopes, temperatures, probabilities
};

/// One call of an operation: `sum` of {x} with integers {keepdims, axis, axis, ...}.
struct Operation {
  std::string_view name;       ///< the function's own name; a string literal
  std::vector<Tensor> inputs;  ///< every tensor argument, in order
  Attributes attributes = {};
};

/// The gradient of the loss by each input, given that by the output. An undefined tensor stands for "no gradient".
using BackwardFunction = std::function<std::vector<Tensor>(const Tensor& output_gradient)>;

/// Implemented once, by module 05.
class Recorder {
 public:
  virtual ~Recorder() = default;
  /// The vertex of a tensor whose gradient is wanted.
  virtual std::shared_ptr<Vertex> leaf(const Tensor& tensor) = 0;
  /// The vertex of the result of an operation that module 05 knows by name, or null when no input needs a gradient.
  virtual std::shared_ptr<Vertex> record(const Operation& operation, const Tensor& result) = 0;
  /// The same for an operation that brings its own backward along.
  virtual std::shared_ptr<Vertex> record(const Operation& operation, const Tensor& result,
                                         BackwardFunction backward) = 0;
};

/// The recorder in force, or null.
Recorder* recorder();
/// Puts a recorder in force and returns the one before. Module 05 does so when it is loaded.
Recorder* set_recorder(Recorder* next);

/// How every differentiable operation of modules 01 to 04 ends. Returns `result`, tied into the graph if one is being
/// built.
///
/// @code
/// return recorded("matmul", {left, right}, output);
/// return recorded("sum", {input}, output, {.integers = {keepdims, axis}});
/// @endcode
/// @note  O(number of inputs) when nobody listens
Tensor recorded(std::string_view name, std::initializer_list<Tensor> inputs, Tensor result);
Tensor recorded(std::string_view name, std::initializer_list<Tensor> inputs, Tensor result, Attributes attributes);
/// The same for any number of inputs.
Tensor recorded(std::string_view name, std::span<const Tensor> inputs, Tensor result);
Tensor recorded(std::string_view name, std::span<const Tensor> inputs, Tensor result, Attributes attributes);

/// How operations of later modules end: with their own backward, which module 05's table then need not know.
Tensor recorded_with(std::string_view name, std::initializer_list<Tensor> inputs, Tensor result,
                     BackwardFunction backward);

}  // namespace gu
