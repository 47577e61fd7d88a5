/// @file
/// Contract of module 03: layers. A layer is a function with numbers of its own, its parameters, which training
/// changes.
///
/// Everywhere: a wrong shape or argument throws std::invalid_argument naming what was given; inputs may have any
/// strides. Nothing here is recorded under a name of its own: layers are put together from recorded operations of
/// module 01, so module 05 differentiates them as they are.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gu/random.hpp"
#include "gu/tensor_type.hpp"

namespace gu {

/// A tensor that training changes, and what it is called: "weight", "0.weight".
struct Parameter {
  std::string name;
  /// The layer's own numbers, not a copy: writing through this handle changes the layer.
  Tensor value;
};

/// What every layer, block and model of the course is.
class Layer {
 public:
  Layer() = default;
  virtual ~Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;

  /// The output for one input. Not const: a layer may draw random numbers or keep statistics.
  virtual Tensor forward(const Tensor& input) = 0;
  /// Handles to everything that training changes, always in the same order. None unless overridden.
  virtual std::vector<Parameter> parameters() const { return {}; }
  /// Switches between training (true, how every layer starts) and evaluation (false). A layer that holds layers
  /// overrides this and passes it on.
  virtual void train(bool on) { training_ = on; }
  bool training() const { return training_; }

 private:
  bool training_ = true;
};

// 03.1 parameters

/// The same tensor, not a copy, with requires_grad() set: how a layer makes a parameter out of initial values.
/// Do it once, before the handle is copied: copies made earlier do not notice.
Tensor trainable(Tensor value);
/// The same parameters, each called "<prefix>.<name>"; for layers that hold layers. The tensors are shared.
std::vector<Parameter> prefixed(std::string_view prefix, std::vector<Parameter> parameters);
/// Numbers in all parameters. A tensor that is listed under several names (tied weights) counts once. Looks at shapes
/// and addresses, at no number.
Index parameter_count(const Layer& layer);
/// Bytes of the same numbers: 4 each, for float32.
Index parameter_bytes(const Layer& layer);

// 03.2 initialisation

/// How many inputs feed one output of a weight, and how many outputs one input feeds.
struct Fans {
  Index in = 0;
  Index out = 0;
};
/// A weight [out, in] has fans {in, out}; behind these axes may stand a kernel (module 09), whose size multiplies both:
/// [out, in, 3, 3] has {9 in, 9 out}. @throws std::invalid_argument  fewer than two axes, or a size of 0
Fans fans(const Shape& weight);

/// What a rectifier with slope `negative_slope` below 0 takes from the signal, as the factor that gives it back:
/// sqrt(2 / (1 + negative_slope^2)). ReLU (slope 0) has sqrt(2), the identity (slope 1) has 1.
/// @see He, Zhang, Ren, Sun 2015, "Delving Deep into Rectifiers", section 2.2, eq. 15
float rectifier_gain(float negative_slope = 0);

/// The four initialisations below return a new weight of the given shape, drawn row by row, one
/// Generator::uniform(-bound, bound) or one deviation * Generator::normal() for each element. They do not set
/// requires_grad. Each throws std::invalid_argument where fans() does, and when gain is not positive and finite.
///
/// Uniform in [-bound, bound), bound = gain * sqrt(6 / (fan_in + fan_out)).
/// @see Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", eq. 16
Tensor xavier_uniform(const Shape& weight, Generator& generator, float gain = 1);
/// Normal, deviation = gain * sqrt(2 / (fan_in + fan_out)). @see Glorot and Bengio 2010, eq. 12
Tensor xavier_normal(const Shape& weight, Generator& generator, float gain = 1);
/// Uniform in [-bound, bound), bound = gain * sqrt(3 / fan_in): the variance of kaiming_normal.
Tensor kaiming_uniform(const Shape& weight, Generator& generator, float gain = rectifier_gain());
/// Normal, deviation = gain / sqrt(fan_in). @see He et al. 2015, section 2.2, eq. 10
Tensor kaiming_normal(const Shape& weight, Generator& generator, float gain = rectifier_gain());

// 03.3 linear

/// output = input weight^T + bias, over the last axis.
///
/// Parameters: "weight" [out_features, in_features], then "bias" [out_features] unless it has none.
class Linear : public Layer {
 public:
  /// weight from xavier_uniform(gain 1), bias of zeros; both trainable.
  /// @throws std::invalid_argument  a size below 1
  Linear(Index in_features, Index out_features, Generator& generator, bool bias = true);
  /// On tensors that exist already: loaded, tied to another layer's, or frozen. They are neither copied nor marked as
  /// trainable; an undefined bias means none.
  /// @throws std::invalid_argument  weight is not [out, in], or bias not [out], naming both shapes
  explicit Linear(Tensor weight, Tensor bias = {});

  /// @param input  [..., in_features], at least one axis
  /// @return       [..., out_features]
  /// @throws std::invalid_argument  the last axis is not in_features, naming both
  /// @note   one product, [rows, in] by [in, out], for rows = product of the leading axes: 2 * rows * in * out operations
  Tensor forward(const Tensor& input) override;
  std::vector<Parameter> parameters() const override;

  const Tensor& weight() const { return weight_; }
  /// Undefined when the layer has none.
  const Tensor& bias() const { return bias_; }

 private:
  Tensor weight_;  // [out, in]
  Tensor bias_;    // [out], or undefined
};

// 03.4 dropout

/// Zeroes random elements while training, so that no unit can rely on another.
///
/// In training each element survives with probability 1 - probability and is then multiplied by 1 / (1 - probability),
/// so that its expected value stays; for each element, row by row, one Generator::uniform() is drawn, and the element
/// survives when the draw is not below `probability`. Every call draws anew. In evaluation, and when probability is 0,
/// the output is the input itself: nothing is drawn, nothing is allocated.
/// @see Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", "Model Description"
///      and "Multiplicative Gaussian Noise"
class Dropout : public Layer {
 public:
  /// @throws std::invalid_argument  probability is not in [0, 1)
  Dropout(float probability, Generator generator);
  /// Any shape; the output has the same.
  /// @note  O(elements); in training a mask and the output, nothing else as large as the input
  Tensor forward(const Tensor& input) override;

 private:
  float probability_;
  Generator generator_;
};

// 03.5 sequential

/// Layers one after the other: the output of each is the input of the next. Without layers it is the identity.
///
/// Parameters: those of layer 0, then 1, ..., called "0.weight", "0.bias", "2.weight", ... Switching between training
/// and evaluation switches every layer.
class Sequential : public Layer {
 public:
  /// The layers stay shared with the caller. @throws std::invalid_argument  one of them is null, naming which
  explicit Sequential(std::vector<std::shared_ptr<Layer>> layers);
  Tensor forward(const Tensor& input) override;
  std::vector<Parameter> parameters() const override;
  void train(bool on) override;

 private:
  std::vector<std::shared_ptr<Layer>> layers_;
};

// Given: notation

/// A function without parameters as a layer: std::make_shared<FunctionLayer>(relu).
class FunctionLayer : public Layer {
 public:
  explicit FunctionLayer(std::function<Tensor(const Tensor&)> function) : function_(std::move(function)) {}
  Tensor forward(const Tensor& input) override { return function_(input); }

 private:
  std::function<Tensor(const Tensor&)> function_;
};

}  // namespace gu
