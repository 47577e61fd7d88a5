#include "gu/testing/comparison.hpp"

#include <cxxabi.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>

#include "gu/testing/observation.hpp"
#include "gu/testing/report.hpp"
#include "gu/todo.hpp"
#include "nearness.hpp"

namespace gu::testing {

namespace {

bool all_near(const Array64& actual, const Array64& expected, const Tolerance& tolerance) {
  return actual.shape == expected.shape &&
         std::equal(actual.values.begin(), actual.values.end(), expected.values.begin(),
                    [&](double a, double b) { return number_near(a, b, tolerance); });
}

/// A mistake may consist in making NaN, so here, and only here, NaN matches NaN.
bool same_as_mistake(const Value& actual, const Value& mistake, Tolerance allowed) {
  if (actual.is_text != mistake.is_text) return false;
  if (actual.is_text) return actual.text == mistake.text;
  if (actual.numbers.shape != mistake.numbers.shape) return false;
  // Counts are compared exactly, but a mistake's output is computed in float64 beside a float32 one.
  allowed.size = std::max(allowed.size, 1e-6);
  return std::equal(actual.numbers.values.begin(), actual.numbers.values.end(), mistake.numbers.values.begin(),
                    [&](double a, double b) { return (std::isnan(a) && std::isnan(b)) || number_near(a, b, allowed); });
}

std::string type_name(const std::type_info& type) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(type.name(), nullptr, nullptr, &status),
                                                         &std::free);
  return status == 0 ? name.get() : type.name();
}

}  // namespace

Value::Value(const Tensor& tensor) : is_text(!tensor.defined()) {
  if (is_text) {
    text = "an undefined tensor";
  } else {
    numbers = Array64(tensor);
  }
}

bool near(const Array64& actual, const Array64& expected, double tolerance) {
  return all_near(actual, expected, {tolerance, {}});
}

Comparison::Comparison(Place place, Value actual, Value expected, Tolerance tolerance)
    : Comparison(place, std::move(actual), std::move(expected), std::move(tolerance), Kind::equal) {}

Comparison::Comparison(Place place, Value actual, Value expected, Tolerance tolerance, Kind kind)
    : kind_(kind),
      place_(place),
      actual_(std::move(actual)),
      expected_(std::move(expected)),
      tolerance_(std::move(tolerance)) {}

Comparison::Comparison(Place place, Value actual, std::string type, std::vector<std::string> parts, double low,
                       double high)
    : kind_(actual.is_text ? Kind::throws : Kind::between),
      place_(place),
      actual_(std::move(actual)),
      expected_(std::string()),
      type_(std::move(type)),
      parts_(std::move(parts)),
      low_(low),
      high_(high) {}

Comparison Comparison::throws(Place place, std::string thrown, std::string type, std::vector<std::string> parts) {
  return {place, Value(std::move(thrown)), std::move(type), std::move(parts), 0, 0};
}

Comparison Comparison::agree(Place place, Value actual, Value other, Tolerance tolerance) {
  return {place, std::move(actual), std::move(other), std::move(tolerance), Kind::agree};
}

Comparison Comparison::between(Place place, double actual, double low, double high) {
  return {place, Value(actual), {}, {}, low, high};
}

Comparison& Comparison::because(std::string reason) {
  reason_ = std::move(reason);
  return *this;
}

Comparison& Comparison::unlike(std::string mistake, const Value& value) {
  mistakes_.emplace_back(std::move(mistake), value);
  return *this;
}

Comparison& Comparison::unlike_where(bool applies, std::string mistake, const Value& value) {
  return applies ? unlike(std::move(mistake), value) : *this;
}

Comparison& Comparison::given(std::string name, const Value& value) {
  inputs_.emplace_back(std::move(name), value);
  return *this;
}

bool Comparison::accepts(const Value& value) const {
  switch (kind_) {
    case Kind::throws: {
      // The type counts only where exception_of() puts it, the parts only in the message: a message may name any type.
      const std::string opening = type_ + ": ";
      if (!value.is_text || !value.text.starts_with(opening)) return false;
      return std::all_of(parts_.begin(), parts_.end(), [&](const std::string& part) {
        return value.text.find(part, opening.size()) != std::string::npos;
      });
    }
    case Kind::between:
      return !value.is_text && value.numbers.count() == 1 && low_ <= value.numbers.values[0] &&
             value.numbers.values[0] <= high_;  // false for NaN
    case Kind::equal:
    case Kind::agree:
      break;
  }
  if (value.is_text || expected_.is_text) return value.is_text && expected_.is_text && value.text == expected_.text;
  return all_near(value.numbers, expected_.numbers, tolerance_);
}

Comparison::~Comparison() {  // NOLINT(bugprone-exception-escape): see its declaration
  std::optional<Value> answer = observed(actual_);
  if (kind_ == Kind::agree && answer) {
    if (std::optional<Value> other = observed(expected_)) {
      expected_ = *std::move(other);
    } else {
      answer.reset();
    }
  }
  if (!answer) {
    set_failure_details({"missing", ""});
    ADD_FAILURE_AT(place_.file, place_.line) << place_.expression << "\n  the run under judgement gave no value here\n";
    return;
  }
  actual_ = *std::move(answer);
  std::string recognised;
  for (const auto& [mistake, value] : mistakes_) {
    const bool useless =
        kind_ == Kind::equal || kind_ == Kind::agree ? same_as_mistake(expected_, value, tolerance_) : accepts(value);
    if (useless) {
      set_failure_details({"assertion", ""});
      ADD_FAILURE_AT(place_.file, place_.line)
          << "The test is at fault, not you: its expected value equals that of the mistake \"" << mistake
          << "\", so it cannot tell them apart.";
    }
    if (recognised.empty() && same_as_mistake(actual_, value, tolerance_)) recognised = mistake;
  }
  if (holds()) return;
  set_failure_details({"comparison", recognised});
  ADD_FAILURE_AT(place_.file, place_.line) << explain();
}

void observe_blindly(const Value& actual) {
  static_cast<void>(observed(actual));
}

std::string exception_of(const std::function<void()>& statement, const std::type_info& wanted,
                         const std::string& name) {
  try {
    statement();
  } catch (const NotImplemented&) {
    throw;  // an unwritten task is no refusal
  } catch (const std::exception& error) {
    // Spelt as the test spells it: the true name of std::filesystem::filesystem_error is nobody's expectation.
    return (typeid(error) == wanted ? name : "another type, " + type_name(typeid(error))) + ": " + error.what();
  } catch (...) {
    return "something that is no std::exception";
  }
  return "no exception";
}

}  // namespace gu::testing
