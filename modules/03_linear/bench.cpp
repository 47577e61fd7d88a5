/// @file
/// Module 03 on one thread. `/library` is OpenBLAS: one matrix product with the weight taken as transposed, the bias
/// copied into the output beforehand. Start with OPENBLAS_CORETYPE=SkylakeX where there is AVX-512.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "gu/linear.hpp"
#include "gu/tensor.hpp"
#if defined(GU_HAS_OPENBLAS)
#include <cblas.h>
#endif

namespace {

using namespace gu;

template <Index rows, Index in, Index out>
void linear_forward(benchmark::State& state) {
  Generator generator(1);
  Linear layer(in, out, generator);
  const Tensor input = uniform({rows, in}, generator, -1, 1);
  for ([[maybe_unused]] auto iteration : state) benchmark::DoNotOptimize(layer.forward(input));
  state.counters["multiply_adds"] =
      benchmark::Counter(double{rows} * double{in} * double{out}, benchmark::Counter::kIsIterationInvariantRate);
}

#if defined(GU_HAS_OPENBLAS)
template <Index rows, Index in, Index out>
void linear_forward_library(benchmark::State& state) {
  openblas_set_num_threads(1);
  Generator generator(1);
  Linear layer(in, out, generator);
  const Tensor input = uniform({rows, in}, generator, -1, 1);
  for ([[maybe_unused]] auto iteration : state) {
    Tensor output = zeros({rows, out});
    float* y = output.mutable_data();
    for (Index row = 0; row < rows; ++row) std::copy_n(layer.bias().data(), out, y + row * out);
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, rows, out, in, 1, input.data(), in, layer.weight().data(), in,
                1, y, out);
    benchmark::DoNotOptimize(y);
  }
}
#endif

// One token and 256 tokens through the layers of a small transformer; a perceptron's first layer.
BENCHMARK(linear_forward<1, 512, 2048>)->Name("linear/1x512x2048");
BENCHMARK(linear_forward<256, 512, 512>)->Name("linear/256x512x512");
BENCHMARK(linear_forward<64, 784, 100>)->Name("linear/64x784x100");
#if defined(GU_HAS_OPENBLAS)
BENCHMARK(linear_forward_library<1, 512, 2048>)->Name("linear/1x512x2048/library");
BENCHMARK(linear_forward_library<256, 512, 512>)->Name("linear/256x512x512/library");
BENCHMARK(linear_forward_library<64, 784, 100>)->Name("linear/64x784x100/library");
#endif

void dropout_forward(benchmark::State& state) {
  Generator generator(1);
  Dropout layer(0.1F, Generator(2));
  const Tensor input = uniform({256, 512}, generator, -1, 1);
  for ([[maybe_unused]] auto iteration : state) benchmark::DoNotOptimize(layer.forward(input));
}
BENCHMARK(dropout_forward)->Name("dropout/256x512");

template <Tensor (*initialisation)(const Shape&, Generator&, float)>
void initialise(benchmark::State& state) {
  Generator generator(1);
  for ([[maybe_unused]] auto iteration : state) benchmark::DoNotOptimize(initialisation({512, 512}, generator, 1));
}
BENCHMARK(initialise<xavier_uniform>)->Name("xavier_uniform/512x512");
BENCHMARK(initialise<kaiming_normal>)->Name("kaiming_normal/512x512");

}  // namespace
