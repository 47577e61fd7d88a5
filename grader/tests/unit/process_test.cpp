#include "process.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <thread>

namespace grader {
namespace {

using namespace std::chrono_literals;

ProcessSpec shell(const std::string& script) {
  ProcessSpec spec;
  spec.command = {"sh", "-c", script};
  return spec;
}

TEST(Process, GivesBothOutputsInOrderAndTheStatus) {
  const ProcessResult result = run_process(shell("echo one; echo two >&2; echo three; exit 7"));
  EXPECT_EQ(result.ending, Ending::exited);
  EXPECT_EQ(result.exit_status, 7);
  EXPECT_EQ(result.output, "one\ntwo\nthree\n");
}

TEST(Process, NamesTheSignal) {
  const ProcessResult result = run_process(shell("kill -SEGV $$"));
  EXPECT_EQ(result.ending, Ending::signalled);
  EXPECT_EQ(result.signal, SIGSEGV);
}

TEST(Process, AMissingProgramIsNotFound) {
  ProcessSpec spec;
  spec.command = {"no-such-program-anywhere"};
  EXPECT_EQ(run_process(spec).ending, Ending::not_found);
  spec.command = {"/no/such/program"};
  EXPECT_EQ(run_process(spec).ending, Ending::not_found);
}

TEST(Process, IsStoppedAtTheWallClockWithItsGroup) {
  ProcessSpec spec = shell("sleep 60 & sleep 60");
  spec.limits.wall = 100ms;
  const ProcessResult result = run_process(spec);
  EXPECT_EQ(result.ending, Ending::wall_clock);
  EXPECT_LT(result.seconds, 5.0);
}

TEST(Process, AnEventMayRestartTheWallClock) {
  ProcessSpec spec = shell(R"(for i in 1 2 3 4; do sleep 0.2; echo '{}' >&${1#fd=}; done)");
  spec.command.emplace_back("sh");
  spec.event_option = "fd=";
  spec.limits.wall = 1500ms;
  int events = 0;
  ProcessHooks hooks;
  hooks.event_line = [&events](std::string_view line) {
    EXPECT_EQ(line, "{}");
    ++events;
    return true;
  };
  EXPECT_TRUE(run_process(spec, hooks).ok());
  EXPECT_EQ(events, 4);
}

// Output and events are two pipes: only the reader can keep what was printed before an event before it.
TEST(Process, HandsOnWhatWasPrintedBeforeAnEventBeforeIt) {
  ProcessSpec spec = shell(R"(for i in $(seq 500); do echo "<$i>"; echo "$i" >&${1#fd=}; done)");
  spec.command.emplace_back("sh");
  spec.event_option = "fd=";
  std::string printed;
  int late = 0;
  ProcessHooks hooks;
  hooks.output = [&printed](std::string_view piece) {
    printed.append(piece);
    return false;
  };
  hooks.event_line = [&](std::string_view line) {
    if (printed.find("<" + std::string(line) + ">") == std::string::npos) ++late;
    return false;
  };
  EXPECT_TRUE(run_process(spec, hooks).ok());
  EXPECT_NE(printed.find("<500>"), std::string::npos);
  EXPECT_EQ(late, 0);
}

// The limit is one of a step: more than a pipe holds apart, since a step's output may be read before the event that began it.
TEST(Process, AnEventMayRestartTheCountOfTheOutput) {
  ProcessSpec spec = shell(R"(for i in 1 2 3 4; do head -c 600000 /dev/zero; echo '{}' >&${1#fd=}; done)");
  spec.command.emplace_back("sh");
  spec.event_option = "fd=";
  spec.limits.output = 1000000;
  bool restarts = true;
  ProcessHooks hooks;
  hooks.event_line = [&restarts](std::string_view) { return restarts; };
  EXPECT_TRUE(run_process(spec, hooks).ok());
  restarts = false;
  EXPECT_EQ(run_process(spec, hooks).ending, Ending::output_limit);
}

TEST(Process, IsStoppedWhenItPrintsTooMuch) {
  ProcessSpec spec = shell("while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done");
  spec.limits.output = 100000;
  spec.limits.wall = 20s;
  spec.keep_output = 1000;
  const ProcessResult result = run_process(spec);
  EXPECT_EQ(result.ending, Ending::output_limit);
  EXPECT_EQ(result.output.size(), 1000U);
}

class Watch : public ProcessWatch {
 public:
  explicit Watch(int well) : well_(well) {}
  std::string overrun() const override { return asked_++ < well_ ? "" : "too much"; }
  std::string fault() const override { return ""; }

 private:
  int well_;  ///< how often all is well
  mutable int asked_ = 0;
};

TEST(Process, IsStoppedWhenItsWatchSaysSo) {
  ProcessSpec spec = shell("sleep 60");
  spec.watch = std::make_shared<Watch>(2);
  const ProcessResult result = run_process(spec);
  EXPECT_EQ(result.ending, Ending::memory_limit);
  EXPECT_EQ(result.overrun, "too much");
  EXPECT_LT(result.seconds, 30.0);
}

TEST(Process, TheWatchIsAskedAtTheEndToo) {
  ProcessSpec spec = shell("exit 0");
  spec.watch = std::make_shared<Watch>(0);
  EXPECT_EQ(run_process(spec).ending, Ending::memory_limit) << "a program may say that all went well";
  spec.watch = std::make_shared<Watch>(1000000);
  EXPECT_TRUE(run_process(spec).ok());
}

TEST(Process, DoesNotWaitForWhatOutlivesIt) {
  // The background process keeps the pipe open in a session of its own.
  const ProcessResult result = run_process(shell("setsid sleep 3 & echo here"));
  EXPECT_EQ(result.output, "here\n");
  EXPECT_LT(result.seconds, 2.5);
}

TEST(Process, GetsTheEnvironmentItIsGiven) {
  setenv("GTEST_FILTER", "none", 1);
  ProcessSpec spec = shell("echo ${GTEST_FILTER-unset} $OWN");
  spec.environment = {{"OWN", "value"}};
  spec.without_prefixes = {"GTEST_"};
  EXPECT_EQ(run_process(spec).output, "unset value\n");
  unsetenv("GTEST_FILTER");
}

TEST(Process, HasItsLimits) {
  ProcessSpec spec = shell("ulimit -c; ulimit -v");
  spec.limits.address_space = std::uint64_t{512} << 20;
  EXPECT_EQ(run_process(spec).output, "0\n524288\n");
}

TEST(Process, AnInterruptEndsTheChildAndIsThrown) {
  ProcessSpec spec = shell("sleep 60");
  std::thread interrupter([target = pthread_self()] {
    std::this_thread::sleep_for(200ms);
    pthread_kill(target, SIGINT);
  });
  const auto started = std::chrono::steady_clock::now();
  try {
    run_process(spec);
    ADD_FAILURE() << "expected Interrupted";
  } catch (const Interrupted& stop) {
    EXPECT_EQ(stop.signal, SIGINT);
  }
  interrupter.join();
  EXPECT_LT(std::chrono::steady_clock::now() - started, 5s);
}

TEST(FindProgram, LooksAlongThePath) {
  EXPECT_FALSE(find_program("sh").empty());
  EXPECT_TRUE(find_program("no-such-program-anywhere").empty());
}

}  // namespace
}  // namespace grader
