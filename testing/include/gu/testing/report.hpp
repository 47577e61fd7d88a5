/// @file
/// What a running suite tells the grader (docs/pages/suite_protocol.md).
#pragma once

#include <string>

namespace gu::testing {

/// What the next GoogleTest failure is, beyond its text. Set by a comparison just before it fails.
struct FailureDetails {
  std::string kind;     ///< comparison, assertion
  std::string mistake;  ///< recognised, or empty
};
void set_failure_details(FailureDetails details);

/// Writes events to `descriptor`; installs the crash handlers.
void report_to(int descriptor);
/// From now on the comparisons of each test are numbered from 0, and a test that makes none fails. Call it after
/// report_to(): what fails a test must come after the listeners that hear of failures.
void keep_comparisons();
/// Prints the tests, one JSON object a line.
void list_tests();

/// The signal handlers that say which test crashed and where (crash.cpp). No-op under a sanitizer, which says it
/// better.
void install_crash_handlers(int descriptor);
/// Remembered for the handlers, in memory that a signal handler may read.
void set_running_test(const std::string& name);

/// "the request for memory was refused" for std::bad_alloc and so on: what a student should read instead of
/// GoogleTest's words.
struct ExceptionText {
  std::string kind;
  std::string message;
};
ExceptionText explain_exception(const std::string& googletest_message);

}  // namespace gu::testing
