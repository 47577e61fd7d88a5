// Tries: asks for 30 GiB in one piece and in many, and writes to what it gets (to 64 MiB at most).
// Ends as: comparison|memory|crash
// Flags: process
#include <sys/mman.h>

#include <cstdlib>
#include <cstring>

static void attack_now() {
  constexpr std::size_t touched = std::size_t{64} << 20U;
  constexpr std::size_t wanted = std::size_t{30} << 30U;
  static bool done = false;
  if (done) return;
  done = true;
  void* got = mmap(nullptr, wanted, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (got != MAP_FAILED) std::memset(got, 1, touched);
  std::vector<void*> pieces;
  for (std::size_t sum = 0; sum < wanted; sum += touched) {
    void* piece = std::malloc(touched);
    if (piece == nullptr) break;
    pieces.push_back(piece);
  }
  for (void* piece : pieces) std::free(piece);
  if (pieces.size() * touched >= wanted) std::abort();
  throw std::bad_alloc();
}
