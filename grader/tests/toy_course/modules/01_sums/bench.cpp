#include <benchmark/benchmark.h>

#include "gu/sums.hpp"

namespace {

void add(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(gu::add(1, 2));
}
BENCHMARK(add)->Name("add/2");

}  // namespace
