/// @file
/// Module 01 on one thread. `/library` is xtensor, and OpenBLAS for the matrix product. OpenBLAS 0.3.21 knows no recent
/// processor by name and falls back to half speed: start with OPENBLAS_CORETYPE=SkylakeX where there is AVX-512.
#include <benchmark/benchmark.h>

#include "gu/bench/xtensor_operations.hpp"
#include "gu/tensor.hpp"
#if defined(GU_HAS_OPENBLAS)
#include <cblas.h>
#endif

namespace {

using namespace gu;
using gu::bench::XtensorOperands;

constexpr Index side = 1024;

Tensor random_matrix(Index rows, Index columns) {
  Generator generator(1);
  return uniform({rows, columns}, generator, -1, 1);
}

/// Times `work`, which returns a number or a tensor.
template <class Work>
void measure(benchmark::State& state, Work work) {
  for ([[maybe_unused]] auto iteration : state) benchmark::DoNotOptimize(work());
}

void add_same(benchmark::State& state) {
  const Tensor x = random_matrix(side, side);
  measure(state, [&] { return add(x, x); });
}
void add_same_library(benchmark::State& state) {
  const Tensor x = random_matrix(side, side);
  const XtensorOperands operands(x, x);
  measure(state, [&] { return operands.add(); });
}
BENCHMARK(add_same)->Name("add/1024x1024");
BENCHMARK(add_same_library)->Name("add/1024x1024/library");

void add_row(benchmark::State& state) {
  const Tensor x = random_matrix(side, side);
  const Tensor row = random_matrix(1, side);
  measure(state, [&] { return add(x, row); });
}
void add_row_library(benchmark::State& state) {
  const Tensor x = random_matrix(side, side);
  const Tensor row = random_matrix(1, side);
  const XtensorOperands operands(x, row);
  measure(state, [&] { return operands.add(); });
}
BENCHMARK(add_row)->Name("add_row/1024x1024");
BENCHMARK(add_row_library)->Name("add_row/1024x1024/library");

void exponential(benchmark::State& state) {
  const Tensor x = random_matrix(side, side);
  measure(state, [&] { return exp(x); });
}
void exponential_library(benchmark::State& state) {
  const XtensorOperands operands(random_matrix(side, side));
  measure(state, [&] { return operands.exp(); });
}
BENCHMARK(exponential)->Name("exp/1024x1024");
BENCHMARK(exponential_library)->Name("exp/1024x1024/library");

template <Index axis>
void sum_axis(benchmark::State& state) {
  const Tensor x = random_matrix(side, side);
  measure(state, [&] { return sum(x, {axis}); });
}
template <Index axis>
void sum_axis_library(benchmark::State& state) {
  const XtensorOperands operands(random_matrix(side, side));
  measure(state, [&] { return operands.sum(axis); });
}
BENCHMARK(sum_axis<0>)->Name("sum_columns/1024x1024");
BENCHMARK(sum_axis_library<0>)->Name("sum_columns/1024x1024/library");
BENCHMARK(sum_axis<1>)->Name("sum_rows/1024x1024");
BENCHMARK(sum_axis_library<1>)->Name("sum_rows/1024x1024/library");

void transpose_copy(benchmark::State& state) {
  const Tensor x = random_matrix(side, side);
  measure(state, [&] { return clone(transpose(x)); });
}
void transpose_copy_library(benchmark::State& state) {
  const XtensorOperands operands(random_matrix(side, side));
  measure(state, [&] { return operands.transpose(); });
}
BENCHMARK(transpose_copy)->Name("transpose_copy/1024x1024");
BENCHMARK(transpose_copy_library)->Name("transpose_copy/1024x1024/library");

void count_operations(benchmark::State& state, Index rows, Index inner, Index columns) {
  state.counters["operations"] = benchmark::Counter(static_cast<double>(2 * rows * inner * columns),
                                                    benchmark::Counter::kIsIterationInvariantRate);
}

void matrix_product(benchmark::State& state) {
  const Index n = state.range(0);
  const Tensor a = random_matrix(n, n);
  const Tensor b = random_matrix(n, n);
  measure(state, [&] { return matmul(a, b); });
  count_operations(state, n, n, n);
}
BENCHMARK(matrix_product)->Name("matmul")->Arg(128)->Arg(500)->Arg(512);

void transposed_product(benchmark::State& state) {
  const Index n = state.range(0);
  const Tensor a = random_matrix(n, n);
  const Tensor b = random_matrix(n, n);
  measure(state, [&] { return matmul(a, transpose(b)); });
  count_operations(state, n, n, n);
}
BENCHMARK(transposed_product)->Name("matmul_transposed")->Arg(512);

#if defined(GU_HAS_OPENBLAS)
void openblas(benchmark::State& state, CBLAS_TRANSPOSE right) {
  openblas_set_num_threads(1);
  const Index n = state.range(0);
  const auto size = static_cast<int>(n);
  const Tensor a = random_matrix(n, n);
  const Tensor b = random_matrix(n, n);
  measure(state, [&] {
    Tensor result = zeros({n, n});
    cblas_sgemm(CblasRowMajor, CblasNoTrans, right, size, size, size, 1, a.data(), size, b.data(), size, 0,
                result.mutable_data(), size);
    return result;
  });
  count_operations(state, n, n, n);
}
BENCHMARK_CAPTURE(openblas, plain, CblasNoTrans)->Name("matmul/library")->Arg(128)->Arg(500)->Arg(512);
BENCHMARK_CAPTURE(openblas, transposed, CblasTrans)->Name("matmul_transposed/library")->Arg(512);
#endif

//! [orders]
/// The same sums in two orders of the loops. Which index moves in the innermost loop decides how memory is walked.
void inner_product_order(const float* a, const float* b, float* c, Index n) {
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j < n; ++j) {
      for (Index k = 0; k < n; ++k) c[i * n + j] += a[i * n + k] * b[k * n + j];  // walks down a column of b
    }
  }
}
void row_order(const float* a, const float* b, float* c, Index n) {
  for (Index i = 0; i < n; ++i) {
    for (Index k = 0; k < n; ++k) {
      for (Index j = 0; j < n; ++j) c[i * n + j] += a[i * n + k] * b[k * n + j];  // walks along rows of b and c
    }
  }
}
//! [orders]

void loop_order(benchmark::State& state, void (*multiply)(const float*, const float*, float*, Index)) {
  const Index n = state.range(0);
  const Tensor a = random_matrix(n, n);
  const Tensor b = random_matrix(n, n);
  measure(state, [&] {
    Tensor result = zeros({n, n});
    multiply(a.data(), b.data(), result.mutable_data(), n);
    return result;
  });
  count_operations(state, n, n, n);
}
BENCHMARK_CAPTURE(loop_order, ijk, inner_product_order)->Name("loop_order_ijk")->Arg(512);
BENCHMARK_CAPTURE(loop_order, ikj, row_order)->Name("loop_order_ikj")->Arg(512);

//! [walks]
/// Adds up a matrix row by row: neighbours in memory follow each other.
float walk_rows(const Tensor& matrix) {
  const auto x = matrix.read<2>();
  float total = 0;
  for (Index i = 0; i < x.size(0); ++i) {
    for (Index j = 0; j < x.size(1); ++j) total += x(i, j);
  }
  return total;
}
/// The same numbers column by column: each step jumps over a whole row.
float walk_columns(const Tensor& matrix) {
  const auto x = matrix.read<2>();
  float total = 0;
  for (Index j = 0; j < x.size(1); ++j) {
    for (Index i = 0; i < x.size(0); ++i) total += x(i, j);
  }
  return total;
}
//! [walks]

void walk(benchmark::State& state, float (*sum_up)(const Tensor&)) {
  const Tensor matrix = random_matrix(state.range(0), state.range(0));
  measure(state, [&] { return sum_up(matrix); });
}
BENCHMARK_CAPTURE(walk, rows, walk_rows)->Name("walk_rows")->Arg(64)->Arg(4096);
BENCHMARK_CAPTURE(walk, columns, walk_columns)->Name("walk_columns")->Arg(64)->Arg(4096);

}  // namespace
