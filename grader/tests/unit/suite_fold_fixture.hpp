/// @file
/// Events of a suite as it writes them, and a fold of two tests that takes them.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "suite_events.hpp"

namespace grader {

inline ProcessResult exited(int status) {
  ProcessResult result;
  result.exit_status = status;
  return result;
}

inline ProcessResult ended(Ending ending, int signal = 0) {
  ProcessResult result;
  result.ending = ending;
  result.signal = signal;
  return result;
}

inline void start(SuiteFold& fold, const std::string& test) {
  fold.event(fmt::format(R"({{"event": "test_start", "test": "{}"}})", test));
}
inline void end(SuiteFold& fold, const std::string& test, const std::string& status = "passed") {
  fold.event(fmt::format(R"({{"event": "test_end", "test": "{}", "status": "{}", "seconds": 0.5, "message": "m"}})",
                         test, status));
}
inline void fail(SuiteFold& fold, const std::string& test, const std::string& message,
                 const std::string& mistake = "x") {
  fold.event(fmt::format(
      R"({{"event": "failure", "test": "{}", "file": "t.cpp", "line": 3, "kind": "comparison", "message": "{}", "mistake": "{}"}})",
      test, message, mistake));
}
inline void run(SuiteFold& fold, const std::string& test) {
  start(fold, test);
  end(fold, test);
}
inline void done(SuiteFold& fold) {
  fold.event(R"({"event": "done", "tests": 2})");
}

/// The tests S.a and S.b, ten seconds each; the first process has begun.
class Fold : public ::testing::Test {
 protected:
  Fold() { fold.begin_process(); }
  const TestVerdict& of(const std::string& test) const { return fold.results().at(test); }

  SuiteFold fold{{"S.a", "S.b"}, 10};
};

}  // namespace grader
