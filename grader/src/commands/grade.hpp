/// @file
/// `grader grade`: submissions that nobody needs to trust.
#pragma once

#include <string>
#include <vector>

#include "build.hpp"
#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct GradeOptions {
  std::vector<std::string> submissions;
  std::string into = "grading";
  std::string modules;  ///< "1-5,12"; empty: those of each submission
  int workers = 0;      ///< 0: as many as cores; on other machines, as many as they give
  std::string executor = "local";
  std::vector<std::string> sbatch;  ///< further words for sbatch
  std::string image;                ///< of the pods
  std::string claim;                ///< PersistentVolumeClaim of the pods
  std::string volume;               ///< where that is mounted; empty: `into`
  bool regrade = false;
  bool apply = false;
  std::string sandbox;  ///< a tier by name; empty: the strongest that works
  bool unsandboxed = false;
  int compile_seconds = grader::compile_seconds;  ///< processor time for one file
  bool json = false;
  Terminal terminal;
};

ExitStatus run_grade(const Course& course, const GradeOptions& options);

}  // namespace grader
