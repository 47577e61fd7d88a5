/// @file
/// Google Benchmark's results, and how they compare.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terminal.hpp"

namespace grader {

/// One benchmark of one provider.
struct BenchTime {
  std::optional<double> seconds;  ///< wall clock of one iteration; none: it failed
  std::string error;              ///< why
};

/// Reads the JSON of `--benchmark_out`; repetitions are averaged. Anything else gives an error in words.
BenchTime parse_bench_json(std::string_view json);

/// "matmul/512" for "matmul/512/library" and "matmul/library/512"; empty for a name without the part "library".
std::string without_library(std::string_view name);

struct BenchRow {
  std::string name;
  BenchTime mine;
  BenchTime reference;
  BenchTime library;  ///< neither time nor error: there is none to compare with
};

/// "1.24 ms", "3.1 us".
std::string duration_text(double seconds);

/// Times side by side, then the ratios: 2.0x means that yours takes twice as long.
void print_bench_table(const Terminal& terminal, const std::vector<BenchRow>& rows);

}  // namespace grader
