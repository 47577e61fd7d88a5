/// @file
/// Runs as a student makes them, kept for every proof that looks at them.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "course.hpp"
#include "verdict.hpp"

namespace grader {

/// What `grader check` says of each provider of a module, on the references below it and nothing of the student's. Each is run once.
class OrdinaryRuns {
 public:
  /// @param everything_is_built  Ninja need not be asked once more for each of hundreds of providers
  OrdinaryRuns(const Course& course, bool everything_is_built)
      : course_(course), everything_is_built_(everything_is_built) {}

  /// Built, unless it is, and run when first asked for.
  /// @param provider  "mine", "reference" or "mistakes/<name>"
  /// @return  stays where it is as long as this object lives
  const ModuleVerdict& of(const Module& module, const std::string& provider);

 private:
  const Course& course_;
  bool everything_is_built_;
  std::map<std::pair<std::string, std::string>, ModuleVerdict> verdicts_;  // folder and provider
};

}  // namespace grader
