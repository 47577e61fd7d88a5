/// Processes of the sandbox: their ends, their limits, what they leave behind, in every tier that works on this machine.
#include "sandbox/sandbox.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "sandbox_fixture.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

using namespace std::chrono_literals;

class SandboxProcess : public SandboxTest {};
/// The tiers with a pid namespace.
class SandboxPidTree : public SandboxTest {};

INSTANTIATE_TEST_SUITE_P(Tier, SandboxProcess, ::testing::ValuesIn(working_tiers(SandboxTier::landlock)), tier_name);
INSTANTIATE_TEST_SUITE_P(Tier, SandboxPidTree, ::testing::ValuesIn(working_tiers(SandboxTier::bubblewrap)), tier_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SandboxPidTree);

TEST_P(SandboxProcess, TheEndingIsTheProgramsOwn) {
  EXPECT_EQ(run({"exit", "0"}).exit_status, 0);
  const ProcessResult seven = run({"exit", "7"});
  EXPECT_EQ(seven.ending, Ending::exited);
  EXPECT_EQ(seven.exit_status, 7);
  for (const int number : {SIGSEGV, SIGABRT, SIGFPE, SIGKILL, SIGTERM, SIGXCPU}) {
    const ProcessResult result = run({"raise", std::to_string(number)});
    EXPECT_EQ(result.ending, Ending::signalled) << number;
    EXPECT_EQ(result.signal, number);
  }
}

TEST_P(SandboxProcess, AForkBombStopsAtTheLimitAndLeavesNothing) {
  sandbox_.processes = 20;
  const ProcessResult result = run({"bomb", "200", (writable() / "lock").string()});
  EXPECT_EQ(result.ending, Ending::exited);
  const int started = std::stoi(result.output);
  EXPECT_GE(started, 15);
  EXPECT_LE(started, 20);
  EXPECT_TRUE(lock_becomes_free(shared() / "lock"));
  EXPECT_LE(std::stoi(run({"threads", "200"}).output), 20) << "threads count too";
}

TEST_P(SandboxProcess, OneDoesNotUseUpTheProcessesOfAnother) {
  sandbox_.processes = 20;
  ProcessSpec busy = process({"bomb_and_wait", "15", (writable() / "lock").string()});
  busy.limits.wall = 30s;
  bool seen = false;
  ProcessHooks hooks;
  hooks.output = [&](std::string_view) {
    if (!seen) {
      seen = true;
      EXPECT_GE(std::stoi(run({"bomb", "200", (writable() / "other").string()}).output), 15);
      raise(SIGINT);
    }
    return false;
  };
  EXPECT_THROW(run_process(in_sandbox(busy, sandbox_, GetParam()), hooks), Interrupted);
  EXPECT_TRUE(seen);
}

TEST_P(SandboxProcess, MemoryHasALimit) {
  EXPECT_TRUE(refused(run({"allocate", "3072"})));
  EXPECT_EQ(run({"allocate", "512"}).output, "done\n");
  sandbox_.memory = 256 << 20;
  EXPECT_TRUE(refused(run({"allocate", "512"})));
}

TEST_P(SandboxProcess, ProcessorTimeHasALimit) {
  sandbox_.cpu_seconds = 1;
  wall_ = 300s;
  const ProcessResult result = run({"loop"});
  EXPECT_EQ(result.ending, Ending::signalled);
  EXPECT_EQ(result.signal, SIGXCPU);
}

TEST_P(SandboxProcess, TheWallClockEndsItAndEveryDescendant) {
  // On a busy machine a second may be over before the daemon is there.
  ProcessResult result;
  for (wall_ = 1s; result.output.empty() && wall_ < 60s; wall_ *= 2) {
    result = run({"daemon_and_loop", (writable() / "lock").string()});
  }
  EXPECT_EQ(result.ending, Ending::wall_clock);
  EXPECT_EQ(result.output, "ready\n");
  EXPECT_TRUE(lock_becomes_free(shared() / "lock"));
}

TEST_P(SandboxProcess, ADaemonDoesNotOutliveTheProgram) {
  const ProcessResult result = run({"daemon", (writable() / "lock").string()});
  EXPECT_EQ(result.ending, Ending::exited);
  EXPECT_EQ(result.output, "ready\n");
  EXPECT_TRUE(lock_is_free(shared() / "lock")) << "gone before run_process() returns";
}

TEST_P(SandboxProcess, DiesWithTheGrader) {
  // A grader of its own, killed while the program runs.
  const pid_t grader = fork();
  if (grader == 0) {
    run({"daemon_and_loop", (writable() / "lock").string()});
    _exit(0);
  }
  ASSERT_TRUE(eventually([&] { return fs::exists(shared() / "lock") && !lock_is_free(shared() / "lock"); }));
  kill(grader, SIGKILL);
  waitpid(grader, nullptr, 0);
  EXPECT_TRUE(lock_becomes_free(shared() / "lock"));
}

TEST_P(SandboxPidTree, ReachesNoOtherProcess) {
  EXPECT_TRUE(refused(run({"signal", std::to_string(getpid())})));
  EXPECT_TRUE(refused(run({"signal", std::to_string(getppid())})));
  run({"kill_all"});
}

TEST_P(SandboxProcess, EventsComeThrough) {
  ProcessSpec spec = process({"talk"});
  spec.event_option = "--events=";
  std::vector<std::string> events;
  ProcessHooks hooks;
  hooks.event_line = [&events](std::string_view line) {
    events.emplace_back(line);
    return false;
  };
  EXPECT_EQ(run_process(in_sandbox(spec, sandbox_, GetParam()), hooks).output, "done\n");
  EXPECT_EQ(events, (std::vector<std::string>{"first", "second"}));
}

TEST_P(SandboxProcess, TheOutputCapWorks) {
  ProcessSpec spec = process({"print", "3000000"});
  spec.limits.output = 100000;
  EXPECT_EQ(run_process(in_sandbox(spec, sandbox_, GetParam())).ending, Ending::output_limit);
}

TEST_P(SandboxProcess, AFaultIsToldAndCannotBeForged) {
  ProcessSpec missing = process({"exit", "0"});
  missing.command[0] = "/no/such/program";
  const ProcessSpec wrapped = in_sandbox(missing, sandbox_, GetParam());
  EXPECT_TRUE(contains(sandbox_fault(wrapped, run_process(wrapped)), "/no/such/program"));
  const ProcessSpec liar =
      in_sandbox(process({"say", "grader-sandbox 0123456789abcdef0123456789abcdef: no memory"}), sandbox_, GetParam());
  EXPECT_EQ(sandbox_fault(liar, run_process(liar)), "");
}

}  // namespace
}  // namespace grader::testing
