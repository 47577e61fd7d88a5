/// @file
/// Memory of tensors, counted: the numbers that every memory assertion of the course reads.
#pragma once

#include <cstdint>

#include "gu/index_list.hpp"

namespace gu {

/// Bytes of tensor storage in this process. Handles, shapes and other small objects are not counted.
struct MemoryStatistics {
  Index live_bytes = 0;   ///< allocated and not yet freed
  Index peak_bytes = 0;   ///< the largest live_bytes since the last reset of the peak
  Index allocations = 0;  ///< how often storage was allocated
};

/// What is allocated now.
MemoryStatistics memory_statistics();

/// Counts what happens between its construction and a question. Scopes may be nested; the peak of the outer one
/// survives.
class MemoryScope {
 public:
  MemoryScope();
  ~MemoryScope();
  MemoryScope(const MemoryScope&) = delete;
  MemoryScope& operator=(const MemoryScope&) = delete;

  Index live_bytes() const;   ///< more (or, negative, less) than at the start
  Index peak_bytes() const;   ///< the most that was live above the start
  Index allocations() const;  ///< since the start

 private:
  MemoryStatistics start_;
};

namespace detail {
/// Storage for `count` floats, 64-byte aligned, zeroed and counted. @throws std::bad_alloc, std::invalid_argument count
/// < 0
float* allocate_floats(Index count);
void free_floats(float* data, Index count) noexcept;
}  // namespace detail

}  // namespace gu
