/// @file
/// A multi-head layer whose parameters are random numbers of the tests' own, and the same numbers for the oracle.
#pragma once

#include "gu/attention.hpp"
#include "gu/testing/make.hpp"
#include "gu/testing/textbook_attention.hpp"

namespace gu::testing {

/// Overwrites every parameter of a layer with numbers from [-range, range), and returns them by the contract's names. A
/// bias that the layer has not is zeros.
inline textbook::MultiHeadParameters refill(MultiHeadAttention& layer, Index model_dim, Generator& generator,
                                            float range) {
  textbook::MultiHeadParameters numbers;
  numbers.projection_bias = Array64(Shape{3 * model_dim});
  numbers.output_bias = Array64(Shape{model_dim});
  for (Parameter parameter : layer.parameters()) {
    float* own = parameter.value.mutable_data();
    for (Index i = 0; i < parameter.value.view().element_count(); ++i) own[i] = generator.uniform(-range, range);
    if (parameter.name == "projection.weight") numbers.projection_weight = parameter.value;
    if (parameter.name == "projection.bias") numbers.projection_bias = parameter.value;
    if (parameter.name == "output.weight") numbers.output_weight = parameter.value;
    if (parameter.name == "output.bias") numbers.output_bias = parameter.value;
  }
  return numbers;
}

struct MultiHeadModel {
  MultiHeadModel(std::uint64_t salt, Index model_dim, Index heads, float dropout = 0)
      : generator(test_generator(salt)),
        layer(model_dim, heads, generator, dropout),
        numbers(refill(layer, model_dim, generator, 1)) {}

  Generator generator;
  MultiHeadAttention layer;
  textbook::MultiHeadParameters numbers;
};

/// The blocks of the combined projection in another order, weights and biases.
inline textbook::MultiHeadParameters with_blocks(const textbook::MultiHeadParameters& numbers,
                                                 const std::vector<Index>& order) {
  textbook::MultiHeadParameters result = numbers;
  const Index model_dim = numbers.output_bias.size(0);
  for (Index row = 0; row < 3 * model_dim; ++row) {
    const Index from = order[static_cast<std::size_t>(row / model_dim)] * model_dim + row % model_dim;
    result.projection_bias(row) = numbers.projection_bias(from);
    for (Index column = 0; column < model_dim; ++column)
      result.projection_weight(row, column) = numbers.projection_weight(from, column);
  }
  return result;
}

/// The four of the contract, in its order; a test of their gradients cannot go on without.
inline std::vector<Parameter> four_parameters(const MultiHeadAttention& layer) {
  const std::vector<Parameter> parameters = layer.parameters();
  require(parameters.size() == 4, "this test", "the four parameters of the contract", parameters.size());
  return parameters;
}

}  // namespace gu::testing
