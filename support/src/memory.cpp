#include "gu/memory.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <new>

#include "gu/counters.hpp"
#include "gu/require.hpp"

namespace gu {

namespace {
std::atomic<Index> live{0};
std::atomic<Index> peak{0};
std::atomic<Index> allocated{0};
constexpr std::align_val_t alignment{64};

void raise_peak(Index value) {
  Index seen = peak.load(std::memory_order_relaxed);
  while (seen < value && !peak.compare_exchange_weak(seen, value, std::memory_order_relaxed)) {
  }
}
}  // namespace

namespace detail {

std::int64_t element_accesses = 0;

float* allocate_floats(Index count) {
  require(count >= 0, "Storage::allocate", "a size of at least 0", count);
  if (count > std::numeric_limits<Index>::max() / Index{sizeof(float)}) throw std::bad_alloc();
  const auto bytes = static_cast<std::size_t>(count) * sizeof(float);
  auto* data = static_cast<float*>(::operator new(bytes, alignment));
  std::fill_n(data, count, 0.0F);
  raise_peak(live.fetch_add(static_cast<Index>(bytes), std::memory_order_relaxed) + static_cast<Index>(bytes));
  allocated.fetch_add(1, std::memory_order_relaxed);
  return data;
}

void free_floats(float* data, Index count) noexcept {
  live.fetch_sub(count * Index{sizeof(float)}, std::memory_order_relaxed);
  ::operator delete(data, alignment);
}

}  // namespace detail

MemoryStatistics memory_statistics() {
  return {live.load(), peak.load(), allocated.load()};
}

MemoryScope::MemoryScope() : start_(memory_statistics()) {
  peak.store(start_.live_bytes);
}
MemoryScope::~MemoryScope() {
  raise_peak(start_.peak_bytes);
}
Index MemoryScope::live_bytes() const {
  return live.load() - start_.live_bytes;
}
Index MemoryScope::peak_bytes() const {
  return peak.load() - start_.live_bytes;
}
Index MemoryScope::allocations() const {
  return allocated.load() - start_.allocations;
}

}  // namespace gu
