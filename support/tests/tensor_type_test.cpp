#include "gu/tensor_type.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "message_of.hpp"

namespace gu {
namespace {

/// What the constructor of a view says to these arguments on a storage of `count` numbers.
std::string refusal(Index count, const Shape& shape, const Strides& strides, Index offset = 0) {
  const auto storage = Storage::allocate(count);
  return message_of<std::invalid_argument>([&] { Tensor(storage, shape, strides, offset); });
}

std::string outside(Index count, const std::string& shape, const std::string& strides, Index offset) {
  return "Tensor: expected elements inside the storage; given shape " + shape + ", strides " + strides + ", offset " +
         std::to_string(offset) + " on a storage of " + std::to_string(count);
}

constexpr const char* accepted = "no exception";

TEST(Tensor, IsUndefinedUntilItHasAStorage) {
  EXPECT_FALSE(Tensor().defined());
  const Tensor scalar(Storage::allocate(1), {}, {});
  EXPECT_TRUE(scalar.defined());
  EXPECT_EQ(scalar.rank(), 0);
  EXPECT_EQ(message_of<std::invalid_argument>([] { Tensor(nullptr, {}, {}); }),
            "Tensor: expected a storage; given none");
}

TEST(TensorView, MayReachExactlyTheEndsOfTheStorage) {
  EXPECT_EQ(refusal(12, {3, 4}, {4, 1}), accepted);
  EXPECT_EQ(refusal(12, {4, 3}, {1, 4}), accepted);
  EXPECT_EQ(refusal(12, {3, 4}, {-4, -1}, 11), accepted);
  EXPECT_EQ(refusal(12, {2, 2}, {-4, 3}, 5), accepted);
  EXPECT_EQ(refusal(12, {}, {}, 11), accepted);
}

TEST(TensorView, RefusesElementsBehindTheStorage) {
  EXPECT_EQ(refusal(11, {3, 4}, {4, 1}), outside(11, "[3, 4]", "[4, 1]", 0));
  EXPECT_EQ(refusal(12, {3, 4}, {4, 1}, 1), outside(12, "[3, 4]", "[4, 1]", 1));
  EXPECT_EQ(refusal(12, {3, 4}, {4, 2}), outside(12, "[3, 4]", "[4, 2]", 0));
  EXPECT_EQ(refusal(12, {}, {}, 12), outside(12, "[]", "[]", 12));
  EXPECT_EQ(refusal(0, {}, {}), outside(0, "[]", "[]", 0));
}

TEST(TensorView, RefusesElementsBeforeTheStorage) {
  EXPECT_EQ(refusal(12, {3, 4}, {4, 1}, -1), outside(12, "[3, 4]", "[4, 1]", -1));
  EXPECT_EQ(refusal(12, {3, 4}, {-4, -1}, 10), outside(12, "[3, 4]", "[-4, -1]", 10));
  EXPECT_EQ(refusal(12, {3}, {-1}), outside(12, "[3]", "[-1]", 0));
  // Strides of both signs reach both ways: each end counts by itself.
  EXPECT_EQ(refusal(12, {2, 2}, {-6, 7}, 5), outside(12, "[2, 2]", "[-6, 7]", 5));
  EXPECT_EQ(refusal(12, {2, 2}, {-5, 7}, 5), outside(12, "[2, 2]", "[-5, 7]", 5));
}

TEST(TensorView, RefusesStridesSoLargeThatTheyWrapAround) {
  const Index huge = Index{1} << 32U;
  EXPECT_EQ(refusal(12, {huge + 1}, {huge}), outside(12, "[4294967297]", "[4294967296]", 0));
  const Index half = Index{1} << 62U;
  EXPECT_EQ(refusal(12, {3, 3}, {half, half}), outside(12, "[3, 3]", "[4611686018427387904, 4611686018427387904]", 0));
  EXPECT_EQ(refusal(12, {2}, {std::numeric_limits<Index>::min()}, 1), outside(12, "[2]", "[-9223372036854775808]", 1));
}

TEST(TensorView, AStrideOfZeroRepeatsElements) {
  EXPECT_EQ(refusal(1, {1000000, 1000000}, {0, 0}), accepted);
  const auto storage = Storage::allocate(2);
  storage->data()[1] = 5.0F;
  const Tensor repeated(storage, {3, 2}, {0, 1});
  EXPECT_EQ(repeated(2, 1), 5.0F);
  EXPECT_EQ(repeated.view().element_count(), 6);
}

TEST(TensorView, WithoutElementsLiesNowhereOutside) {
  EXPECT_EQ(refusal(0, {0}, {1}), accepted);
  EXPECT_EQ(refusal(0, {3, 0, 2}, {100, 100, 100}), accepted);
  EXPECT_EQ(refusal(4, {0, 5}, {5, 1}, 4), accepted);
  EXPECT_EQ(Tensor(Storage::allocate(0), {3, 0}, {0, 1}).view().element_count(), 0);
}

TEST(TensorView, RefusesANegativeSizeEvenBehindAnEmptyAxis) {
  EXPECT_EQ(refusal(4, {2, -1}, {1, 1}), "Tensor: expected sizes of at least 0; given shape [2, -1]");
  EXPECT_EQ(refusal(4, {0, -1}, {1, 1}), "Tensor: expected sizes of at least 0; given shape [0, -1]");
}

TEST(TensorView, NeedsAStrideForEachAxis) {
  EXPECT_EQ(refusal(4, {2, 2}, {1}), "Tensor: expected one stride for each axis; given shape [2, 2] and strides [1]");
  EXPECT_EQ(refusal(4, {2}, {2, 1}), "Tensor: expected one stride for each axis; given shape [2] and strides [2, 1]");
}

TEST(Tensor, SizesAreCountedFromEitherEnd) {
  const Tensor tensor(Storage::allocate(24), {2, 3, 4}, {12, 4, 1});
  EXPECT_EQ(tensor.rank(), 3);
  EXPECT_EQ(tensor.size(0), 2);
  EXPECT_EQ(tensor.size(2), 4);
  EXPECT_EQ(tensor.size(-1), 4);
  EXPECT_EQ(tensor.size(-3), 2);
  EXPECT_EQ(message_of<std::invalid_argument>([&] { static_cast<void>(tensor.size(3)); }),
            "Tensor::size: expected an axis of the tensor; given axis 3 of shape [2, 3, 4]");
  EXPECT_EQ(message_of<std::invalid_argument>([&] { static_cast<void>(tensor.size(-4)); }),
            "Tensor::size: expected an axis of the tensor; given axis -4 of shape [2, 3, 4]");
}

TEST(Tensor, ACopyIsAnotherHandleToTheSameNumbers) {
  Tensor tensor(Storage::allocate(6), {2, 3}, {3, 1});
  const Tensor copy = tensor;
  tensor.write<2>()(1, 1) = 9.0F;
  EXPECT_EQ(copy(1, 1), 9.0F);
  EXPECT_EQ(copy.storage(), tensor.storage());
  EXPECT_EQ(copy.data(), tensor.data());
}

TEST(Tensor, DataPointsAtTheFirstElementOfTheView) {
  Tensor tensor(Storage::allocate(6), {2}, {-3}, 5);
  EXPECT_EQ(tensor.offset(), 5);
  EXPECT_EQ(tensor.data(), tensor.storage()->data() + 5);
  EXPECT_EQ(tensor.mutable_data(), tensor.storage()->data() + 5);
  EXPECT_EQ(tensor.view().data, tensor.storage()->data() + 5);
}

TEST(TensorView, IsWalkedInRowMajorOrderWhateverTheStrides) {
  const auto storage = Storage::allocate(6);
  for (Index i = 0; i < 6; ++i) storage->data()[i] = static_cast<float>(i);
  const auto walk = [](const TensorView& view) {
    std::vector<float> values;
    for (Index i = 0; i < view.element_count(); ++i) values.push_back(view.at_position(i));
    return values;
  };
  EXPECT_EQ(walk(Tensor(storage, {2, 3}, {3, 1})), (std::vector<float>{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(walk(Tensor(storage, {3, 2}, {1, 3})), (std::vector<float>{0, 3, 1, 4, 2, 5}));
  EXPECT_EQ(walk(Tensor(storage, {2, 3}, {-3, 1}, 3)), (std::vector<float>{3, 4, 5, 0, 1, 2}));
  EXPECT_EQ(walk(Tensor(storage, {2, 2}, {0, 2})), (std::vector<float>{0, 2, 0, 2}));
  EXPECT_EQ(walk(Tensor(storage, {}, {}, 4)), (std::vector<float>{4}));
}

TEST(Version, GrowsWithEveryRequestForWriteAccessAndNoOther) {
  Tensor tensor(Storage::allocate(6), {2, 3}, {3, 1});
  Tensor other_view(tensor.storage(), {3, 2}, {1, 3});
  const auto version = [&] { return tensor.storage()->version(); };
  const auto start = version();
  static_cast<void>(tensor.data());
  static_cast<void>(tensor.read<2>());
  static_cast<void>(tensor(1, 1));
  static_cast<void>(tensor.view());
  const Tensor copy = tensor;
  EXPECT_EQ(version(), start);
  tensor.mutable_data();
  EXPECT_EQ(version(), start + 1);
  static_cast<void>(other_view.write<2>());  // the mark lies on the storage, so every view of it sees the write
  EXPECT_EQ(version(), start + 2);
  EXPECT_EQ(copy.storage()->version(), start + 2);
}

TEST(Version, ARefusedRequestMarksNothing) {
  Tensor tensor(Storage::allocate(6), {2, 3}, {3, 1});
  const auto start = tensor.storage()->version();
  EXPECT_THROW(static_cast<void>(tensor.write<1>()), std::invalid_argument);
  EXPECT_EQ(tensor.storage()->version(), start);
}

}  // namespace
}  // namespace gu
