/// @file
/// Submissions of one file, for tests that compare them.
#pragma once

#include "grading/similarity.hpp"
#include "temporary_course.hpp"

namespace grader::testing {

inline const std::string compared_file = "modules/01_sums/src/add.cpp";

inline ComparedWork compared_work(const std::string& student, const std::string& content) {
  return {student, student + ".tar.gz", {{compared_file, content}}};
}

}  // namespace grader::testing
