// Prints the table of lesson 04: losses as a book prints them, computed in float32, beside this module's.
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "gu/losses.hpp"
#include "gu/tensor.hpp"

namespace {

using gu::Index;

//! [naive]
/// -log(softmax(x)[target]) of two logits, as the definition says.
float softmax_then_log(float x, float other) {
  const float probability = std::exp(x) / (std::exp(x) + std::exp(other));
  return -std::log(probability);
}
/// log(sum of exponentials) - x, with nothing taken out.
float plain_log_sum_exp(float x, float other) {
  return std::log(std::exp(x) + std::exp(other)) - x;
}
//! [naive]

float module_cost(float x, float other) {
  const Index target = 0;
  return *cross_entropy(gu::from_values({1, 2}, {x, other}), {&target, 1}).data();
}

void print_row(float x, float other) {
  std::printf("| %g, %g | %g | %g | %g |\n", double{x}, double{other}, double{softmax_then_log(x, other)},
              double{plain_log_sum_exp(x, other)}, double{module_cost(x, other)});
}

}  // namespace

int main() {
  try {
    std::printf("| logits, the first is right | softmax, then log | log-sum-exp as it stands | this module |\n");
    std::printf("|---|---|---|---|\n");
    print_row(2, 1);
    print_row(0, 50);
    print_row(0, 200);
    print_row(100, 99);
    print_row(-200, -200);
    print_row(10000, 0);
    print_row(-10000, 10000);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
