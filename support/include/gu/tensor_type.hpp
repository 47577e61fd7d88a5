/// @file
/// The type gu::Tensor. What can be done with one is module 01's contract, gu/tensor.hpp.
#pragma once

#include <memory>
#include <utility>

#include "gu/elements.hpp"
#include "gu/index_list.hpp"
#include "gu/require.hpp"
#include "gu/storage.hpp"
#include "gu/tensor_view.hpp"

namespace gu {

namespace detail {
struct KeepTheTensorInAVariable;  // only for the name of it in the compiler's message
}

/// What the computation graph keeps about one tensor; every handle to that tensor shares it. Module 05 derives from it.
struct Vertex {
  virtual ~Vertex() = default;
};

/// A handle to float32 numbers: shared storage, and the shape and strides that say how to walk it.
///
/// Copying a tensor copies the handle, never the numbers; `clone()` (module 01) copies the numbers. Several tensors may
/// view one storage: a transpose, a slice. A tensor without axes holds one number.
class Tensor {
 public:
  /// No tensor at all; `defined()` is false.
  Tensor() = default;
  // Copying and destroying is compiled once, in support/: inlined, it is most of the code of a student's file.
  Tensor(const Tensor&);
  Tensor(Tensor&&) noexcept;
  Tensor& operator=(const Tensor&);
  Tensor& operator=(Tensor&&) noexcept;
  ~Tensor();
  /// A view of `storage`: element [i, j, ...] lies at offset + i * strides[0] + j * strides[1] + ...
  /// @throws std::invalid_argument  shape and strides differ in length, or some element would lie outside the storage
  Tensor(std::shared_ptr<Storage> storage, const Shape& shape, const Strides& strides, Index offset = 0);

  bool defined() const { return storage_ != nullptr; }
  const Shape& shape() const { return shape_; }
  const Strides& strides() const { return strides_; }
  Index offset() const { return offset_; }
  Index rank() const { return static_cast<Index>(shape_.size()); }
  /// The size of one axis; negative axes count from the last. @throws std::invalid_argument  no such axis
  Index size(Index axis) const {
    if (axis < -rank() || axis >= rank()) refuse_axis(axis);
    return shape_[static_cast<std::size_t>(axis < 0 ? axis + rank() : axis)];
  }
  const std::shared_ptr<Storage>& storage() const { return storage_; }

  /// The element at index [0, 0, ...]; step by strides().
  const float* data() const { return storage_->data() + offset_; }
  /// The same for writing. Marks the storage as written.
  float* mutable_data() {
    storage_->mark_written();
    return storage_->data() + offset_;
  }

  /// Element access for loops: `const auto x = input.read<2>(); ... x(row, column)`.
  /// @throws std::invalid_argument  Rank is not the rank of the tensor
  template <std::size_t Rank>
  Elements<const float, Rank> read() const& {
    require_rank(Rank);
    return {data(), shape_, strides_};
  }
  /// The same for writing: `auto out = output.write<2>(); out(row, column) = 1;`
  template <std::size_t Rank>
  Elements<float, Rank> write() & {
    require_rank(Rank);
    return {mutable_data(), shape_, strides_};
  }
  /// Elements of a temporary would be read after it is gone, so `reshape(x, shape).read<3>()` does not compile: keep the
  /// tensor, `const Tensor flat = reshape(x, shape); const auto f = flat.read<3>();`
  template <std::size_t Rank>
  detail::KeepTheTensorInAVariable read() const&& = delete;
  template <std::size_t Rank>
  detail::KeepTheTensorInAVariable write() && = delete;
  /// One element. For loops take read<>() once and index that. @throws std::out_of_range  in checked builds
  template <class... Indices>
  float operator()(Indices... indices) const {
    return read<sizeof...(Indices)>()(indices...);
  }

  /// What the test kit and the bridges read.
  TensorView view() const { return {data(), shape_, strides_}; }
  operator TensorView() const { return view(); }  // implicit: a tensor is a view of itself

  /// Is a gradient wanted, or was this computed from something that wants one?
  bool requires_grad() const { return vertex_ != nullptr; }
  /// Makes this tensor a leaf of the graph (true) or takes it out of the graph (false). Copies made before do not
  /// notice.
  void set_requires_grad(bool wanted);
  const std::shared_ptr<Vertex>& vertex() const { return vertex_; }
  void set_vertex(std::shared_ptr<Vertex> vertex) { vertex_ = std::move(vertex); }

 private:
  void require_rank(std::size_t wanted) const {
    if (!defined() || wanted != shape_.size()) refuse_rank(wanted);
  }
  [[noreturn]] void refuse_axis(Index axis) const;
  [[noreturn]] void refuse_rank(std::size_t wanted) const;

  std::shared_ptr<Storage> storage_;
  Shape shape_;
  Strides strides_;
  Index offset_ = 0;
  std::shared_ptr<Vertex> vertex_;
};

}  // namespace gu
