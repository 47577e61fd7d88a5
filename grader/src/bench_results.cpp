#include "bench_results.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace grader {
namespace {

double seconds_in(const std::string& unit) {
  if (unit == "ns") return 1e-9;
  if (unit == "us") return 1e-6;
  if (unit == "ms") return 1e-3;
  return 1;
}

std::string time_cell(const BenchTime& time) {
  if (time.seconds) return duration_text(*time.seconds);
  return time.error.empty() ? "-" : "failed";
}

std::string ratio_cell(const BenchTime& mine, const BenchTime& other) {
  if (!mine.seconds || !other.seconds || *other.seconds <= 0) return "-";
  return fmt::format("{:.2f}x", *mine.seconds / *other.seconds);
}

}  // namespace

BenchTime parse_bench_json(std::string_view json) {
  const auto document = nlohmann::json::parse(json, nullptr, false);
  if (!document.is_object() || !document.contains("benchmarks") || !document["benchmarks"].is_array()) {
    return {std::nullopt, "it wrote no results"};
  }
  double sum = 0;
  int count = 0;
  for (const auto& row : document["benchmarks"]) {
    if (row.value("run_type", "iteration") != "iteration") continue;
    if (row.value("error_occurred", false)) return {std::nullopt, row.value("error_message", "an error")};
    sum += row.value("real_time", 0.0) * seconds_in(row.value("time_unit", "ns"));
    ++count;
  }
  if (count == 0) return {std::nullopt, "it wrote no results"};
  return {sum / count, ""};
}

std::string without_library(std::string_view name) {
  constexpr std::string_view part = "/library";
  const std::size_t at = name.find(part);
  if (at == std::string_view::npos) return "";
  const std::string_view rest = name.substr(at + part.size());
  if (!rest.empty() && rest.front() != '/') return "";
  return std::string(name.substr(0, at)) + std::string(rest);
}

std::string duration_text(double seconds) {
  const auto [scale, unit] = seconds < 1e-6   ? std::pair(1e9, "ns")
                             : seconds < 1e-3 ? std::pair(1e6, "us")
                             : seconds < 1    ? std::pair(1e3, "ms")
                                              : std::pair(1.0, "s");
  return fmt::format("{:.3g} {}", seconds * scale, unit);
}

void print_bench_table(const Terminal& terminal, const std::vector<BenchRow>& rows) {
  const bool has_library =
      std::any_of(rows.begin(), rows.end(), [](const BenchRow& row) { return row.library.seconds.has_value(); });
  std::size_t name_width = 9;
  for (const BenchRow& row : rows) name_width = std::max(name_width, display_width(row.name));
  name_width = std::min(name_width, std::size_t{34});
  const auto print = [&](const std::string& name, const std::vector<std::string>& cells, Tone tone) {
    std::string line = padded(name, name_width);
    for (const std::string& cell : cells) line += fmt::format(" {:>9}", cell);
    terminal.line(terminal.paint(tone, line));
  };
  std::vector<std::string> head = {"yours", "reference", "ratio"};
  if (has_library) head.insert(head.end(), {"library", "ratio"});
  print("benchmark", head, Tone::strong);
  std::set<std::string> errors;
  for (const BenchRow& row : rows) {
    std::vector<std::string> cells = {time_cell(row.mine), time_cell(row.reference),
                                      ratio_cell(row.mine, row.reference)};
    if (has_library) cells.insert(cells.end(), {time_cell(row.library), ratio_cell(row.mine, row.library)});
    print(row.name, cells, Tone::plain);
    if (!row.mine.error.empty()) errors.insert("yours failed: " + row.mine.error);
    if (!row.reference.error.empty()) errors.insert("the reference failed: " + row.reference.error);
    if (!row.library.error.empty()) errors.insert("the library failed: " + row.library.error);
  }
  if (!errors.empty()) terminal.line();
  for (const std::string& error : errors) terminal.paragraph(error, 0, 2);
}

}  // namespace grader
