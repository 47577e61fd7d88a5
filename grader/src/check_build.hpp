/// @file
/// Building what one check needs. What of the student's does not build becomes problems of the verdict.
#pragma once

#include <string>
#include <vector>

#include "base.hpp"
#include "build.hpp"
#include "compile_errors.hpp"
#include "course.hpp"
#include "verdict.hpp"

namespace grader {

class CheckBuild {
 public:
  /// @param verdict  with its provider and base; it gets the problems, the blame and the log. Must outlive this.
  CheckBuild(const Course& course, const Module& module, std::string preset, ModuleVerdict& verdict);

  /// The suite, the provider and its base. Leaves problems in the verdict where a file of the student's is missing or
  /// does not compile.
  /// @throws CourseFault  where the course's own part does not
  void build_all();
  /// Providers of `base`, and `more` targets, of which none is in question. @throws CourseFault
  void build_reference(const Base& base, std::vector<std::string> more = {}) const;
  /// A suite that could not be loaded: what is missing, and in which module. @throws CourseFault
  void explain_load(const std::string& loader_output);

 private:
  std::vector<const Module*> students_modules() const;
  void find_missing_files();
  void compile();
  BuildResult build_students(const std::vector<std::string>& targets) const;
  void explain_slow_build();
  void blame(const std::string& folder, const std::string& why);
  std::vector<std::string> targets_of(const Base& base) const;
  [[noreturn]] void throw_course_fault(const BuildExplanation& found, const BuildResult& result) const;

  const Course& course_;
  const Module& module_;
  std::string preset_;
  ModuleVerdict& verdict_;
};

}  // namespace grader
