#include "gu/tensor_type.hpp"

#include "gu/recorder.hpp"

namespace gu {

Tensor::Tensor(const Tensor&) = default;
Tensor::Tensor(Tensor&&) noexcept = default;
Tensor& Tensor::operator=(const Tensor&) = default;
Tensor& Tensor::operator=(Tensor&&) noexcept = default;
Tensor::~Tensor() = default;

Tensor::Tensor(std::shared_ptr<Storage> storage, const Shape& shape, const Strides& strides, Index offset)
    : storage_(std::move(storage)), shape_(shape), strides_(strides), offset_(offset) {
  require(storage_ != nullptr, "Tensor", "a storage", "none");
  require(shape.size() == strides.size(), "Tensor", "one stride for each axis", "shape ", shape, " and strides ",
          strides);
  bool empty = false;
  for (const Index size : shape) {
    require(size >= 0, "Tensor", "sizes of at least 0", "shape ", shape);
    empty = empty || size == 0;
  }
  if (empty) return;  // no element, so none outside
  Index lowest = offset;
  Index highest = offset;
  bool overflow = false;  // a stride may be so absurd that its product wraps around to a place inside
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    Index reach = 0;
    Index& end = strides[axis] < 0 ? lowest : highest;
    overflow |= __builtin_mul_overflow(shape[axis] - 1, strides[axis], &reach);
    overflow |= __builtin_add_overflow(end, reach, &end);
  }
  require(!overflow && lowest >= 0 && highest < storage_->count(), "Tensor", "elements inside the storage", "shape ",
          shape, ", strides ", strides, ", offset ", offset, " on a storage of ", storage_->count());
}

void Tensor::set_requires_grad(bool wanted) {
  if (!wanted) {
    vertex_ = nullptr;
  } else if (vertex_ == nullptr) {
    vertex_ = recorder() != nullptr ? recorder()->leaf(*this) : std::make_shared<Vertex>();
  }
}

void Tensor::refuse_axis(Index axis) const {
  detail::throw_unmet(
      "Tensor::size", "an axis of the tensor",
      {detail::given("axis "), detail::given(axis), detail::given(" of shape "), detail::given(shape_)});
}

void Tensor::refuse_rank(std::size_t wanted) const {
  detail::throw_unmet("read<>() or write<>()", "the rank of the tensor",
                      {detail::given(wanted), detail::given(" for shape "), detail::given(shape_)});
}

namespace detail {
void throw_index_error(const Index* index, const Index* sizes, std::size_t rank) {
  const IndexList given(index, index + rank);
  const IndexList shape(sizes, sizes + rank);
  std::size_t axis = 0;
  while (given[axis] >= 0 && given[axis] < shape[axis]) ++axis;
  throw std::out_of_range("index " + to_text(given) + " is outside shape " + to_text(shape) + ": axis " +
                          std::to_string(axis) +
                          (shape[axis] == 0 ? " has no elements" : " ends at " + std::to_string(shape[axis] - 1)));
}
}  // namespace detail

}  // namespace gu
