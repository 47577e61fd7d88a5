/// @file
/// `grader similarity`: pairs of submissions that resemble each other.
#pragma once

#include <string>
#include <vector>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct SimilarityOptions {
  std::vector<std::string> submissions;
  std::string html;
  std::string json;
  Terminal terminal;
};

ExitStatus run_similarity(const Course& course, const SimilarityOptions& options);

}  // namespace grader
