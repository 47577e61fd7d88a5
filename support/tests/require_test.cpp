#include "gu/require.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "gu/index_list.hpp"
#include "gu/todo.hpp"
#include "message_of.hpp"

namespace gu {
namespace {

TEST(Require, SaysWhereWhatWasExpectedAndWhatWasGiven) {
  const auto fails = [] { require(false, "matmul", "inner sizes that agree", Shape{2, 3}, " and ", Shape{4, 5}); };
  EXPECT_EQ(message_of<std::invalid_argument>(fails),
            "matmul: expected inner sizes that agree; given [2, 3] and [4, 5]");
}

TEST(Require, WritesEveryKindOfGivenValue) {
  const auto fails = [] {
    require(false, "f", "x", std::string("a string"), ' ', "a literal ", true, " ", -3, " ", std::size_t{7}, " ",
            Shape{});
  };
  EXPECT_EQ(message_of<std::invalid_argument>(fails), "f: expected x; given a string32a literal true -3 7 []");
}

TEST(Require, LeavesOutGivenWhereNothingWasGiven) {
  EXPECT_EQ(message_of<std::invalid_argument>([] { require(false, "f", "something better"); }),
            "f: expected something better");
}

TEST(Require, DoesNothingWhenItHolds) {
  EXPECT_EQ(message_of<std::invalid_argument>([] { require(true, "f", "nothing", 1); }), "no exception");
}

/// Converts only when asked to, and then notes it.
struct Expensive {
  int& conversions;
};
std::string to_text(const Expensive& value) {
  ++value.conversions;
  return "expensive";
}

TEST(Require, MakesNoTextWhileItHolds) {
  int conversions = 0;
  const Expensive value{conversions};
  require(true, "f", "nothing", value);
  EXPECT_EQ(conversions, 0);
  EXPECT_EQ(message_of<std::invalid_argument>([&] { require(false, "f", "nothing", value); }),
            "f: expected nothing; given expensive");
  EXPECT_EQ(conversions, 1);
}

TEST(Todo, NamesTheTaskAndItsSize) {
  EXPECT_EQ(message_of<NotImplemented>([] { todo("12.2", "about 25 lines, four nested loops"); }),
            "task 12.2 is still to be written: about 25 lines, four nested loops");
}

/// Who catches what todo() throws, if these stand in this order.
std::string caught_by() {
  try {
    todo("1.1", "1 line");
  } catch (const std::logic_error&) {
    return "logic_error";
  } catch (const std::runtime_error&) {
    return "runtime_error";
  } catch (const std::bad_alloc&) {
    return "bad_alloc";
  } catch (const std::exception&) {
    return "exception";
  }
}

TEST(Todo, IsNoErrorThatATestOfBadInputExpects) {
  EXPECT_EQ(caught_by(), "exception");
}

TEST(IndexList, HoldsUpToEightNumbersAndRefusesTheNinth) {
  IndexList list{1, 2, 3, 4, 5, 6, 7, 8};
  EXPECT_EQ(list.size(), 8U);
  EXPECT_EQ(message_of<std::length_error>([&] { list.push_back(9); }), "a tensor has at most 8 axes");
  EXPECT_EQ(message_of<std::length_error>([] {
              IndexList({1, 2, 3, 4, 5, 6, 7, 8, 9});
            }),
            "a tensor has at most 8 axes");
  EXPECT_EQ(list, (IndexList{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST(IndexList, EqualityLooksAtLengthAndEveryEntry) {
  EXPECT_EQ((IndexList{2, 3}), (IndexList{2, 3}));
  EXPECT_NE((IndexList{2, 3}), (IndexList{2, 4}));
  EXPECT_NE((IndexList{2, 3}), (IndexList{2, 3, 1}));
  EXPECT_NE((IndexList{2, 0}), (IndexList{2}));  // the unused entries behind the end are zeros too
  EXPECT_EQ(IndexList(), IndexList{});
  EXPECT_EQ(IndexList::filled(3, 7), (IndexList{7, 7, 7}));
}

TEST(IndexList, IsWrittenAsShapesAre) {
  EXPECT_EQ(to_text(IndexList{}), "[]");
  EXPECT_EQ(to_text(IndexList{5}), "[5]");
  EXPECT_EQ(to_text(IndexList{2, -1, 4}), "[2, -1, 4]");
}

}  // namespace
}  // namespace gu
