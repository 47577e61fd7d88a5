/// @file
/// Prints the table of lesson 01: what views are made of and what they cost.
#include <cstdio>
#include <functional>

#include "gu/memory.hpp"
#include "gu/tensor.hpp"

namespace {

using namespace gu;

void print_row(const char* expression, const std::function<Tensor()>& make) {
  const MemoryScope memory;
  const Tensor tensor = make();
  std::printf("| `%s` | %s | %s | %lld | %lld |\n", expression, to_text(tensor.shape()).c_str(),
              to_text(tensor.strides()).c_str(), static_cast<long long>(tensor.offset()),
              static_cast<long long>(memory.live_bytes()));
}

}  // namespace

int main() {
  std::printf("| expression | shape | strides | offset | bytes allocated |\n|---|---|---|---|---|\n");
  //! [table]
  Tensor x;
  print_row("x = reshape(arange(12), {3, 4})", [&] { return x = reshape(arange(12), {3, 4}); });
  print_row("transpose(x)", [&] { return transpose(x); });
  print_row("slice(x, 0, 1, 3)", [&] { return slice(x, 0, 1, 3); });
  print_row("slice(x, 1, 0, 4, 2)", [&] { return slice(x, 1, 0, 4, 2); });
  print_row("reshape(x, {2, 6})", [&] { return reshape(x, {2, 6}); });
  print_row("expand(slice(x, 0, 1, 2), {5, 4})", [&] { return expand(slice(x, 0, 1, 2), {5, 4}); });
  print_row("reshape(transpose(x), {12})", [&] { return reshape(transpose(x), {12}); });
  print_row("clone(x)", [&] { return clone(x); });
  //! [table]
  return 0;
}
