#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

Shape random_sizes(Generator& generator, int rank, Index largest) {
  Shape shape;
  for (int axis = 0; axis < rank; ++axis) shape.push_back(1 + generator.below(largest));
  return shape;
}

std::vector<Index> steps_of(const Shape& shape) {
  std::vector<Index> steps(shape.size(), 1);
  for (std::size_t axis = shape.size(); axis-- > 1;) steps[axis - 1] = steps[axis] * shape[axis];
  return steps;
}

double product_of(const Shape& shape) {
  double product = 1;
  for (const Index size : shape) product *= static_cast<double>(size);
  return product;
}

double dot(const IndexList& a, const IndexList& b) {
  double total = 0;
  for (std::size_t i = 0; i < a.size(); ++i) total += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return total;
}

// Counts, strides and offsets of shapes and strides that nobody knew beforehand.
// Input: 12 random shapes of 1 to 6 axes; random indices with strides that are negative, zero or out of order
// Lesson: "Shape, strides, offset"
TEST(HiddenIndexing, HoldsForRandomShapesAndStrides) {
  Generator generator = test_generator(901);
  for (int round = 0; round < 12; ++round) {
    const Shape shape = random_sizes(generator, 1 + round % 6, 9);
    EXPECT_COUNT(element_count(shape), product_of(shape));
    EXPECT_INDICES(row_major_strides(shape), (steps_of(shape)));
    IndexList index;
    Strides strides;
    for (int axis = 0; axis < 1 + round % 6; ++axis) {
      index.push_back(generator.below(1000));
      strides.push_back(generator.below(2001) - 1000);
    }
    EXPECT_COUNT(offset_of(index, strides), dot(index, strides));
    const Index rank = 1 + generator.below(8);
    const Index axis = generator.below(rank);
    EXPECT_COUNT(normalize_axis(axis - rank, rank), axis).because("-rank is the first axis");
    EXPECT_COUNT(normalize_axis(axis, rank), axis);
    EXPECT_THROWS(normalize_axis(-rank - 1, rank), std::invalid_argument, std::to_string(-rank - 1));
    EXPECT_THROWS(normalize_axis(rank, rank), std::invalid_argument, std::to_string(rank));
  }
}

// The walk visits every element once in row-major order, whatever the sizes, and may be taken again from where it ended.
// Input: 6 random shapes of 5 axes, sizes of 1 among them, walked twice with one index
// Lesson: "Walking in row-major order"
TEST(HiddenIndexing, WalksRandomShapesTwice) {
  Generator generator = test_generator(902);
  for (int round = 0; round < 6; ++round) {
    const Shape shape = random_sizes(generator, 5, 3);
    IndexList index = IndexList::filled(shape.size(), 0);
    for (int walk = 0; walk < 2; ++walk) {
      std::vector<Index> visited;
      do {
        Index place = 0;
        for (std::size_t axis = 0; axis < shape.size(); ++axis) place = place * shape[axis] + index[axis];
        visited.push_back(place);
      } while (visited.size() < 1000 && next_index(index, shape));
      const auto everything = [&] {
        std::vector<Index> places(static_cast<std::size_t>(product_of(shape)));
        for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<Index>(i);
        return places;
      };
      EXPECT_INDICES(visited, (everything()));
    }
  }
}

// One stride that is not the row-major one is found on whatever axis it stands, unless nobody steps along that axis.
// Input: random [a, 1, b, c] from an offset; each axis in turn given a stride that is larger by 1
// Lesson: "Shape, strides, offset"
TEST(HiddenIndexing, LooksAtEveryStride) {
  Generator generator = test_generator(903);
  const Shape shape{2 + generator.below(3), 1, 2 + generator.below(3), 2 + generator.below(3)};
  Strides strides;
  for (const Index step : steps_of(shape)) strides.push_back(step);
  const auto laid_out = [&](const Strides& with) { return Tensor(Storage::allocate(2000), shape, with, 5); };
  EXPECT_TRUTH(is_contiguous(laid_out(strides)), true);
  for (std::size_t axis = 0; axis < 4; ++axis) {
    Strides changed = strides;
    changed[axis] += 1;
    EXPECT_TRUTH(is_contiguous(laid_out(changed)), axis == 1);
  }
}

}  // namespace
