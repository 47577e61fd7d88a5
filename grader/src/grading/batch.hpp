/// @file
/// A class, graded: every submission through an executor, every outcome into the gradebook and onto its pages.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course.hpp"
#include "grading/executor.hpp"
#include "grading/grade_result.hpp"
#include "grading/grading_folder.hpp"
#include "terminal.hpp"

namespace grader {

struct BatchOptions {
  std::string executor = "local";
  bool regrade = false;  ///< keep new results beside the old ones and say what would change
  bool apply = false;    ///< with regrade: take them over
  Terminal terminal;
};

struct BatchSummary {
  std::size_t submissions = 0;
  std::size_t recorded = 0;  ///< new attempts in the gradebook
  std::size_t known = 0;     ///< attempts that were there before
  std::size_t cached = 0;    ///< results that an earlier run had kept
  double seconds = 0;        ///< of the whole batch
  double work_seconds = 0;   ///< of all workers together, in this batch
  double compile_seconds = 0;
  std::vector<std::string> faults;      ///< submissions that could not be graded by no fault of theirs
  std::vector<std::string> unreadable;  ///< of which nothing could be graded, because they are broken or hold nothing
};

/// Grades what is not graded yet, records everything, writes feedback/ and report.html, of the whole class. What it says meanwhile
/// goes to standard error.
BatchSummary run_batch(const Course& course, const GradingFolder& folder, const WorkPlan& work,
                       const std::vector<std::filesystem::path>& submissions, const BatchOptions& options);

/// `groundup/grading/1`.
std::string summary_to_json(const BatchSummary& summary);

}  // namespace grader
