/// @file
/// Module 05 on one thread. `/library` is the same work by OpenBLAS.
#include <benchmark/benchmark.h>

#include "gu/activations.hpp"
#include "gu/autograd.hpp"
#include "gu/linear.hpp"
#include "gu/losses.hpp"
#include "gu/tensor.hpp"
#if defined(GU_HAS_OPENBLAS)
#include <cblas.h>
#endif

namespace {

using namespace gu;

Tensor random_leaf(const Shape& shape) {
  Generator generator(1);
  return trainable(uniform(shape, generator, -1, 1));
}

/// What one node costs beyond its arithmetic: a chain of 10,000 additions of scalars, built, walked and freed.
void chain(benchmark::State& state) {
  const Tensor x = random_leaf({});
  for ([[maybe_unused]] auto iteration : state) {
    Tensor y = x;
    for (int i = 0; i < 10000; ++i) y = y + 1.0F;
    backward(y);
    zero_gradient(x);
  }
}
BENCHMARK(chain)->Name("chain/10000")->Unit(benchmark::kMillisecond);

constexpr Index side = 256;

/// Forward and backward of one matrix product: three products.
void matmul_both_ways(benchmark::State& state) {
  const Tensor a = random_leaf({side, side});
  const Tensor b = random_leaf({side, side});
  const Tensor g = full({side, side}, 1);
  for ([[maybe_unused]] auto iteration : state) {
    backward(matmul(a, b), g);
    zero_gradient(a);
    zero_gradient(b);
  }
}
BENCHMARK(matmul_both_ways)->Name("matmul/256")->Unit(benchmark::kMillisecond);

#if defined(GU_HAS_OPENBLAS)
void matmul_both_ways_library(benchmark::State& state) {
  openblas_set_num_threads(1);
  const Tensor a = random_leaf({side, side});
  const Tensor b = random_leaf({side, side});
  const Tensor g = full({side, side}, 1);
  constexpr auto size = static_cast<blasint>(side);
  const auto multiply = [](const Tensor& x, CBLAS_TRANSPOSE turn_x, const Tensor& y, CBLAS_TRANSPOSE turn_y) {
    Tensor result = zeros({side, side});
    cblas_sgemm(CblasRowMajor, turn_x, turn_y, size, size, size, 1, x.data(), size, y.data(), size, 0,
                result.mutable_data(), size);
    return result;
  };
  for ([[maybe_unused]] auto iteration : state) {
    benchmark::DoNotOptimize(multiply(a, CblasNoTrans, b, CblasNoTrans));
    benchmark::DoNotOptimize(multiply(g, CblasNoTrans, b, CblasTrans));
    benchmark::DoNotOptimize(multiply(a, CblasTrans, g, CblasNoTrans));
  }
}
BENCHMARK(matmul_both_ways_library)->Name("matmul/256/library")->Unit(benchmark::kMillisecond);
#endif

/// One step of a classifier: 128 rows of 256 features, 256 hidden units, 10 classes.
void classifier(benchmark::State& state) {
  Generator generator(1);
  Linear hidden(256, 256, generator);
  Linear output(256, 10, generator);
  const Tensor inputs = uniform({128, 256}, generator, -1, 1);
  std::vector<Index> targets;
  targets.reserve(128);
  for (Index row = 0; row < 128; ++row) targets.push_back(row % 10);
  for ([[maybe_unused]] auto iteration : state) {
    backward(cross_entropy(output.forward(gelu(hidden.forward(inputs))), targets));
    zero_gradients(hidden.parameters());
    zero_gradients(output.parameters());
  }
}
BENCHMARK(classifier)->Name("classifier/128x256")->Unit(benchmark::kMillisecond);

void softmax_both_ways(benchmark::State& state) {
  const Tensor x = random_leaf({512, 512});
  const Tensor g = full({512, 512}, 0.5);
  for ([[maybe_unused]] auto iteration : state) {
    backward(softmax(x), g);
    zero_gradient(x);
  }
}
BENCHMARK(softmax_both_ways)->Name("softmax/512x512")->Unit(benchmark::kMillisecond);

}  // namespace
