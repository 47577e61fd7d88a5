/// @file
/// Work, counted: how many tensor elements a computation touched.
#pragma once

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
// data race. The compiler's own functions, because std::atomic's are calls where little is optimised.
extern std::int64_t element_accesses;
inline std::int64_t count_of_element_accesses() {
  return __atomic_load_n(&element_accesses, __ATOMIC_RELAXED);
}
[[gnu::always_inline]] inline void count_element_access() {
  __atomic_store_n(&element_accesses, __atomic_load_n(&element_accesses, __ATOMIC_RELAXED) + 1, __ATOMIC_RELAXED);
}
}  // namespace detail

/// Counts element accesses through read<>(), write<>() and Tensor::operator() since its construction.
///
/// A loop nest that multiplies and adds touches a fixed number of elements each time round, so this is its operation
/// count up to that constant. Raw pointers are not seen. Always zero in the `release` build.
class AccessScope {
 public:
  AccessScope() : start_(detail::count_of_element_accesses()) {}
  Index accesses() const { return detail::count_of_element_accesses() - start_; }

 private:
  Index start_;
};

}  // namespace gu
