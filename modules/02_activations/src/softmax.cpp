#include "gu/activations.hpp"

namespace gu {

Tensor softmax(const Tensor& x, Index axis, float temperature) {
  const Index row_axis = normalize_axis(axis, x.rank());
  require(temperature > 0 && std::isfinite(temperature), "softmax", "a finite temperature above 0", temperature);
  // 1. fold_around() the axis and reshape x to that: a row is then in(before, 0, after), in(before, 1, after), ...
  //    Go through read<3>() and write<3>(), which count. Keep the reshaped tensor in a variable: they only borrow it
  // 2. for every row: its own largest entry, once
  // 3. e^((entry - largest) / temperature), and the sum of these
  // 4. divide by the sum
  // 5. a row of nothing but -inf: what is its largest entry, and what is -inf - -inf? It must become zeros.
  //    But a row of NaN and -inf is no such row
  // 6. reshape the result back, recorded with {.integers = {row_axis}, .numbers = {temperature}}
  todo("02.5", "about 22 lines, three nested loops");
}

}  // namespace gu
