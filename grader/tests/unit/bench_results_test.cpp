#include "bench_results.hpp"

#include <gtest/gtest.h>

#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(BenchJson, TimesAreReadInTheirUnitsAndAveraged) {
  const BenchTime time = parse_bench_json(R"({"context": {}, "benchmarks": [
    {"name": "a", "run_type": "iteration", "real_time": 2.0, "time_unit": "us"},
    {"name": "a", "run_type": "iteration", "real_time": 4000.0, "time_unit": "ns"},
    {"name": "a_mean", "run_type": "aggregate", "real_time": 9.0, "time_unit": "s"}]})");
  ASSERT_TRUE(time.seconds.has_value());
  EXPECT_NEAR(*time.seconds, 3e-6, 1e-12);
}

TEST(BenchJson, AnErrorIsAnErrorAndNothingIsOne) {
  EXPECT_EQ(parse_bench_json(R"({"benchmarks": [{"error_occurred": true, "error_message": "too small"}]})").error,
            "too small");
  EXPECT_FALSE(parse_bench_json(R"({"benchmarks": []})").error.empty());
  EXPECT_FALSE(parse_bench_json("").error.empty());
  EXPECT_FALSE(parse_bench_json("[1]").error.empty());
}

TEST(BenchNames, OfALibraryLeadToTheirOwn) {
  EXPECT_EQ(without_library("matmul/library"), "matmul");
  EXPECT_EQ(without_library("matmul/library/512"), "matmul/512");
  EXPECT_EQ(without_library("matmul/512/library"), "matmul/512");
  EXPECT_EQ(without_library("matmul/512"), "");
  EXPECT_EQ(without_library("matmul/library_like"), "");
}

TEST(BenchTable, ShowsTimesAndRatios) {
  TextTerminal out;
  print_bench_table(out.terminal, {{"matmul/512", {3e-3, ""}, {1.5e-3, ""}, {1e-3, ""}},
                                   {"unwritten", {std::nullopt, "task 1.2 is still to be written"}, {2e-6, ""}, {}}});
  EXPECT_EQ(out.text(),
            "benchmark      yours reference     ratio   library     ratio\n"
            "matmul/512      3 ms    1.5 ms     2.00x      1 ms     3.00x\n"
            "unwritten     failed      2 us         -         -         -\n"
            "\nyours failed: task 1.2 is still to be written\n");
}

TEST(BenchTable, WithoutALibraryHasNoColumnForOne) {
  TextTerminal out;
  print_bench_table(out.terminal, {{"add", {1e-9, ""}, {2e-9, ""}, {}}});
  EXPECT_EQ(out.text(), "benchmark     yours reference     ratio\nadd            1 ns      2 ns     0.50x\n");
}

TEST(Duration, HasThreeDigits) {
  EXPECT_EQ(duration_text(1.2345e-3), "1.23 ms");
  EXPECT_EQ(duration_text(0.9e-6), "900 ns");
  EXPECT_EQ(duration_text(12.0), "12 s");
}

}  // namespace
}  // namespace grader::testing
