/// @file
/// What a class as a whole got wrong: counted, not drawn.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "grading/grade_result.hpp"

namespace grader {

/// The points of one module.
struct ModulePoints {
  int number = 0;
  std::string title;
  int possible = 0;            ///< the most that any submission could get
  std::vector<double> earned;  ///< of each submission that holds the module
  std::size_t not_compiled = 0;
};

struct TestCount {
  int number = 0;    ///< of the module
  std::string task;  ///< "12.2 scaled_dot_product"
  std::string test;
  bool hidden = false;
  std::size_t failed = 0;
  std::size_t tried = 0;  ///< submissions in which the task was written and the test ran or should have
  double share() const { return tried == 0 ? 0 : static_cast<double>(failed) / static_cast<double>(tried); }
};

struct MistakeCount {
  std::string task;
  std::string mistake;          ///< a sentence
  std::size_t submissions = 0;  ///< that made it, however many tests recognised it
};

/// A submission that a person should open.
struct Attention {
  std::size_t grade = 0;  ///< index
  int weight = 0;
  std::vector<std::string> reasons;
};

struct ClassStatistics {
  std::vector<ModulePoints> modules;   ///< in the order of their numbers
  std::vector<TestCount> tests;        ///< failed at least once, the largest share first
  std::vector<MistakeCount> mistakes;  ///< the commonest first
  std::vector<Attention> attention;    ///< the heaviest first; submissions without a reason are not in it
};

/// Every grade counts as one submission; one that could not be graded counts nowhere but in `attention`.
ClassStatistics count_class(const std::vector<SubmissionGrade>& grades);

}  // namespace grader
