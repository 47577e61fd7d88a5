/// @file
/// Module 12 on one thread: one sequence, 8 heads of 64 features. `/library` does both products of a head with OpenBLAS
/// and a plain softmax between them. OpenBLAS 0.3.21 knows no recent processor by name and falls back to half speed:
/// start with OPENBLAS_CORETYPE=SkylakeX where there is AVX-512.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "gu/attention.hpp"
#if defined(GU_HAS_OPENBLAS)
#include <cblas.h>
#endif

namespace {

using namespace gu;

constexpr Index heads = 8;
constexpr Index head_dim = 64;

Tensor random_heads(Index tokens, std::uint64_t seed) {
  Generator generator(seed);
  return uniform({1, heads, tokens, head_dim}, generator, -1, 1);
}

/// Two products of queries x keys x head_dim multiply-adds a head.
void count_operations(benchmark::State& state, Index products) {
  const Index tokens = state.range(0);
  state.counters["operations"] =
      benchmark::Counter(static_cast<double>(2 * products * heads * tokens * tokens * head_dim),
                         benchmark::Counter::kIsIterationInvariantRate);
}

void attention(benchmark::State& state) {
  const Tensor query = random_heads(state.range(0), 1);
  const Tensor key = random_heads(state.range(0), 2);
  const Tensor value = random_heads(state.range(0), 3);
  for ([[maybe_unused]] auto iteration : state)
    benchmark::DoNotOptimize(scaled_dot_product_attention(query, key, value));
  count_operations(state, 2);
}
BENCHMARK(attention)->Name("attention")->Arg(128)->Arg(512);

#if defined(GU_HAS_OPENBLAS)
void softmax_in_place(float* row, Index keys) {
  const float largest = *std::max_element(row, row + keys);
  float total = 0;
  for (Index j = 0; j < keys; ++j) total += row[j] = std::exp(row[j] - largest);
  for (Index j = 0; j < keys; ++j) row[j] /= total;
}

void attention_library(benchmark::State& state) {
  openblas_set_num_threads(1);
  const Index tokens = state.range(0);
  const Tensor query = random_heads(tokens, 1);
  const Tensor key = random_heads(tokens, 2);
  const Tensor value = random_heads(tokens, 3);
  const auto n = static_cast<int>(tokens);
  const auto d = static_cast<int>(head_dim);
  const float scale = 1 / std::sqrt(static_cast<float>(head_dim));
  for ([[maybe_unused]] auto iteration : state) {
    Tensor weights = zeros({1, heads, tokens, tokens});
    Tensor output = zeros({1, heads, tokens, head_dim});
    for (Index h = 0; h < heads; ++h) {
      float* w = weights.mutable_data() + h * tokens * tokens;
      const Index at = h * tokens * head_dim;
      cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, n, d, scale, query.data() + at, d, key.data() + at, d, 0,
                  w, n);
      for (Index i = 0; i < tokens; ++i) softmax_in_place(w + i * tokens, tokens);
      cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, d, n, 1, w, n, value.data() + at, d, 0,
                  output.mutable_data() + at, d);
    }
    benchmark::DoNotOptimize(output);
  }
  count_operations(state, 2);
}
BENCHMARK(attention_library)->Name("attention/library")->Arg(128)->Arg(512);
#endif

void backward(benchmark::State& state) {
  const Tensor query = random_heads(state.range(0), 1);
  const Tensor key = random_heads(state.range(0), 2);
  const Tensor value = random_heads(state.range(0), 3);
  const Tensor output_gradient = random_heads(state.range(0), 4);
  const Attention forward = scaled_dot_product_attention(query, key, value);
  for ([[maybe_unused]] auto iteration : state) {
    AttentionGradients gradients{zeros(query.shape()), zeros(key.shape()), zeros(value.shape())};
    attention_backward(query, key, value, {}, forward, output_gradient, gradients);
    benchmark::DoNotOptimize(gradients);
  }
  count_operations(state, 4);
}
BENCHMARK(backward)->Name("attention_backward")->Arg(128)->Arg(512);

void multi_head(benchmark::State& state) {
  Generator generator(5);
  MultiHeadAttention layer(heads * head_dim, heads, generator);
  layer.train(false);
  const Tensor input = uniform({1, state.range(0), heads * head_dim}, generator, -1, 1);
  const Tensor mask = causal_mask(state.range(0), state.range(0));
  for ([[maybe_unused]] auto iteration : state) benchmark::DoNotOptimize(layer.forward(input, mask));
}
BENCHMARK(multi_head)->Name("multi_head_attention")->Arg(128)->Arg(512);

}  // namespace
