/// @file
/// The end of a suite that never said it was done, in words for the student.
#pragma once

#include <string>

#include "process.hpp"
#include "verdict.hpp"

namespace grader {

/// What is known of such an end.
struct SuiteEnd {
  const ProcessResult& process;
  const std::string& printed;      ///< by the test that ran, the last of it
  double timeout_seconds = 0;      ///< of one test, for the message only
  int crash_signal = 0;            ///< that the suite itself reported; 0: none
  bool reported_overflow = false;  ///< of the stack
};

/// Status, kind and message for the test that is to blame; its name and place are the caller's.
TestVerdict verdict_of(const SuiteEnd& end);

}  // namespace grader
