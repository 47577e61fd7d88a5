#include "gu/tensor_type.hpp"

#include "gu/recorder.hpp"

namespace gu {

Tensor::Tensor(std::shared_ptr<Storage> storage, const Shape& shape, const Strides& strides, Index offset)
    : storage_(std::move(storage)), shape_(shape), strides_(strides), offset_(offset) {
  require(storage_ != nullptr, "Tensor", "a storage", "none");
  require(shape.size() == strides.size(), "Tensor", "one stride for each axis", "shape ", shape, " and strides ",
          strides);
  Index lowest = offset;
  Index highest = offset;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    require(shape[axis] >= 0, "Tensor", "sizes of at least 0", "shape ", shape);
    if (shape[axis] == 0) return;  // no element, so none outside
    (strides[axis] < 0 ? lowest : highest) += (shape[axis] - 1) * strides[axis];
  }
  require(lowest >= 0 && highest < storage_->count(), "Tensor", "elements inside the storage", "shape ", shape,
          ", strides ", strides, ", offset ", offset, " on a storage of ", storage_->count());
}

void Tensor::set_requires_grad(bool wanted) {
  if (!wanted) {
    vertex_ = nullptr;
  } else if (vertex_ == nullptr) {
    vertex_ = recorder() != nullptr ? recorder()->leaf(*this) : std::make_shared<Vertex>();
  }
}

namespace detail {
void throw_index_error(const Index* index, const Index* sizes, std::size_t rank) {
  const IndexList given(index, index + rank);
  const IndexList shape(sizes, sizes + rank);
  std::size_t axis = 0;
  while (given[axis] >= 0 && given[axis] < shape[axis]) ++axis;
  throw std::out_of_range("index " + to_text(given) + " is outside shape " + to_text(shape) + ": axis " +
                          std::to_string(axis) + " ends at " + std::to_string(shape[axis] - 1));
}
}  // namespace detail

}  // namespace gu
