/// @file
/// A multi-head layer whose parameters are random numbers of the tests' own, and the same numbers for the oracle.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gu/attention.hpp"
#include "gu/testing/make.hpp"
#include "gu/testing/textbook_attention.hpp"

namespace gu::testing {

/// Overwrites the parameters of a layer, found by the contract's names, with numbers from [-range, range), and returns these. They are
/// drawn before the layer is looked at, and the layer should have been given another generator: so what its constructor draws and
/// what it lists changes no input of a test.
inline textbook::MultiHeadParameters refill(MultiHeadAttention& layer, Index model_dim, Generator& generator,
                                            float range) {
  textbook::MultiHeadParameters numbers;
  numbers.projection_weight = random_tensor({3 * model_dim, model_dim}, generator, -range, range);
  numbers.projection_bias = random_tensor({3 * model_dim}, generator, -range, range);
  numbers.output_weight = random_tensor({model_dim, model_dim}, generator, -range, range);
  numbers.output_bias = random_tensor({model_dim}, generator, -range, range);
  const std::vector<std::pair<std::string, const Array64*>> by_name{{"projection.weight", &numbers.projection_weight},
                                                                    {"projection.bias", &numbers.projection_bias},
                                                                    {"output.weight", &numbers.output_weight},
                                                                    {"output.bias", &numbers.output_bias}};
  for (Parameter parameter : layer.parameters()) {
    for (const auto& [name, values] : by_name) {
      if (parameter.name != name || parameter.value.view().element_count() != values->count()) continue;
      std::transform(values->values.begin(), values->values.end(), parameter.value.mutable_data(),
                     [](double value) { return static_cast<float>(value); });
    }
  }
  return numbers;
}

struct MultiHeadModel {
  MultiHeadModel(std::uint64_t salt, Index model_dim, Index heads, float dropout = 0)
      : layers_generator(test_generator(salt)),
        generator(test_generator(salt + 100)),
        layer(model_dim, heads, layers_generator, dropout),
        numbers(refill(layer, model_dim, generator, 1)) {}

  Generator layers_generator;
  Generator generator;  ///< for the inputs of the test
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
  std::vector<Parameter> parameters = layer.parameters();
  require(parameters.size() == 4, "this test", "a layer with the four parameters of task 12.4", parameters.size());
  return parameters;
}

/// Bytes that a graph holds when each of these layers has been applied to the same [1, tokens, features].
inline Index bytes_in_a_graph(const std::vector<Layer*>& layers, Index tokens, Index features) {
  Tensor x = filled_tensor({1, tokens, features}, 0.5F);
  x.set_requires_grad(true);
  std::vector<Tensor> results;
  // What a layer keeps of its last call is given back, so there has to be one.
  for (Layer* layer : layers) layer->forward(filled_tensor({1, 1, features}, 0.5F));
  const MemoryScope scope;
  for (Layer* layer : layers) results.push_back(layer->forward(x));
  return scope.live_bytes();
}

}  // namespace gu::testing
