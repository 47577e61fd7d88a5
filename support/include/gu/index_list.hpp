/// @file
/// Shapes, strides, axes: short lists of integers that live on the stack.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>

namespace gu {

/// Every index, size and stride of the course. Signed, so that a subtraction that goes below zero stays visible.
using Index = std::int64_t;

/// The largest rank of a tensor.
inline constexpr std::size_t max_rank = 8;

/// A list of at most eight integers without a heap allocation, so that copying a tensor handle is cheap.
class IndexList {
 public:
  IndexList() = default;
  IndexList(std::initializer_list<Index> values);
  /// `count` copies of `value`.
  static IndexList filled(std::size_t count, Index value);
  template <class Iterator>
  IndexList(Iterator first, Iterator last);

  /// @throws std::length_error  beyond eight entries
  void push_back(Index value);
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Index& operator[](std::size_t i) { return values_[i]; }
  Index operator[](std::size_t i) const { return values_[i]; }
  Index* begin() { return values_.data(); }
  Index* end() { return values_.data() + size_; }
  const Index* begin() const { return values_.data(); }
  const Index* end() const { return values_.data() + size_; }
  Index& back() { return values_[size_ - 1]; }
  Index back() const { return values_[size_ - 1]; }

  friend bool operator==(const IndexList& a, const IndexList& b);
  friend bool operator!=(const IndexList& a, const IndexList& b) { return !(a == b); }

 private:
  std::array<Index, max_rank> values_{};
  std::size_t size_ = 0;
};

template <class Iterator>
IndexList::IndexList(Iterator first, Iterator last) {
  for (; first != last; ++first) push_back(static_cast<Index>(*first));
}
// Compiled once, in support/; inlined, such code is much of what a student waits for.
extern template IndexList::IndexList(Index* first, Index* last);
extern template IndexList::IndexList(const Index* first, const Index* last);

using Shape = IndexList;    ///< sizes, outermost axis first
using Strides = IndexList;  ///< steps in elements (not bytes), one an axis
using Axes = IndexList;     ///< axis numbers; negative ones count from the last

/// "[2, 3, 4]", the way shapes are written everywhere in the course.
std::string to_text(const IndexList& list);

}  // namespace gu
