#include <gtest/gtest.h>

#include <filesystem>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>

#include "failures.hpp"
#include "gu/testing/comparison.hpp"
#include "gu/todo.hpp"

namespace gu::testing {
namespace {

struct Derived : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

template <class Exception>
[[noreturn]] void refuse(const std::string& message) {
  throw Exception(message);
}

int accept() {
  return 1;
}

TEST(Throws, PassesOnTheTypeAndEveryPartOfTheMessage) {
  EXPECT_PASSES(EXPECT_THROWS(refuse<std::invalid_argument>("given [2, 3] and [4]"), std::invalid_argument));
  EXPECT_PASSES(
      EXPECT_THROWS(refuse<std::invalid_argument>("given [2, 3] and [4]"), std::invalid_argument, "[2, 3]", "[4]"));
  EXPECT_PASSES(EXPECT_THROWS(refuse<Derived>("x"), Derived, "x"));
}

TEST(Throws, FailsWhenNothingIsThrown) {
  EXPECT_HOLDS(failure_of([] { EXPECT_THROWS(accept(), std::invalid_argument, "[4]"); }),
               "accept()\n  got       no exception\n"
               "  expected  std::invalid_argument with a message that holds \"[4]\"\n");
}

TEST(Throws, FailsOnAnotherType) {
  EXPECT_HOLDS(failure_of([] { EXPECT_THROWS(refuse<std::out_of_range>("[4]"), std::invalid_argument, "[4]"); }),
               "  got       another type, std::out_of_range: [4]\n");
  EXPECT_FAILS(EXPECT_THROWS(throw std::bad_alloc(), std::invalid_argument));
}

TEST(Throws, ADerivedTypeIsAnotherType) {
  EXPECT_HOLDS(failure_of([] { EXPECT_THROWS(refuse<Derived>("[4]"), std::invalid_argument, "[4]"); }),
               "another type, ");
  EXPECT_FAILS(EXPECT_THROWS(refuse<std::invalid_argument>("[4]"), std::logic_error, "[4]"));
  EXPECT_FAILS(EXPECT_THROWS(refuse<std::invalid_argument>("[4]"), std::exception, "[4]"));
}

TEST(Throws, FailsOnAMissingPartOfTheMessage) {
  EXPECT_HOLDS(failure_of([] {
                 EXPECT_THROWS(refuse<std::invalid_argument>("[2, 3]"), std::invalid_argument, "[2, 3]", "[4]");
               }),
               "  got       std::invalid_argument: [2, 3]\n"
               "  expected  std::invalid_argument with a message that holds \"[2, 3]\", \"[4]\"\n");
  EXPECT_FAILS(EXPECT_THROWS(refuse<std::invalid_argument>(""), std::invalid_argument, "[4]"));
}

TEST(Throws, NeitherTypeNorMessageStandsInForTheOther) {
  // A message that names the type, and a type whose name holds the part.
  EXPECT_FAILS(EXPECT_THROWS(refuse<std::runtime_error>("std::invalid_argument: [4]"), std::invalid_argument, "[4]"));
  EXPECT_FAILS(EXPECT_THROWS(refuse<std::invalid_argument>("something"), std::invalid_argument, "invalid"));
}

TEST(Throws, FailsOnWhatIsNoException) {
  EXPECT_HOLDS(failure_of([] { EXPECT_THROWS(throw 42, std::invalid_argument); }),
               "  got       something that is no std::exception\n");
}

TEST(Throws, KnowsATypeByEveryNameItHas) {
  using Alias = std::invalid_argument;
  EXPECT_PASSES(EXPECT_THROWS(refuse<std::invalid_argument>("x"), Alias, "x"));
  // Its true name has an inline namespace in it that nobody writes.
  EXPECT_PASSES(EXPECT_THROWS(throw std::filesystem::filesystem_error("x", std::error_code()),
                              std::filesystem::filesystem_error, "x"));
}

TEST(Throws, AnUnwrittenTaskIsNoRefusal) {
  const auto expectation = [] { EXPECT_THROWS(todo("1.1", "1 line"), std::exception); };
  EXPECT_THROW(expectation(), NotImplemented);
}

}  // namespace
}  // namespace gu::testing
