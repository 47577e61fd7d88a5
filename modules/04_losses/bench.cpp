/// @file
/// Module 04 on one thread, on the shapes where losses are dear: 2^20 elements, and 16 tokens over GPT-2's vocabulary.
#include <benchmark/benchmark.h>

#include <vector>

#include "gu/losses.hpp"
#include "gu/tensor.hpp"

namespace {

using namespace gu;

Tensor random_input(const Shape& shape, std::uint64_t seed, float low = -4, float high = 4) {
  Generator generator(seed);
  return uniform(shape, generator, low, high);
}

/// Times a loss of two tensors; `bytes` are read once each.
template <class Loss>
void measure(benchmark::State& state, const Tensor& left, const Tensor& right, Loss loss) {
  for ([[maybe_unused]] auto iteration : state) benchmark::DoNotOptimize(loss(left, right));
  state.SetBytesProcessed(state.iterations() * 2 * element_count(left.shape()) * Index{sizeof(float)});
}

const Shape million{Index{1} << 20};

void mse(benchmark::State& state) {
  measure(state, random_input(million, 1), random_input(million, 2), mse_loss);
}
BENCHMARK(mse)->Name("mse_loss/1048576");

void huber(benchmark::State& state) {
  measure(state, random_input(million, 1), random_input(million, 2),
          [](const Tensor& x, const Tensor& y) { return huber_loss(x, y, 1); });
}
BENCHMARK(huber)->Name("huber_loss/1048576");

void binary(benchmark::State& state) {
  measure(state, random_input(million, 1), random_input(million, 2, 0, 1), binary_cross_entropy_with_logits);
}
BENCHMARK(binary)->Name("binary_cross_entropy_with_logits/1048576");

void divergence(benchmark::State& state) {
  const Tensor log_p = random_input({1024, 1024}, 1, -8, -6);
  measure(state, log_p, random_input({1024, 1024}, 2, -8, -6), kl_divergence);
}
BENCHMARK(divergence)->Name("kl_divergence/1024x1024");

template <Index rows, Index classes>
void classification(benchmark::State& state) {
  const Tensor logits = random_input({rows, classes}, 1);
  std::vector<Index> targets;
  targets.reserve(rows);
  for (Index row = 0; row < rows; ++row) targets.push_back(row * 31 % classes);
  for ([[maybe_unused]] auto iteration : state)
    benchmark::DoNotOptimize(cross_entropy(logits, targets, {.label_smoothing = 0.1F}));
  state.SetBytesProcessed(state.iterations() * rows * classes * Index{sizeof(float)});
}
BENCHMARK(classification<512, 10>)->Name("cross_entropy/512x10");
BENCHMARK(classification<16, 50257>)->Name("cross_entropy/16x50257");

}  // namespace
