/// @file
/// A suite run as the grader runs it: as a child process that writes its events to a descriptor.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace gu::testing {

/// What a finished run left behind.
struct SuiteRun {
  int exit_status = -1;  ///< or -1 where a signal ended it
  int signal = 0;        ///< or 0 where it ended by itself
  std::string output;    ///< standard output
  std::string errors;    ///< standard error
  std::vector<nlohmann::json> events;
  std::vector<nlohmann::json> observations;

  /// The events of one kind, in order.
  std::vector<nlohmann::json> of(const std::string& kind) const;
  /// The one event of a kind. @throws std::runtime_error  there is none, or more
  nlohmann::json only(const std::string& kind) const;
};

struct RunOptions {
  bool report = true;    ///< pass --gu-report-fd
  bool observe = false;  ///< pass --gu-observe-fd
  bool worker = false;   ///< pass --gu-worker-fd alone
  bool blind = false;    ///< run fixtures/blind_test.cpp, built with the blind kit
};

/// Runs fixtures/behaviour_test.cpp, or the blind suite, with these arguments.
/// @throws std::runtime_error  it could not be started, or wrote a line that is no JSON
SuiteRun run_suite(const std::vector<std::string>& arguments, const RunOptions& options = {});

/// The same for the tests that a GoogleTest filter names.
inline SuiteRun run_tests(const std::string& filter, const RunOptions& options = {}) {
  return run_suite({"--gtest_filter=" + filter}, options);
}

}  // namespace gu::testing
