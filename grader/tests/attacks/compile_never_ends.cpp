// Tries: constants whose computation would take the compiler a quarter of an hour; each is within its own limits.
// Ends as: did not compile
// Flags:
template <int number>
constexpr int slow() {
  int sum = number;
  for (int i = 0; i < 2000; ++i) {
    for (int j = 0; j < 2000; ++j) sum ^= i * j;
  }
  return sum;
}
#define ATTACK_TEN(n) slow<n>() ^ slow<n + 1>() ^ slow<n + 2>() ^ slow<n + 3>() ^ slow<n + 4>()
#define ATTACK_MANY(n) \
  (ATTACK_TEN(n)), (ATTACK_TEN(n + 5)), (ATTACK_TEN(n + 10)), (ATTACK_TEN(n + 15)), (ATTACK_TEN(n + 20))
#define ATTACK_MORE(n) ATTACK_MANY(n), ATTACK_MANY(n + 100), ATTACK_MANY(n + 200), ATTACK_MANY(n + 300)
static constexpr int attack_sums[] = {ATTACK_MORE(0), ATTACK_MORE(1000), ATTACK_MORE(2000), ATTACK_MORE(3000)};
static void attack_now() {
  static_assert(attack_sums[0] != 1);
}
