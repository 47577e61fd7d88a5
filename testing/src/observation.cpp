#include "gu/testing/observation.hpp"

#include <unistd.h>

#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

namespace gu::testing {

namespace {

using nlohmann::json;

constexpr std::size_t digits = 16;  // of one float64, in hexadecimal

int observer = -1;
std::string running;
int comparisons = 0;
bool is_judging = false;
std::map<std::string, Value> answers;

std::string to_bits(const std::vector<double>& values) {
  std::string bits;
  bits.reserve(values.size() * digits);
  for (const double value : values) {
    std::array<char, digits + 1> hex{};
    std::snprintf(hex.data(), hex.size(), "%016llx",
                  static_cast<unsigned long long>(std::bit_cast<std::uint64_t>(value)));
    bits += hex.data();
  }
  return bits;
}

std::optional<std::vector<double>> from_bits(const std::string& bits) {
  if (bits.size() % digits != 0) return std::nullopt;
  std::vector<double> values;
  values.reserve(bits.size() / digits);
  for (const char* at = bits.data(); at != bits.data() + bits.size(); at += digits) {
    std::uint64_t pattern = 0;
    if (std::from_chars(at, at + digits, pattern, 16).ptr != at + digits) return std::nullopt;
    values.push_back(std::bit_cast<double>(pattern));
  }
  return values;
}

std::optional<Value> value_of(const json& line) {
  if (const auto text = line.find("text"); text != line.end() && text->is_string())
    return Value(text->get<std::string>());
  const auto shape = line.find("shape");
  const auto bits = line.find("bits");
  if (shape == line.end() || bits == line.end() || !shape->is_array() || !bits->is_string()) return std::nullopt;
  Shape sizes;
  std::uint64_t count = 1;
  for (const json& size : *shape) {
    constexpr std::uint64_t most = std::uint64_t{1} << 32U;  // so that no product overflows
    if (!size.is_number_unsigned() || size.get<std::uint64_t>() >= most || sizes.size() == max_rank)
      return std::nullopt;
    count *= size.get<std::uint64_t>();
    if (count >= most) return std::nullopt;
    sizes.push_back(size.get<Index>());
  }
  auto values = from_bits(bits->get_ref<const std::string&>());
  if (!values || values->size() != count) return std::nullopt;
  return Value(Array64(sizes, *std::move(values)));
}

void write_down(const std::string& key, const Value& actual) {
  json line{{"key", key}};
  if (actual.is_text) {
    line["text"] = actual.text;
  } else {
    line["shape"] = std::vector<Index>(actual.numbers.shape.begin(), actual.numbers.shape.end());
    line["bits"] = to_bits(actual.numbers.values);
  }
  const std::string text = line.dump(-1, ' ', true, json::error_handler_t::replace) + "\n";
  for (std::size_t done = 0; done < text.size();) {
    const auto written = ::write(observer, text.data() + done, text.size() - done);
    if (written <= 0) return;
    done += static_cast<std::size_t>(written);
  }
}

}  // namespace

void observe_to(int descriptor) {
  observer = descriptor;
}

void judge_by(std::istream& lines) {
  is_judging = true;
  answers.clear();
  for (std::string text; std::getline(lines, text);) {
    const json line = json::parse(text, nullptr, false);
    if (!line.is_object() || !line.contains("key") || !line["key"].is_string()) continue;
    if (auto value = value_of(line)) answers.emplace(line["key"].get<std::string>(), *std::move(value));
  }
}

void stop_judging() {
  is_judging = false;
  answers.clear();
}

bool judging() {
  return is_judging;
}

int begin_observed_test(const char* name) {
  running = name;
  return std::exchange(comparisons, 0);
}

int comparisons_so_far() {
  return comparisons;
}

std::size_t answers_left() {
  std::size_t left = 0;
  const std::string prefix = running + "#";
  for (auto answer = answers.lower_bound(prefix); answer != answers.end() && answer->first.starts_with(prefix);
       ++answer)
    ++left;
  return left;
}

std::optional<Value> observed(const Value& actual) {
  const int number = comparisons++;
  if (observer < 0 && !is_judging) return actual;
  const std::string key = running + "#" + std::to_string(number);
  if (observer >= 0) write_down(key, actual);
  if (!is_judging) return actual;
  auto answer = answers.extract(key);  // given once: a second run of the test finds none
  if (answer.empty()) return std::nullopt;
  return std::move(answer.mapped());
}

}  // namespace gu::testing
