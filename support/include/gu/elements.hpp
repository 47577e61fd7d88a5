/// @file
/// Readable element access of known rank: `scores(batch, i, j)`.
#pragma once

#include <array>
#include <stdexcept>
#include <string>

#include "gu/counters.hpp"
#include "gu/index_list.hpp"

namespace gu {

namespace detail {
[[noreturn]] void throw_index_error(const Index* index, const Index* sizes, std::size_t rank);
}

/// A window on a tensor of rank `Rank`, for loops. Keeps its own copy of the strides, so that the compiler can hoist
/// the arithmetic; bounds-checked and counted in checked builds, a plain pointer in `release`.
///
/// @tparam Element  float or const float
template <class Element, std::size_t Rank>
class Elements {
 public:
  Elements(Element* data, const Shape& shape, const Strides& strides) : data_(data) {
    for (std::size_t axis = 0; axis < Rank; ++axis) {
      sizes_[axis] = shape[axis];
      strides_[axis] = strides[axis];
    }
  }

  /// @throws std::out_of_range  in checked builds, naming the index and the shape
  template <class... Indices>
  [[gnu::always_inline]] Element& operator()(Indices... indices) const {
    static_assert(sizeof...(Indices) == Rank, "one index for each axis of read<Rank>() or write<Rank>()");
    [[maybe_unused]] const Index* size = sizes_.data();
    [[maybe_unused]] const Index* stride = strides_.data();
    if constexpr (checked_build) {
      // Below zero is beyond every size when seen as unsigned. One branch for all axes: there is less to compile.
      bool outside = false;
      ((outside |= static_cast<std::size_t>(static_cast<Index>(indices)) >= static_cast<std::size_t>(*size++)), ...);
      if (outside) refuse(static_cast<Index>(indices)...);
      detail::count_element_access();
    }
    Index offset = 0;
    ((offset += static_cast<Index>(indices) * *stride++), ...);
    return data_[offset];
  }

  Index size(std::size_t axis) const { return sizes_[axis]; }

 private:
  template <class... Indices>
  [[noreturn, gnu::cold]] void refuse(Indices... indices) const {
    const std::array<Index, Rank> index{indices...};
    detail::throw_index_error(index.data(), sizes_.data(), Rank);
  }

  Element* data_;
  std::array<Index, Rank> sizes_;
  std::array<Index, Rank> strides_;
};

}  // namespace gu
