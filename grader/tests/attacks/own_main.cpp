// Tries: a main of its own, in the hope that the suite's is not linked.
// Ends as: did not compile
// Flags: main
int main() {
  return 0;
}
static void attack_now() {}
