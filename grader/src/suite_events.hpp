/// @file
/// Folding a suite's events into one result a test. Fails closed: what did not report properly has failed.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "printed_output.hpp"
#include "process.hpp"
#include "verdict.hpp"

namespace grader {

/// A place in a shared object, as a crash reports it.
struct Frame {
  std::string object;
  std::string offset;  ///< "0x1a2b"
};

class SuiteFold {
 public:
  /// @param expected         the tests that are asked for
  /// @param timeout_seconds  for the message only
  /// @param repeat           how often each runs in one process; it has passed when every run has
  SuiteFold(const std::vector<std::string>& expected, double timeout_seconds, int repeat = 1);
  SuiteFold(const SuiteFold&) = delete;  // printed_ looks into expected_
  SuiteFold& operator=(const SuiteFold&) = delete;

  /// Before each process: results of the ones before are kept.
  void begin_process();
  /// One event. True when it begins or ends a test, so that the clock starts anew.
  bool event(std::string_view line);
  /// What the process printed. Everything that was printed before an event must have come before it.
  void output(std::string_view piece);
  /// After each process: blames its end on a test.
  void end_process(const ProcessResult& end);

  /// Expected tests without a result.
  std::vector<std::string> remaining() const;
  /// The process ended abnormally before any test began, so another would too.
  bool never_began() const { return never_began_; }
  bool ended_early() const { return ended_early_; }
  /// Gives every remaining test, or those of which `which` is true, this end.
  void fail_remaining(TestStatus status, std::string_view kind, const std::string& message,
                      const std::function<bool(const std::string&)>& which = {});

  const std::map<std::string, TestVerdict>& results() const { return results_; }
  /// At most ten.
  const std::vector<std::string>& unexpected() const { return unexpected_; }
  /// Frames of the crashes, by test; the caller finds their lines.
  const std::map<std::string, std::vector<Frame>>& frames() const { return frames_; }

 private:
  void test_start(const std::string& name);
  void failure(const std::string& name, TestVerdict&& found);
  void test_end(const std::string& name, const std::string& status, double seconds, const std::string& message);
  void blame(const ProcessResult& end);
  /// Of the test that runs, or of the last that did.
  const std::string& last_printed() const;
  TestVerdict verdict_of_end(const ProcessResult& end) const;
  void stranger(const std::string& name);
  void check_exit(const ProcessResult& end);

  double timeout_seconds_;
  int repeat_;
  std::set<std::string> expected_;
  std::map<std::string, TestVerdict> results_;
  std::vector<std::string> unexpected_;
  std::map<std::string, std::vector<Frame>> frames_;
  // Of the process that runs:
  std::vector<std::string> ended_;  ///< tests that ended in it, in order
  std::map<std::string, int> runs_;
  std::map<std::string, int> ends_;
  TestVerdict running_;  ///< without a name: no test runs
  PrintedOutput printed_;
  int crash_signal_ = 0;
  bool stack_overflow_ = false;
  bool done_ = false;
  bool never_began_ = false;
  bool ended_early_ = false;
  bool flooded_ = false;  ///< more results than any honest suite has; the rest is not read
};

}  // namespace grader
