/// @file
/// One check: build a module's suite and providers, run it, fold the results into a verdict.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base.hpp"
#include "course.hpp"
#include "verdict.hpp"

namespace grader {

class Progress;

inline constexpr std::uint64_t default_seed = 20240229;

/// What is checked and how; the command line's options without its reports.
struct CheckRequest {
  std::string provider = "mine";  ///< "mine", "reference" or "mistakes/<name>"
  BaseChoice base = BaseChoice::automatic;
  bool sanitize = false;  ///< preset dev: AddressSanitizer, UndefinedBehaviorSanitizer, bounds checks
  std::string filter;     ///< GoogleTest's filter; empty: all tests. Filtered tasks earn no points.
  std::uint64_t seed = default_seed;
  double timeout_seconds = 10;  ///< of one test
  bool shuffle = false;         ///< run the tests in an order drawn from the seed
  int repeat = 1;               ///< how often in one process
  bool search_blame = true;     ///< rerun failures on the reference base
  /// Everything that it runs is there: Ninja is not asked.
  bool built = false;

  bool of_mistake() const { return provider.starts_with("mistakes/"); }
};

/// The build that holds what is asked for.
std::string preset_of(const Course& course, const CheckRequest& request);

/// Builds and runs. Records nothing.
/// @param progress  says which modules are complete, for the automatic base; may be null: none
/// @param task      only this task's tests are run; null: all
/// @throws UsageError, EnvironmentError, CourseFault, Interrupted
ModuleVerdict check_module(const Course& course, const Module& module, const CheckRequest& request,
                           const Progress* progress = nullptr, const Task* task = nullptr);

}  // namespace grader
