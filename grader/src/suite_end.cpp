#include "suite_end.hpp"

#include <fmt/format.h>

#include <string_view>

#include "sanitizer.hpp"

namespace grader {
namespace {

/// What the C++ library or assert() printed before it aborted; empty if nothing.
std::string last_words(const std::string& printed) {
  for (const std::string_view mark : {"terminate called", "Assertion `", "assertion failed"}) {
    const std::size_t at = printed.rfind(mark);
    if (at == std::string::npos) continue;
    const std::size_t line = printed.rfind('\n', at);
    std::string words = printed.substr(line == std::string::npos ? 0 : line + 1, 400);
    while (!words.empty() && words.back() == '\n') words.pop_back();
    return "\n" + words;
  }
  return "";
}

}  // namespace

TestVerdict verdict_of(const SuiteEnd& end) {
  const ProcessResult& process = end.process;
  TestVerdict verdict;
  verdict.status = TestStatus::crashed;
  verdict.kind = "crash";
  const std::string finding = sanitizer_finding(process.output);
  if (end.reported_overflow || finding.find("stack-overflow") != std::string::npos) {
    verdict.message = "ran out of stack: a recursion without end?";
  } else if (!finding.empty()) {
    verdict.message = finding;
  } else if (process.ending == Ending::wall_clock) {
    verdict.status = TestStatus::timed_out;
    verdict.kind = "timeout";
    verdict.message =
        fmt::format("took longer than {:g} s and was stopped. Is there a loop that never ends?", end.timeout_seconds);
  } else if (process.ending == Ending::memory_limit) {
    verdict.status = TestStatus::failed;
    verdict.kind = "memory";
    verdict.message = "was stopped: " + process.overrun;
  } else if (process.ending == Ending::output_limit) {
    verdict.status = TestStatus::failed;
    verdict.kind = "output";
    verdict.message = "printed more than 8 MiB and was stopped. Is there a loop that prints without end?";
  } else if (process.ending == Ending::event_limit) {
    verdict.status = TestStatus::failed;
    verdict.kind = "protocol";
    verdict.message = "wrote more into the report of its tests than all tests could, and was stopped";
  } else if (end.crash_signal != 0 || process.ending == Ending::signalled) {
    verdict.message = "crashed: " + signal_in_words(end.crash_signal != 0 ? end.crash_signal : process.signal) +
                      last_words(end.printed);
  } else {
    verdict.status = TestStatus::failed;
    verdict.kind = "early_exit";
    verdict.message =
        fmt::format("ended the whole program (exit status {}): is there a call of exit?", process.exit_status);
  }
  return verdict;
}

}  // namespace grader
