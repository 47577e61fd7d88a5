/// @file
/// Module 02 on one thread: elementwise functions, and softmax on the shapes that attention and a language model's last
/// layer have. Bytes are those that must move: one float in, one out. `/library` is xtensor.
#include <benchmark/benchmark.h>

#include <string>

#include "gu/activations.hpp"
#include "gu/bench/xtensor_operations.hpp"

namespace {

using gu::Index;
using gu::Tensor;

Tensor random_input(const gu::Shape& shape) {
  gu::Generator generator(2);
  return gu::normal(shape, generator, 0, 2);
}

template <class Function>
void measure(benchmark::State& state, const gu::Shape& shape, Function function) {
  const Tensor x = random_input(shape);
  const Index count = gu::element_count(shape);
  for (auto _ : state) benchmark::DoNotOptimize(function(x));
  state.SetItemsProcessed(state.iterations() * count);
  state.SetBytesProcessed(state.iterations() * count * 2 * Index{sizeof(float)});
}

void measure_elementwise(const char* name, Tensor (*function)(const Tensor&)) {
  for (const Index count : {Index{1} << 12, Index{1} << 20}) {
    benchmark::RegisterBenchmark((std::string(name) + "/" + std::to_string(count)).c_str(),
                                 [=](benchmark::State& state) { measure(state, {count}, function); });
  }
}

void measure_rows(const std::string& name, const gu::Shape& shape, Tensor (*function)(const Tensor&, Index),
                  Index axis) {
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
    measure(state, shape, [=](const Tensor& x) { return function(x, axis); });
  });
}

void measure_library(const std::string& name, const gu::Shape& shape,
                     float (gu::bench::XtensorOperands::*operation)() const) {
  benchmark::RegisterBenchmark((name + "/library").c_str(), [=](benchmark::State& state) {
    const gu::bench::XtensorOperands operands(random_input(shape));
    for (auto _ : state) benchmark::DoNotOptimize((operands.*operation)());
  });
}

Tensor leaky_relu(const Tensor& x) {
  return gu::leaky_relu(x);
}
Tensor softmax(const Tensor& x, Index axis) {
  return gu::softmax(x, axis);
}

const bool registered = [] {
  measure_elementwise("relu", gu::relu);
  measure_elementwise("leaky_relu", leaky_relu);
  measure_elementwise("sigmoid", gu::sigmoid);
  measure_elementwise("tanh", gu::tanh);
  measure_elementwise("gelu", gu::gelu);
  measure_elementwise("gelu_tanh", gu::gelu_tanh);
  measure_elementwise("silu", gu::silu);
  measure_elementwise("softplus", gu::softplus);
  // Scores of 512 tokens; the same with the row down the columns; 16 tokens over GPT-2's vocabulary.
  measure_rows("softmax/512x512", {512, 512}, softmax, -1);
  measure_rows("softmax/512x512_axis_0", {512, 512}, softmax, 0);
  measure_rows("softmax/16x50257", {16, 50257}, softmax, -1);
  measure_rows("log_softmax/512x512", {512, 512}, gu::log_softmax, -1);
  measure_rows("log_softmax/16x50257", {16, 50257}, gu::log_softmax, -1);
  using gu::bench::XtensorOperands;
  measure_library("sigmoid/1048576", {1 << 20}, &XtensorOperands::sigmoid);
  measure_library("tanh/1048576", {1 << 20}, &XtensorOperands::tanh);
  measure_library("softmax/512x512", {512, 512}, &XtensorOperands::softmax);
  measure_library("softmax/16x50257", {16, 50257}, &XtensorOperands::softmax);
  return true;
}();

}  // namespace
