/// @file
/// What the text report says about a task beyond its status.
#pragma once

#include <cstddef>
#include <string>

#include "verdict.hpp"

namespace grader {

bool has_failed(const TestVerdict& test);

/// What keeps a task from its points.
struct TaskState {
  bool unwritten = false;  ///< its own `todo` still stands
  std::string waits_for;   ///< a failure is the `todo` of another task: "12.1"
  std::size_t failed = 0;  ///< tests that failed otherwise
  std::string size;        ///< "about 25 lines", of its own `todo`
};

TaskState state_of(const TaskVerdict& task);

}  // namespace grader
