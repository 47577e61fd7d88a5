// Tries: half a billion numbers that the compiler keeps in memory (about 16 GiB).
// Ends as: did not compile
// Flags:
template <int... numbers>
struct Many {
  static constexpr int count = sizeof...(numbers);
};
static int attack_numbers = Many<__integer_pack(1 << 29)...>::count;
static void attack_now() {
  ++attack_numbers;
}
