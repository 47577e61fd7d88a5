// Tries: a loop without end.
// Ends as: timeout
// Flags:
static void attack_now() {
  for (volatile bool on = true; on;) continue;
}
