/// @file
/// The expectations of the course. Each reports the first wrong index, got, wanted, the allowance and its reason, and
/// the known mistake that the output equals; each hands its actual value to the observer (observation.hpp).
///
/// A credited test uses these and never GoogleTest's own EXPECT_EQ and kin, whose actual values nobody sees.
#pragma once

#include <functional>
#include <string>
#include <typeinfo>
#include <utility>
#include <vector>

#include "gu/testing/array64.hpp"

namespace gu::testing {

/// How far a number may be from the expected one: |actual - expected| <= size * max(floor, |expected|).
struct Tolerance {
  double size = 0;
  std::string reason;
  double floor = 1;  ///< what a smaller number is taken for
};

/// @param reason  where the rounding comes from: "sums of 64 products"; shown to the student
inline Tolerance tolerance(double size, std::string reason) {
  return {size, std::move(reason)};
}
/// Relative for numbers below 1 as well, where the other is absolute and takes every tiny number for right.
inline Tolerance relative_tolerance(double size, std::string reason) {
  return {size, std::move(reason), 0};
}
inline Tolerance exactly() {
  return {0, "exact"};
}

/// A value under comparison: numbers or text. Made implicitly, so that an expectation takes what a module returned as it is.
struct Value {
  Value(const Tensor& tensor);
  Value(Array64 array) : is_text(false), numbers(std::move(array)) {}
  Value(double scalar) : is_text(false), numbers(scalar) {}
  Value(std::string words) : is_text(true), text(std::move(words)) {}

  bool is_text;
  Array64 numbers;
  std::string text;
};

/// Where an expectation stands.
struct Place {
  const char* file;
  int line;
  const char* expression;
};

/// One expectation. It is checked when the statement ends, after because() and unlike() have been heard.
class Comparison {
 public:
  Comparison(Place place, Value actual, Value expected, Tolerance tolerance);
  /// The claim that two outputs of the code under test are equal: what a judge decides by is then both of them.
  static Comparison agree(Place place, Value actual, Value other, Tolerance tolerance);
  /// The claim that `thrown`, the answer of exception_of(), is an exception of type `type` whose message holds every
  /// one of `parts`.
  static Comparison throws(Place place, std::string thrown, std::string type, std::vector<std::string> parts);
  /// The claim that low <= actual <= high.
  static Comparison between(Place place, double actual, double low, double high);
  ~Comparison();  // NOLINT(bugprone-exception-escape): out of memory or of disk, the suite ends, and the grader says how
  Comparison(const Comparison&) = delete;
  Comparison& operator=(const Comparison&) = delete;

  /// Why this must hold, for the student: the sentence that teaches.
  Comparison& because(std::string reason);
  /// What comes out when somebody makes a known mistake. An output equal to it is named to the student. A mistake that
  /// the expected value cannot be told from makes the test itself fail: it would be no test of that mistake.
  Comparison& unlike(std::string mistake, const Value& value);
  /// The same, where the mistake can be told from the right answer in some of a test's cases only.
  Comparison& unlike_where(bool applies, std::string mistake, const Value& value);
  /// An input, shown (its first numbers) when the expectation fails.
  Comparison& given(std::string name, const Value& value);

 private:
  enum class Kind { equal, agree, throws, between };
  Comparison(Place place, Value actual, Value expected, Tolerance tolerance, Kind kind);
  Comparison(Place place, Value actual, std::string type, std::vector<std::string> parts, double low, double high);
  bool holds() const { return accepts(actual_); }
  bool accepts(const Value& value) const;
  std::string explain() const;

  Kind kind_ = Kind::equal;
  Place place_;
  Value actual_;
  Value expected_;
  Tolerance tolerance_;
  std::string type_;
  std::vector<std::string> parts_;
  double low_ = 0;
  double high_ = 0;
  std::string reason_;
  std::vector<std::pair<std::string, Value>> mistakes_;
  std::vector<std::pair<std::string, Value>> inputs_;
};

/// Are all numbers within the tolerance? NaN equals nothing; an infinity equals only itself. Shapes must agree.
bool near(const Array64& actual, const Array64& expected, double tolerance);

/// "std::invalid_argument: message", "another type, std::out_of_range: message" or "no exception"; for EXPECT_THROWS.
/// @param wanted  the type that is expected, exactly: a derived one is another
/// @param name    how the test spells it
std::string exception_of(const std::function<void()>& statement, const std::type_info& wanted, const std::string& name);

inline Value shape_value(const IndexList& shape) {
  return Value(to_text(shape));
}
/// "[3, 1, 2]" for any list of integers.
template <class Integers>
Value integers_value(const Integers& list) {
  std::string text = "[";
  for (const auto entry : list) text += (text.size() > 1 ? ", " : "") + std::to_string(entry);
  return Value(text + "]");
}
inline Value truth_value(bool truth) {
  return Value(std::string(truth ? "true" : "false"));
}

/// What stands in a blind suite (below) where the expected side would be. It is never called.
struct Unevaluated {
  template <class... Anything>
  Unevaluated& because(const Anything&... /*reason*/);
  template <class... Anything>
  Unevaluated& unlike(const Anything&... /*mistake*/);
  template <class... Anything>
  Unevaluated& unlike_where(const Anything&... /*mistake*/);
  template <class... Anything>
  Unevaluated& given(const Anything&... /*input*/);
};
template <class... Anything>
Unevaluated unevaluated(const Anything&... /*expected*/);
/// Writes the actual value down and compares it with nothing.
void observe_blindly(const Value& actual);

}  // namespace gu::testing

// A suite is compiled twice. In the blind one (GU_BLIND), which runs in one process with code that nobody trusts, an expectation has
// only its actual side: the rest is read by the compiler and thrown away, so that neither the program nor its memory holds the
// answer. The switch keeps an expectation one statement, also after an `if` without braces.
#ifdef GU_BLIND
#define GU_COMPARE(make, expression, actual, ...)                 \
  switch (0)                                                      \
  case 0:                                                         \
  default:                                                        \
    if constexpr (::gu::testing::observe_blindly(actual); true) { \
    } else                                                        \
      ::gu::testing::unevaluated(__VA_ARGS__)
#define GU_AGREE(expression, actual, other, allowed)                                                     \
  switch (0)                                                                                             \
  case 0:                                                                                                \
  default:                                                                                               \
    if constexpr (::gu::testing::observe_blindly(actual), ::gu::testing::observe_blindly(other); true) { \
    } else                                                                                               \
      ::gu::testing::unevaluated(allowed)
#else
#define GU_AGREE(expression, actual, other, allowed) GU_COMPARE(Comparison::agree, expression, actual, other, allowed)
#define GU_COMPARE(make, expression, actual, ...) \
  ::gu::testing::make(::gu::testing::Place{__FILE__, __LINE__, expression}, actual, __VA_ARGS__)
#endif

/// Every number within the tolerance; same shape.
#define EXPECT_TENSOR_NEAR(actual, expected, allowed) \
  GU_COMPARE(Comparison, #actual, ::gu::testing::Value(actual), ::gu::testing::Array64(expected), allowed)
/// Every number exactly equal; for copies, views, masks, counts in tensors.
#define EXPECT_TENSOR_EQ(actual, expected)                                                        \
  GU_COMPARE(Comparison, #actual, ::gu::testing::Value(actual), ::gu::testing::Array64(expected), \
             ::gu::testing::exactly())
/// Two outputs of the code under test that must be the same: for what shifting, permuting or repeating leaves unchanged. Write it so
/// wherever the expected side calls the student's code; its shapes alone, or zeros everywhere, would satisfy it, so it comes beside
/// a test of the values.
#define EXPECT_TENSORS_AGREE(actual, other, allowed) \
  GU_AGREE(#actual, ::gu::testing::Value(actual), ::gu::testing::Value(other), allowed)
/// One number.
#define EXPECT_SCALAR_NEAR(actual, expected, allowed)                                \
  GU_COMPARE(Comparison, #actual, ::gu::testing::Value(static_cast<double>(actual)), \
             ::gu::testing::Value(static_cast<double>(expected)), allowed)
/// A whole number: bytes, allocations, parameters.
#define EXPECT_COUNT(actual, expected)                                               \
  GU_COMPARE(Comparison, #actual, ::gu::testing::Value(static_cast<double>(actual)), \
             ::gu::testing::Value(static_cast<double>(expected)), ::gu::testing::exactly())
/// low <= actual <= high; for fitted exponents, statistics of random draws.
#define EXPECT_BETWEEN(actual, low, high) \
  GU_COMPARE(Comparison::between, #actual, static_cast<double>(actual), low, high)
#define EXPECT_SHAPE(actual, ...)                                     \
  GU_COMPARE(Comparison, #actual, ::gu::testing::shape_value(actual), \
             ::gu::testing::shape_value(::gu::IndexList __VA_ARGS__), ::gu::testing::exactly())
/// A list of integers: indices, axes, strides, class numbers.
#define EXPECT_INDICES(actual, ...)                                      \
  GU_COMPARE(Comparison, #actual, ::gu::testing::integers_value(actual), \
             ::gu::testing::integers_value(std::vector<::gu::Index> __VA_ARGS__), ::gu::testing::exactly())
#define EXPECT_TEXT(actual, expected)                                        \
  GU_COMPARE(Comparison, #actual, ::gu::testing::Value(std::string(actual)), \
             ::gu::testing::Value(std::string(expected)), ::gu::testing::exactly())
/// Something that is either so or not: that two tensors share storage, that a flag is set.
#define EXPECT_TRUTH(actual, expected)                                                                      \
  GU_COMPARE(Comparison, #actual, ::gu::testing::truth_value(actual), ::gu::testing::truth_value(expected), \
             ::gu::testing::exactly())
/// The documented exception, whose message holds every one of the given texts:
/// `EXPECT_THROWS(add(a, b), std::invalid_argument, "[2, 3]", "[4]")`. Show in the same test that a valid neighbour
/// works, or an empty skeleton with given checks passes.
#define EXPECT_THROWS(statement, exception, ...)                                                                \
  GU_COMPARE(Comparison::throws, #statement,                                                                    \
             ::gu::testing::exception_of([&] { static_cast<void>(statement); }, typeid(exception), #exception), \
             #exception, std::vector<std::string>{__VA_ARGS__})
