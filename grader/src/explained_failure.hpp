/// @file
/// Which failure a report explains first, and in what words.
#pragma once

#include <string>

#include "course.hpp"
#include "verdict.hpp"

namespace grader {

/// Failed, and not because a task is still to be written.
bool is_explained(const TestVerdict& test);

/// The first test of the task that knows the mistake by name, else the first that fails; null if none needs words. Points into
/// `task`.
const TestVerdict* explained_failure(const TaskVerdict& task);

/// Where the course treats a test: what its source says.
struct TestTexts {
  std::string claim;   ///< the comment above the test; its name in words where there is none
  std::string lesson;  ///< the heading, may be empty
};

/// Reads the test's file.
TestTexts texts_of(const Course& course, const TestVerdict& test);

}  // namespace grader
