/// @file
/// The reference matmul and attention beside OpenBLAS and beside the peak of this processor, all on one thread and all
/// in one run: medians of interleaved repetitions, so that a noisy machine disturbs every figure alike.
#include <cblas.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "gu/attention.hpp"
#include "gu/tensor.hpp"

namespace {

using gu::Index;
using gu::Tensor;

// What multiplies and adds in registers can reach: sixteen independent chains hide the latency of the addition, and
// nothing is loaded. The compiler vectorises each chain of 16 floats with the widest instructions it was allowed.
constexpr Index peak_rounds = 2'000'000;
constexpr std::size_t chains = 16;
constexpr std::size_t lanes = 16;
using Lanes [[gnu::vector_size(lanes * sizeof(float))]] = float;

double peak_flop() {
  return 2.0 * peak_rounds * chains * lanes;
}

float multiply_add_in_registers() {
  // Every chain starts elsewhere, and all are added up in the end: equal ones could be computed once, unused ones not at all.
  volatile float start = 1;
  std::array<Lanes, chains> sums{};
  for (std::size_t chain = 0; chain < chains; ++chain) sums[chain] += start + static_cast<float>(chain);
  const Lanes factor = Lanes{} + 0.999F;
  const Lanes term = Lanes{} + 0.001F;
  for (Index round = 0; round < peak_rounds; ++round) {
#pragma GCC unroll 16
    for (std::size_t chain = 0; chain < chains; ++chain) sums[chain] = sums[chain] * factor + term;
  }
  float total = 0;
  for (const Lanes& sum : sums) {
    for (std::size_t lane = 0; lane < lanes; ++lane) total += sum[lane];
  }
  return total;
}

/// softmax(q k^T / sqrt(head_dim)) v with OpenBLAS doing both products of every head.
void attention_with_openblas(const Tensor& query, const Tensor& key, const Tensor& value, std::vector<float>& scores,
                             std::vector<float>& output) {
  const auto tokens = static_cast<int>(query.size(2));
  const auto head_dim = static_cast<int>(query.size(3));
  const auto row = static_cast<std::size_t>(tokens);
  for (Index head = 0; head < query.size(1); ++head) {
    const Index at = head * query.strides()[1];
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, tokens, tokens, head_dim,
                1.0F / std::sqrt(static_cast<float>(head_dim)), query.data() + at, head_dim, key.data() + at, head_dim,
                0, scores.data(), tokens);
    for (std::size_t i = 0; i < row; ++i) {
      float* line = scores.data() + i * row;
      const float largest = *std::max_element(line, line + row);
      float total = 0;
      for (std::size_t j = 0; j < row; ++j) total += line[j] = std::exp(line[j] - largest);
      for (std::size_t j = 0; j < row; ++j) line[j] /= total;
    }
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, tokens, head_dim, tokens, 1, scores.data(), tokens,
                value.data() + at, head_dim, 0, output.data() + at, head_dim);
  }
}

struct Contender {
  const char* name;
  double flop;
  std::function<void()> work;
  std::vector<double> seconds;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main() {
  openblas_set_num_threads(1);
  gu::Generator generator(1);
  const Index size = 512;
  const Tensor a = gu::uniform({size, size}, generator, -1, 1);
  const Tensor b = gu::uniform({size, size}, generator, -1, 1);
  std::vector<float> product(static_cast<std::size_t>(size * size));
  const Index heads = 8;
  const Index tokens = 512;
  const Index head_dim = 64;
  const gu::Shape shape{1, heads, tokens, head_dim};
  const Tensor query = gu::uniform(shape, generator, -1, 1);
  const Tensor key = gu::uniform(shape, generator, -1, 1);
  const Tensor value = gu::uniform(shape, generator, -1, 1);
  std::vector<float> scores(static_cast<std::size_t>(tokens * tokens));
  std::vector<float> output(static_cast<std::size_t>(heads * tokens * head_dim));
  float sink = 0;

  const double matmul_flop = 2.0 * size * size * size;
  const double attention_flop = 4.0 * heads * tokens * tokens * head_dim;
  const auto n = static_cast<int>(size);
  std::vector<Contender> contenders{
      {"multiply-add in registers (peak)", peak_flop(), [&] { sink += multiply_add_in_registers(); }, {}},
      {"matmul 512x512x512, OpenBLAS",
       matmul_flop,
       [&] {
         cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a.data(), n, b.data(), n, 0, product.data(),
                     n);
         sink += product[0];
       },
       {}},
      {"matmul 512x512x512, reference", matmul_flop, [&] { sink += gu::matmul(a, b).data()[0]; }, {}},
      {"attention 1x8x512x64, OpenBLAS",
       attention_flop,
       [&] {
         attention_with_openblas(query, key, value, scores, output);
         sink += output[0];
       },
       {}},
      {"attention 1x8x512x64, reference",
       attention_flop,
       [&] { sink += gu::scaled_dot_product_attention(query, key, value).output.data()[0]; },
       {}},
  };
  constexpr int repetitions = 21;
  for (int repetition = -1; repetition < repetitions; ++repetition) {
    for (Contender& contender : contenders) {
      const double seconds = seconds_of(contender.work);
      if (repetition >= 0) contender.seconds.push_back(seconds);
    }
  }

  std::printf("one thread, medians of %d interleaved repetitions; OpenBLAS kernel: %s\n\n", repetitions,
              openblas_get_corename());
  std::printf("%-34s %10s %10s\n", "", "ms", "GFLOP/s");
  for (const Contender& contender : contenders) {
    const double seconds = median(contender.seconds);
    std::printf("%-34s %10.2f %10.1f\n", contender.name, seconds * 1e3, contender.flop / seconds * 1e-9);
  }
  const auto rate = [&](std::size_t i) { return contenders[i].flop / median(contenders[i].seconds); };
  std::printf("\nmatmul:    reference / OpenBLAS = %.2f, reference / peak = %.2f\n", rate(2) / rate(1),
              rate(2) / rate(0));
  std::printf("attention: reference / OpenBLAS = %.2f, reference / peak = %.2f\n", rate(4) / rate(3),
              rate(4) / rate(0));
  return std::isnan(sink) ? EXIT_FAILURE : EXIT_SUCCESS;
}
