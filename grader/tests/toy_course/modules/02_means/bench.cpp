#include <benchmark/benchmark.h>

#include "gu/means.hpp"

namespace {

void mean(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(gu::mean({1, 2, 3}));
}
BENCHMARK(mean)->Name("mean/3");

}  // namespace
