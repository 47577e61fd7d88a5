/// @file
/// Work, counted: how many tensor elements a computation touched.
#pragma once

#include <atomic>
#include <cstdint>

#include "gu/index_list.hpp"

namespace gu {

/// True where elements are bounds-checked and counted (every build but `release`).
#if defined(GU_CHECKED)
inline constexpr bool checked_build = true;
#else
inline constexpr bool checked_build = false;
#endif

namespace detail {
// Relaxed load and store instead of an atomic addition: exact on one thread, merely approximate on several, never a
// data race.
extern std::atomic<std::int64_t> element_accesses;
inline void count_element_access() {
  element_accesses.store(element_accesses.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}
}  // namespace detail

/// Counts element accesses through read<>(), write<>() and Tensor::operator() since its construction.
///
/// A loop nest that multiplies and adds touches a fixed number of elements each time round, so this is its operation
/// count up to that constant. Raw pointers are not seen. Always zero in the `release` build.
class AccessScope {
 public:
  AccessScope() : start_(detail::element_accesses.load(std::memory_order_relaxed)) {}
  Index accesses() const { return detail::element_accesses.load(std::memory_order_relaxed) - start_; }

 private:
  Index start_;
};

}  // namespace gu
