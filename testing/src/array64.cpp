#include "gu/testing/array64.hpp"

#include <algorithm>
#include <utility>

namespace gu::testing {

namespace {
std::size_t count_of(const Shape& shape) {
  std::size_t count = 1;
  for (const Index size : shape) count *= static_cast<std::size_t>(size);
  return count;
}
}  // namespace

Array64::Array64(const Shape& its_shape) : shape(its_shape), values(count_of(its_shape), 0.0) {}

Array64::Array64(const Shape& its_shape, std::vector<double> its_values)
    : shape(its_shape), values(std::move(its_values)) {
  require(values.size() == count_of(shape), "Array64", "as many values as the shape holds", shape, " with ",
          values.size(), " values");
}

Array64::Array64(const TensorView& view) : Array64(view.shape) {
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = double{view.at_position(static_cast<Index>(i))};
}

Array64::Array64(const Tensor& tensor)
    : Array64((require(tensor.defined(), "Array64", "a tensor", "none"), tensor.view())) {}

std::size_t Array64::axis_number(Index axis) const {
  const auto rank = static_cast<Index>(shape.size());
  require(-rank <= axis && axis < rank, "Array64", "an axis of the array", "axis ", axis, " of shape ", shape);
  return static_cast<std::size_t>(axis < 0 ? axis + rank : axis);
}

std::size_t Array64::position(const IndexList& index) const {
  require(index.size() == shape.size(), "Array64", "an index for each axis", index, " for shape ", shape);
  Index position = 0;
  for (std::size_t axis = 0; axis < index.size(); ++axis) {
    if (index[axis] < 0 || index[axis] >= shape[axis]) {
      throw std::out_of_range("Array64: index " + to_text(index) + " is outside shape " + to_text(shape));
    }
    position = position * shape[axis] + index[axis];
  }
  return static_cast<std::size_t>(position);
}

IndexList Array64::index_of(std::size_t position) const {
  IndexList index = IndexList::filled(shape.size(), 0);
  auto rest = static_cast<Index>(position);
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    index[axis] = rest % shape[axis];
    rest /= shape[axis];
  }
  return index;
}

Tensor to_tensor(const Array64& array) {
  const auto storage = Storage::allocate(array.count());
  std::transform(array.values.begin(), array.values.end(), storage->data(),
                 [](double x) { return static_cast<float>(x); });
  Strides strides = Strides::filled(array.shape.size(), 1);
  for (std::size_t axis = strides.size(); axis-- > 1;) strides[axis - 1] = strides[axis] * array.shape[axis];
  return {storage, array.shape, strides};
}

}  // namespace gu::testing
