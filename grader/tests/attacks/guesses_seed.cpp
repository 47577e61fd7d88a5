// Tries: guesses the seed from the clock and from its arguments, and takes the answers that it has recorded for seed 1.
// Ends as: comparison
// Flags:
#include <chrono>
#include <cstdio>
#include <random>

static void attack_now() {
  static bool done = false;
  if (done) return;
  done = true;
  const auto now = static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
  for (const std::uint64_t unit : {1ULL, 1000ULL, 1'000'000ULL, 1'000'000'000ULL}) {
    for (std::uint64_t back = 0; back < 2000; ++back) {
      std::mt19937_64 generator(now / unit - back);
      if (generator() == 0) std::puts("found");
    }
  }
}
