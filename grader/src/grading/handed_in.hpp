/// @file
/// What a submission holds of each module, and the libraries made of it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "course.hpp"
#include "edition/submission.hpp"
#include "grading/grade_result.hpp"
#include "grading/student_build.hpp"

namespace grader {

class HandedIn {
 public:
  /// @param build  as StudentBuild's
  HandedIn(const Course& course, const Submission& submission, StudentBuild build)
      : course_(course), submission_(submission), build_(std::move(build)) {}

  /// A file of the module, at least.
  bool holds(const Module& module) const;
  /// The modules that the submission holds.
  std::vector<const Module*> modules() const;
  /// The tasks of the module whose file is not in the submission.
  std::vector<std::string> missing_tasks(const Module& module) const;

  /// What was handed in, compiled once for all marks that it takes part in. The skeleton stands in for a missing file.
  /// @throws EnvironmentError, CourseFault
  const StudentLibrary& library(const Module& module);

  /// What a person should look at in the sources that were compiled so far, or in their absence.
  const std::vector<Flag>& flags() const { return flags_; }
  double compile_seconds() const { return build_.compile_seconds(); }

 private:
  const std::string* file_of(const Module& module, const Task& task) const;
  void flag_missing(const Module& module);

  const Course& course_;
  const Submission& submission_;
  StudentBuild build_;
  std::map<std::string, StudentLibrary> libraries_;  // by folder
  std::vector<Flag> flags_;
};

}  // namespace grader
