/// @file
/// One submission, from the files that were handed in to what the judge decided.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "build.hpp"
#include "course.hpp"
#include "edition/submission.hpp"
#include "grading/grade_result.hpp"
#include "sandbox/sandbox.hpp"

namespace grader {

struct GradingSetup {
  std::filesystem::path
      into;                ///< the grading's folder: its cache/ is shared, its scratch/ holds a folder for each worker
  std::string edition;     ///< digest of the course
  std::uint64_t seed = 0;  ///< of the random inputs
  SandboxTier tier = SandboxTier::none;
  int compile_seconds = grader::compile_seconds;  ///< processor time for one file
  ControlGroupPlace control_groups;               ///< of find_control_groups()
  std::vector<const Module*> modules;  ///< what is graded; empty: the modules of which the submission holds a file
};

/// Builds what grading needs of the course itself: suites, their blind twins, references. @throws CourseFault
void build_for_grading(const Course& course, const std::vector<const Module*>& modules);

/// Compiles, runs and judges. A task whose file is missing is graded as its skeleton. Nothing of the submission can make this throw.
/// @throws EnvironmentError, CourseFault  the machine or the course is at fault: grade again when it is mended
SubmissionGrade grade_submission(const Course& course, const Submission& submission, const GradingSetup& setup);

}  // namespace grader
