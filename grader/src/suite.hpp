/// @file
/// Running a test suite: which tests are expected, one process after another until each has a result.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "course.hpp"
#include "process.hpp"
#include "verdict.hpp"

namespace grader {

/// `file` without the course's folder before it.
std::string relative_to(const std::filesystem::path& root, const std::string& file);

struct ExpectedTest {
  std::string name;  ///< "Softmax.RowsSumToOne"
  std::string task;  ///< "softmax"
  std::string file;  ///< relative to the course
  int line = 0;
};

/// Where a suite lies and what it is run with.
struct SuiteSetup {
  std::filesystem::path root;                    ///< of the course; the suite runs here
  std::filesystem::path executable;              ///< build/<preset>/suite/<folder>
  std::vector<std::filesystem::path> providers;  ///< the folder of each module's library
  std::uint64_t seed = 0;
  double timeout_seconds = 10;  ///< of one test
  bool sanitized = false;
  bool shuffle = false;
  int repeat = 1;
  /// Not empty: the suite judges by the observations in this file instead of its own (docs/pages/suite_protocol.md).
  std::filesystem::path answers;
  /// Set: the suite is a worker, and each line that it writes is shown here first. True: it was an observation.
  std::function<bool(std::string_view line)> observation;
  /// Set: what becomes of each process before it starts: the sandbox.
  std::function<ProcessSpec(const ProcessSpec&)> enclose;
};

/// The tests of a suite, asked with --gu-list and kept beside the suite until its file changes.
/// @throws CourseFault  the suite does not list its tests
std::vector<ExpectedTest> list_tests(const SuiteSetup& setup);
/// Whether list_tests() can answer without starting the suite.
bool has_test_list(const std::filesystem::path& executable);

struct SuiteResult {
  std::map<std::string, TestVerdict> tests;  ///< one for every test that was asked for
  std::vector<std::string> unexpected;       ///< results of tests that nobody asked for
  std::string loader_output;                 ///< not empty: the suite could not be loaded, and this is why
  double seconds = 0;
};

inline constexpr int most_restarts = 20;

/// Runs the tests; after a crash, a hang or an early exit starts the suite again with those that have no result yet, at
/// most `most_restarts` times. Limits: time a test, 2 GiB of memory, 8 MiB of output a test.
/// @param tests  what is asked for, all of them expected ones
SuiteResult run_suite(const SuiteSetup& setup, const std::vector<ExpectedTest>& tests, bool all_of_suite);

}  // namespace grader
