// Prints the table of lesson 02: formulas as a book prints them, computed in float32, beside this module's functions.
#include <cmath>
#include <cstdio>
#include <exception>

#include "gu/activations.hpp"

namespace {

//! [naive]
float naive_sigmoid(float x) {
  return std::exp(x) / (1 + std::exp(x));
}
float naive_tanh(float x) {
  return (std::exp(x) - std::exp(-x)) / (std::exp(x) + std::exp(-x));
}
float naive_softplus(float x) {
  return std::log(1 + std::exp(x));
}
float naive_softmax_of_two(float x, float other) {
  return std::exp(x) / (std::exp(x) + std::exp(other));
}
//! [naive]

/// The sign of a NaN means nothing, and printf would show it: std::abs takes it off.
void print_row(const char* what, float naive, const gu::Tensor& module) {
  std::printf("| `%s` | %g | %g |\n", what, double{std::isnan(naive) ? std::abs(naive) : naive},
              double{module.data()[0]});
}

void print_table() {
  using gu::from_values;
  using gu::scalar;
  std::printf("| in float32 | the formula as it stands | this module |\n|---|---|---|\n");
  print_row("sigmoid(100)", naive_sigmoid(100), gu::sigmoid(scalar(100)));
  print_row("1 - sigmoid(20)", 1 - naive_sigmoid(20), gu::sigmoid(scalar(-20)));
  print_row("tanh(100)", naive_tanh(100), gu::tanh(scalar(100)));
  print_row("tanh(1e-8)", naive_tanh(1e-8F), gu::tanh(scalar(1e-8F)));
  print_row("softplus(100)", naive_softplus(100), gu::softplus(scalar(100)));
  print_row("softplus(-20)", naive_softplus(-20), gu::softplus(scalar(-20)));
  print_row("softmax([1000, 1001])[0]", naive_softmax_of_two(1000, 1001), gu::softmax(from_values({2}, {1000, 1001})));
  print_row("softmax([-1000, -999])[0]", naive_softmax_of_two(-1000, -999),
            gu::softmax(from_values({2}, {-1000, -999})));
  print_row("log_softmax([-200, 0])[0]", std::log(naive_softmax_of_two(-200, 0)),
            gu::log_softmax(from_values({2}, {-200, 0})));
  const float log_of_sum = 1e6F + std::log(2.0F);
  print_row("log_softmax([1e6, 1e6])[0]", 1e6F - log_of_sum, gu::log_softmax(from_values({2}, {1e6F, 1e6F})));
}

}  // namespace

int main() {
  try {
    print_table();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
