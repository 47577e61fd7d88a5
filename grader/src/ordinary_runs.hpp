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
  explicit OrdinaryRuns(const Course& course) : course_(course) {}

  /// Built and run when first asked for.
  /// @param provider  "mine", "reference" or "mistakes/<name>"
  /// @return  stays where it is as long as this object lives
  const ModuleVerdict& of(const Module& module, const std::string& provider);

 private:
  const Course& course_;
  std::map<std::pair<std::string, std::string>, ModuleVerdict> verdicts_;  // folder and provider
};

}  // namespace grader
