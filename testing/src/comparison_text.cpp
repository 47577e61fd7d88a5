// What a failed comparison tells: the first wrong index, got, wanted, the allowance and its reason, the input.
#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <utility>

#include "gu/testing/comparison.hpp"
#include "nearness.hpp"

namespace gu::testing {

namespace {

/// Eight digits, as many as a float has; whole numbers, which are mostly counts, in full. A NaN has no sign worth showing.
std::string number_text(double value) {
  if (std::isnan(value)) return "nan";
  std::ostringstream out;
  out.precision(value == std::trunc(value) && std::abs(value) < 1e15 ? 15 : 8);
  out << value;
  return out.str();
}

/// Two numbers that differ, so written that the reader sees it.
std::pair<std::string, std::string> different_texts(double one, double other) {
  std::pair<std::string, std::string> texts{number_text(one), number_text(other)};
  if (texts.first == texts.second && one != other && !std::isnan(one)) {
    std::ostringstream out;
    out.precision(17);
    out << one << ' ' << other;
    const std::string both = out.str();
    texts = {both.substr(0, both.find(' ')), both.substr(both.find(' ') + 1)};
  }
  return texts;
}

std::string shortened(const std::string& text, std::size_t limit) {
  return text.size() <= limit ? text : text.substr(0, limit - 3) + "...";
}

std::string preview(const Value& value) {
  if (value.is_text) return shortened(value.text, 200);
  std::string text = value.numbers.shape.empty() ? "" : to_text(value.numbers.shape) + " ";
  for (std::size_t i = 0; i < std::min<std::size_t>(8, value.numbers.values.size()); ++i) {
    text += (i > 0 ? ", " : "") + number_text(value.numbers.values[i]);
  }
  return value.numbers.values.size() > 8 ? text + ", ..." : text;
}

std::string explain_numbers(const Array64& actual, const Array64& expected, const Tolerance& allowed) {
  std::ostringstream out;
  if (actual.shape != expected.shape) {
    out << "  got shape       " << to_text(actual.shape) << "\n  expected shape  " << to_text(expected.shape) << "\n";
    return out.str();
  }
  std::size_t wrong = 0;
  std::size_t first = 0;
  for (std::size_t i = actual.values.size(); i-- > 0;) {
    if (number_near(actual.values[i], expected.values[i], allowed)) continue;
    ++wrong;
    first = i;
  }
  if (!actual.shape.empty()) {
    out << "  " << wrong << " of " << actual.values.size() << " elements of shape " << to_text(actual.shape)
        << " are wrong, the first at index " << to_text(actual.index_of(first)) << "\n";
  }
  const auto [got, wanted] = different_texts(actual.values[first], expected.values[first]);
  out << "  got       " << got << "\n  expected  " << wanted << "\n";
  if (allowed.size > 0 && std::isfinite(expected.values[first])) {
    out << "  allowed   " << number_text(allowance(expected.values[first], allowed)) << " off (" << allowed.reason
        << ")\n";
  }
  return out.str();
}

}  // namespace

std::string Comparison::explain() const {
  std::ostringstream out;
  out << shortened(place_.expression, 100) << "\n";
  if (kind_ == Kind::between) {
    out << "  got       " << preview(actual_) << "\n  expected  between " << number_text(low_) << " and "
        << number_text(high_) << "\n";
  } else if (kind_ == Kind::throws) {
    out << "  got       " << preview(actual_) << "\n  expected  " << type_;
    for (std::size_t i = 0; i < parts_.size(); ++i)
      out << (i > 0 ? ", \"" : " with a message that holds \"") << parts_[i] << '"';
    out << "\n";
  } else if (actual_.is_text || expected_.is_text) {
    out << "  got       " << preview(actual_) << "\n  expected  " << preview(expected_) << "\n";
  } else {
    out << explain_numbers(actual_.numbers, expected_.numbers, tolerance_);
  }
  for (const auto& [name, value] : inputs_) out << "  given " << name << " = " << preview(value) << "\n";
  if (!reason_.empty()) out << "  " << reason_ << "\n";
  return out.str();
}

}  // namespace gu::testing
