/// @file
/// What keeps a task from its points: the words for people beyond its status.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "verdict.hpp"

namespace grader {

bool has_failed(const TestVerdict& test);

/// What keeps a task from its points.
struct Obstacle {
  bool unwritten = false;              ///< its own `todo` still stands
  std::vector<std::string> waits_for;  ///< the other tasks whose `todo` is a failure here, "12.1", in order
  std::size_t failed = 0;              ///< tests that failed otherwise
  std::string size;                    ///< "about 25 lines", of its own `todo`

  /// Nothing of its own is wrong: it only lacks another task.
  bool only_waits() const { return !unwritten && !waits_for.empty() && failed == 0; }
};

Obstacle obstacle_of(const TaskVerdict& task);

}  // namespace grader
