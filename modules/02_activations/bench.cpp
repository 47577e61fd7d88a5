/// @file
/// Module 02 on one thread: elementwise functions, and softmax on the shapes that attention and a language model's last
/// layer have. Bytes are those that must move: one float in, one out. `/library` is xtensor.
#include <benchmark/benchmark.h>

#include "gu/activations.hpp"
#include "gu/bench/xtensor_operations.hpp"

namespace {

using gu::Index;
using gu::Tensor;
using gu::bench::XtensorOperands;

Tensor random_input(const gu::Shape& shape) {
  gu::Generator generator(2);
  return gu::normal(shape, generator, 0, 2);
}

template <class Work>
void measure_time(benchmark::State& state, Work work) {
  for ([[maybe_unused]] auto iteration : state) benchmark::DoNotOptimize(work());
}

template <class Function>
void measure(benchmark::State& state, const gu::Shape& shape, Function function) {
  const Tensor x = random_input(shape);
  const Index count = gu::element_count(shape);
  measure_time(state, [&] { return function(x); });
  state.SetItemsProcessed(state.iterations() * count);
  state.SetBytesProcessed(state.iterations() * count * 2 * Index{sizeof(float)});
}

void elementwise(benchmark::State& state, Tensor (*function)(const Tensor&)) {
  measure(state, {state.range(0)}, function);
}

void rows(benchmark::State& state, Tensor (*function)(const Tensor&, Index), const gu::Shape& shape, Index axis) {
  measure(state, shape, [=](const Tensor& x) { return function(x, axis); });
}

void library(benchmark::State& state, float (XtensorOperands::*operation)() const, const gu::Shape& shape) {
  const XtensorOperands operands(random_input(shape));
  measure_time(state, [&] { return (operands.*operation)(); });
}

Tensor leaky_relu(const Tensor& x) {
  return gu::leaky_relu(x);
}
Tensor softmax(const Tensor& x, Index axis) {
  return gu::softmax(x, axis);
}

const gu::Shape line{1 << 20};
const gu::Shape scores{512, 512};    // of 512 tokens, one head
const gu::Shape logits{16, 50'257};  // of 16 tokens, over GPT-2's vocabulary

BENCHMARK_CAPTURE(elementwise, relu, gu::relu)->Name("relu")->Arg(1 << 12)->Arg(1 << 20);
BENCHMARK_CAPTURE(elementwise, leaky_relu, leaky_relu)->Name("leaky_relu")->Arg(1 << 12)->Arg(1 << 20);
BENCHMARK_CAPTURE(elementwise, sigmoid, gu::sigmoid)->Name("sigmoid")->Arg(1 << 12)->Arg(1 << 20);
BENCHMARK_CAPTURE(library, sigmoid, &XtensorOperands::sigmoid, line)->Name("sigmoid/1048576/library");
BENCHMARK_CAPTURE(elementwise, tanh, gu::tanh)->Name("tanh")->Arg(1 << 12)->Arg(1 << 20);
BENCHMARK_CAPTURE(library, tanh, &XtensorOperands::tanh, line)->Name("tanh/1048576/library");
BENCHMARK_CAPTURE(elementwise, gelu, gu::gelu)->Name("gelu")->Arg(1 << 12)->Arg(1 << 20);
BENCHMARK_CAPTURE(elementwise, gelu_tanh, gu::gelu_tanh)->Name("gelu_tanh")->Arg(1 << 12)->Arg(1 << 20);
BENCHMARK_CAPTURE(elementwise, silu, gu::silu)->Name("silu")->Arg(1 << 12)->Arg(1 << 20);
BENCHMARK_CAPTURE(elementwise, softplus, gu::softplus)->Name("softplus")->Arg(1 << 12)->Arg(1 << 20);

BENCHMARK_CAPTURE(rows, softmax, softmax, scores, -1)->Name("softmax/512x512");
BENCHMARK_CAPTURE(library, softmax, &XtensorOperands::softmax, scores)->Name("softmax/512x512/library");
BENCHMARK_CAPTURE(rows, softmax_axis_0, softmax, scores, 0)->Name("softmax/512x512_axis_0");
BENCHMARK_CAPTURE(rows, softmax_wide, softmax, logits, -1)->Name("softmax/16x50257");
BENCHMARK_CAPTURE(library, softmax_wide, &XtensorOperands::softmax, logits)->Name("softmax/16x50257/library");
BENCHMARK_CAPTURE(rows, log_softmax, gu::log_softmax, scores, -1)->Name("log_softmax/512x512");
BENCHMARK_CAPTURE(rows, log_softmax_wide, gu::log_softmax, logits, -1)->Name("log_softmax/16x50257");

}  // namespace
