// Tries: includes the test framework and appends a listener that swallows failures, by its public interface.
// Ends as: did not compile
// Flags: framework
#include <gtest/gtest.h>

class Swallow : public ::testing::EmptyTestEventListener {
  void OnTestPartResult(const ::testing::TestPartResult&) override {}
};
static void attack_now() {
  auto& listeners = ::testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  listeners.Append(new Swallow);
}
