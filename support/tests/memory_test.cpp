#include "gu/memory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <stdexcept>
#include <thread>
#include <vector>

#include "gu/storage.hpp"
#include "message_of.hpp"

namespace gu {
namespace {

TEST(Storage, IsZeroedAndStartsAtAMultipleOf64Bytes) {
  for (const Index count : {1, 2, 15, 16, 17, 1000}) {
    {  // dirty the memory that the next allocation is likely to get
      const auto before = Storage::allocate(count);
      std::fill_n(before->data(), count, 7.0F);
    }
    const auto storage = Storage::allocate(count);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(storage->data()) % 64, 0U) << count;
    EXPECT_TRUE(std::all_of(storage->data(), storage->data() + count, [](float x) { return x == 0.0F; })) << count;
    EXPECT_EQ(storage->count(), count);
  }
}

TEST(MemoryScope, CountsLiveBytesPeakAndAllocations) {
  const MemoryScope scope;
  EXPECT_EQ(scope.live_bytes(), 0);
  EXPECT_EQ(scope.peak_bytes(), 0);
  EXPECT_EQ(scope.allocations(), 0);
  auto first = Storage::allocate(100);
  EXPECT_EQ(scope.live_bytes(), 400);
  {
    const auto second = Storage::allocate(25);
    EXPECT_EQ(scope.live_bytes(), 500);
    EXPECT_EQ(scope.allocations(), 2);
  }
  EXPECT_EQ(scope.live_bytes(), 400);
  EXPECT_EQ(scope.peak_bytes(), 500);
  first = nullptr;
  EXPECT_EQ(scope.live_bytes(), 0);
  EXPECT_EQ(scope.peak_bytes(), 500);
  EXPECT_EQ(scope.allocations(), 2);
}

TEST(MemoryScope, ThePeakIsThatOfOneMomentNotTheSum) {
  const MemoryScope scope;
  for (int i = 0; i < 10; ++i) Storage::allocate(10);
  EXPECT_EQ(scope.peak_bytes(), 40);
  EXPECT_EQ(scope.allocations(), 10);
}

TEST(MemoryScope, IsNegativeWhenOlderMemoryIsFreed) {
  auto older = Storage::allocate(8);
  const MemoryScope scope;
  older = nullptr;
  EXPECT_EQ(scope.live_bytes(), -32);
  EXPECT_EQ(scope.peak_bytes(), 0);
  const auto smaller = Storage::allocate(4);
  EXPECT_EQ(scope.live_bytes(), -16);
  EXPECT_EQ(scope.peak_bytes(), 0);
}

TEST(MemoryScope, SharedStorageIsCountedOnce) {
  const MemoryScope scope;
  const auto storage = Storage::allocate(10);
  // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): the second handle is what the test is about
  const auto again = storage;
  EXPECT_EQ(scope.live_bytes(), 40);
  EXPECT_EQ(scope.allocations(), 1);
}

TEST(MemoryScope, AnInnerScopeSeesItselfAndTheOuterOneItsOwnPeak) {
  const MemoryScope outer;
  { const auto large = Storage::allocate(1000); }
  {
    const auto held = Storage::allocate(10);
    const MemoryScope inner;
    EXPECT_EQ(inner.peak_bytes(), 0);
    { const auto small = Storage::allocate(5); }
    EXPECT_EQ(inner.peak_bytes(), 20);
    EXPECT_EQ(inner.allocations(), 1);
    EXPECT_EQ(inner.live_bytes(), 0);
  }
  EXPECT_EQ(outer.peak_bytes(), 4000);
  EXPECT_EQ(outer.allocations(), 3);
}

TEST(MemoryScope, AnInnerPeakRaisesTheOuterOne) {
  const MemoryScope outer;
  const auto held = Storage::allocate(10);
  {
    const MemoryScope inner;
    const auto large = Storage::allocate(100);
    EXPECT_EQ(inner.peak_bytes(), 400);
  }
  EXPECT_EQ(outer.peak_bytes(), 440);
}

TEST(MemoryScope, SeesAllocationsOfOtherThreads) {
  const MemoryScope scope;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int round = 0; round < 1000; ++round) Storage::allocate(4);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(scope.allocations(), 4000);
  EXPECT_EQ(scope.live_bytes(), 0);
  EXPECT_GE(scope.peak_bytes(), 16);
  EXPECT_LE(scope.peak_bytes(), 64);
}

TEST(MemoryStatistics, AreTheTotalsOfTheProcess) {
  const MemoryStatistics before = memory_statistics();
  const auto storage = Storage::allocate(6);
  const MemoryStatistics after = memory_statistics();
  EXPECT_EQ(after.live_bytes - before.live_bytes, 24);
  EXPECT_EQ(after.allocations - before.allocations, 1);
  EXPECT_GE(after.peak_bytes, after.live_bytes);
}

TEST(Storage, OfNoElementsIsAnAllocationOfNoBytes) {
  const MemoryScope scope;
  const auto storage = Storage::allocate(0);
  EXPECT_NE(storage->data(), nullptr);
  EXPECT_EQ(storage->count(), 0);
  EXPECT_EQ(scope.live_bytes(), 0);
  EXPECT_EQ(scope.allocations(), 1);
}

TEST(Storage, RefusesANegativeSize) {
  const MemoryScope scope;
  EXPECT_EQ(message_of<std::invalid_argument>([] { Storage::allocate(-1); }),
            "Storage::allocate: expected a size of at least 0; given -1");
  EXPECT_EQ(scope.allocations(), 0);
}

TEST(Storage, ARefusedAllocationChangesNoCount) {
  const MemoryScope scope;
  // The number of bytes itself would overflow.
  EXPECT_THROW(Storage::allocate(std::numeric_limits<Index>::max()), std::bad_alloc);
  EXPECT_THROW(Storage::allocate(std::numeric_limits<Index>::max() / 4 + 1), std::bad_alloc);
#if !defined(GU_SANITIZED)  // AddressSanitizer ends the process instead of refusing
  EXPECT_THROW(Storage::allocate(Index{1} << 60U), std::bad_alloc);
#endif
  EXPECT_EQ(scope.live_bytes(), 0);
  EXPECT_EQ(scope.peak_bytes(), 0);
  EXPECT_EQ(scope.allocations(), 0);
}

}  // namespace
}  // namespace gu
