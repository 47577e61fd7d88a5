/// @file
/// A multi-head layer with parameters of ours, for the tests of tasks 12.4 and 12.5.
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

/// A layer whose parameters are random numbers of ours, and the same numbers for the oracle. They are drawn from a generator that
/// the layer never sees, and so are the inputs of a test: a constructor that draws too much or too little changes neither.
struct MultiHeadModel {
  MultiHeadModel(std::uint64_t salt, Index model_dim, Index heads, float dropout = 0)
      : layers_generator(test_generator(salt)),
        generator(test_generator(salt + 100)),
        layer(model_dim, heads, layers_generator, dropout) {
    numbers.projection_weight = random_tensor({3 * model_dim, model_dim}, generator);
    numbers.projection_bias = random_tensor({3 * model_dim}, generator);
    numbers.output_weight = random_tensor({model_dim, model_dim}, generator);
    numbers.output_bias = random_tensor({model_dim}, generator);
    const std::vector<std::pair<std::string, const Array64*>> ours{{"projection.weight", &numbers.projection_weight},
                                                                   {"projection.bias", &numbers.projection_bias},
                                                                   {"output.weight", &numbers.output_weight},
                                                                   {"output.bias", &numbers.output_bias}};
    for (Parameter parameter : layer.parameters()) {
      for (const auto& [name, values] : ours) {
        if (parameter.name != name || parameter.value.view().element_count() != values->count()) continue;
        std::transform(values->values.begin(), values->values.end(), parameter.value.mutable_data(),
                       [](double value) { return static_cast<float>(value); });
      }
    }
  }

  Generator layers_generator;
  Generator generator;  ///< for the inputs of the test
  MultiHeadAttention layer;
  textbook::MultiHeadParameters numbers;
};

}  // namespace gu::testing
