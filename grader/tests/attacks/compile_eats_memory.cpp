// Tries: a list of 268 million numbers, made by macros, that the compiler keeps in memory (more than 4 GiB).
// Ends as: did not compile
// Flags:
#define ATTACK_B1(x) x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x
#define ATTACK_B2(x)                                                                                              \
  ATTACK_B1(x), ATTACK_B1(x), ATTACK_B1(x), ATTACK_B1(x), ATTACK_B1(x), ATTACK_B1(x), ATTACK_B1(x), ATTACK_B1(x), \
      ATTACK_B1(x), ATTACK_B1(x), ATTACK_B1(x), ATTACK_B1(x), ATTACK_B1(x), ATTACK_B1(x), ATTACK_B1(x), ATTACK_B1(x)
#define ATTACK_B3(x)                                                                                              \
  ATTACK_B2(x), ATTACK_B2(x), ATTACK_B2(x), ATTACK_B2(x), ATTACK_B2(x), ATTACK_B2(x), ATTACK_B2(x), ATTACK_B2(x), \
      ATTACK_B2(x), ATTACK_B2(x), ATTACK_B2(x), ATTACK_B2(x), ATTACK_B2(x), ATTACK_B2(x), ATTACK_B2(x), ATTACK_B2(x)
#define ATTACK_B4(x)                                                                                              \
  ATTACK_B3(x), ATTACK_B3(x), ATTACK_B3(x), ATTACK_B3(x), ATTACK_B3(x), ATTACK_B3(x), ATTACK_B3(x), ATTACK_B3(x), \
      ATTACK_B3(x), ATTACK_B3(x), ATTACK_B3(x), ATTACK_B3(x), ATTACK_B3(x), ATTACK_B3(x), ATTACK_B3(x), ATTACK_B3(x)
#define ATTACK_B5(x)                                                                                              \
  ATTACK_B4(x), ATTACK_B4(x), ATTACK_B4(x), ATTACK_B4(x), ATTACK_B4(x), ATTACK_B4(x), ATTACK_B4(x), ATTACK_B4(x), \
      ATTACK_B4(x), ATTACK_B4(x), ATTACK_B4(x), ATTACK_B4(x), ATTACK_B4(x), ATTACK_B4(x), ATTACK_B4(x), ATTACK_B4(x)
#define ATTACK_B6(x)                                                                                              \
  ATTACK_B5(x), ATTACK_B5(x), ATTACK_B5(x), ATTACK_B5(x), ATTACK_B5(x), ATTACK_B5(x), ATTACK_B5(x), ATTACK_B5(x), \
      ATTACK_B5(x), ATTACK_B5(x), ATTACK_B5(x), ATTACK_B5(x), ATTACK_B5(x), ATTACK_B5(x), ATTACK_B5(x), ATTACK_B5(x)
#define ATTACK_B7(x)                                                                                              \
  ATTACK_B6(x), ATTACK_B6(x), ATTACK_B6(x), ATTACK_B6(x), ATTACK_B6(x), ATTACK_B6(x), ATTACK_B6(x), ATTACK_B6(x), \
      ATTACK_B6(x), ATTACK_B6(x), ATTACK_B6(x), ATTACK_B6(x), ATTACK_B6(x), ATTACK_B6(x), ATTACK_B6(x), ATTACK_B6(x)
static unsigned char attack_many[] = {ATTACK_B7(1)};
static void attack_now() {
  attack_many[0] = 1;
}
