#include "gu/elements.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <utility>

#include "gu/counters.hpp"
#include "gu/tensor_type.hpp"
#include "message_of.hpp"

namespace gu {
namespace {

/// [rows, columns], numbered 0, 1, 2, ... in row-major order.
Tensor numbered(Index rows, Index columns) {
  const auto storage = Storage::allocate(rows * columns);
  for (Index i = 0; i < rows * columns; ++i) storage->data()[i] = static_cast<float>(i);
  return {storage, {rows, columns}, {columns, 1}};
}

class CheckedAccess : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!checked_build) GTEST_SKIP() << "this build neither checks nor counts element accesses";
  }
};

TEST(Elements, FollowStridesAndOffset) {
  const Tensor base = numbered(3, 4);
  const Tensor transposed(base.storage(), {4, 3}, {1, 4});
  const Tensor reversed(base.storage(), {3, 4}, {-4, -1}, 11);
  const Tensor repeated(base.storage(), {5, 2}, {0, 1}, 6);
  EXPECT_EQ(base(1, 2), 6.0F);
  EXPECT_EQ(transposed(2, 1), 6.0F);
  EXPECT_EQ(reversed(0, 0), 11.0F);
  EXPECT_EQ(reversed(1, 1), 6.0F);
  EXPECT_EQ(repeated(0, 0), 6.0F);
  EXPECT_EQ(repeated(4, 1), 7.0F);
}

TEST(Elements, WriteThroughToTheStorage) {
  Tensor base = numbered(2, 3);
  Tensor transposed(base.storage(), {3, 2}, {1, 3});
  const auto out = transposed.write<2>();
  out(2, 0) = 50.0F;
  EXPECT_EQ(base(0, 2), 50.0F);
  EXPECT_EQ(out.size(0), 3);
  EXPECT_EQ(out.size(1), 2);
}

TEST(Elements, OfRankZeroAreOneNumber) {
  Tensor scalar(Storage::allocate(3), {}, {}, 2);
  scalar.write<0>()() = 4.0F;
  EXPECT_EQ(scalar(), 4.0F);
  EXPECT_EQ(scalar.storage()->data()[2], 4.0F);
}

TEST(Elements, TheRankMustBeThatOfTheTensor) {
  Tensor matrix = numbered(2, 3);
  EXPECT_EQ(message_of<std::invalid_argument>([&] { static_cast<void>(matrix.read<1>()); }),
            "read<>() or write<>(): expected the rank of the tensor; given 1 for shape [2, 3]");
  EXPECT_EQ(message_of<std::invalid_argument>([&] { static_cast<void>(matrix.write<3>()); }),
            "read<>() or write<>(): expected the rank of the tensor; given 3 for shape [2, 3]");
  EXPECT_EQ(message_of<std::invalid_argument>([&] { static_cast<void>(matrix(0)); }),
            "read<>() or write<>(): expected the rank of the tensor; given 1 for shape [2, 3]");
}

TEST(Elements, AnUndefinedTensorHasNone) {
  EXPECT_EQ(message_of<std::invalid_argument>([] { static_cast<void>(Tensor()()); }),
            "read<>() or write<>(): expected the rank of the tensor; given 0 for shape []");
}

TEST_F(CheckedAccess, NamesIndexShapeAndAxis) {
  Tensor matrix = numbered(2, 3);
  EXPECT_EQ(message_of<std::out_of_range>([&] { static_cast<void>(matrix(1, 3)); }),
            "index [1, 3] is outside shape [2, 3]: axis 1 ends at 2");
  EXPECT_EQ(message_of<std::out_of_range>([&] { static_cast<void>(matrix(2, 0)); }),
            "index [2, 0] is outside shape [2, 3]: axis 0 ends at 1");
  EXPECT_EQ(message_of<std::out_of_range>([&] { matrix.write<2>()(0, -1) = 1.0F; }),
            "index [0, -1] is outside shape [2, 3]: axis 1 ends at 2");
  EXPECT_EQ(message_of<std::out_of_range>([&] { static_cast<void>(matrix(1, 2)); }), "no exception");
}

template <class AnyTensor>
constexpr bool can_be_read = requires(AnyTensor&& tensor) {
  std::forward<AnyTensor>(tensor).template read<2>();
};
template <class AnyTensor>
constexpr bool can_be_written = requires(AnyTensor&& tensor) {
  std::forward<AnyTensor>(tensor).template write<2>();
};
static_assert(can_be_read<Tensor&> && can_be_read<const Tensor&>);
static_assert(!can_be_read<Tensor> && !can_be_read<const Tensor>, "the elements of a temporary would dangle");
static_assert(can_be_written<Tensor&> && !can_be_written<const Tensor&> && !can_be_written<Tensor>);

TEST_F(CheckedAccess, RefusesWhatALargerStorageWouldHold) {
  const Tensor part(numbered(3, 4).storage(), {2, 2}, {4, 1});
  EXPECT_EQ(message_of<std::out_of_range>([&] { static_cast<void>(part(0, 2)); }),
            "index [0, 2] is outside shape [2, 2]: axis 1 ends at 1");
}

TEST_F(CheckedAccess, AnAxisWithoutElementsHasNoIndex) {
  const Tensor empty(Storage::allocate(0), {2, 0}, {0, 1});
  EXPECT_EQ(message_of<std::out_of_range>([&] { static_cast<void>(empty(1, 0)); }),
            "index [1, 0] is outside shape [2, 0]: axis 1 has no elements");
}

TEST_F(CheckedAccess, IsCountedOnceForEachElementTouched) {
  Tensor matrix = numbered(2, 3);
  const AccessScope scope;
  EXPECT_EQ(scope.accesses(), 0);
  const auto in = std::as_const(matrix).read<2>();
  const auto out = matrix.write<2>();
  EXPECT_EQ(scope.accesses(), 0);  // taking a window touches nothing
  for (Index row = 0; row < 2; ++row) {
    for (Index column = 0; column < 3; ++column) out(row, column) = 2 * in(row, column);
  }
  EXPECT_EQ(scope.accesses(), 12);
  const AccessScope inner;
  static_cast<void>(matrix(0, 0));
  EXPECT_EQ(inner.accesses(), 1);
  EXPECT_EQ(scope.accesses(), 13);
}

TEST_F(CheckedAccess, ARefusedIndexAndARawPointerAreNotCounted) {
  Tensor matrix = numbered(2, 3);
  const AccessScope scope;
  EXPECT_THROW(static_cast<void>(matrix(5, 5)), std::out_of_range);
  *matrix.mutable_data() = 1.0F;
  EXPECT_EQ(scope.accesses(), 0);
}

}  // namespace
}  // namespace gu
