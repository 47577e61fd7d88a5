/// @file
/// The folder that one grading of a class lives in, and the decisions that hold for all of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "build.hpp"
#include "course.hpp"
#include "grading/grade_result.hpp"
#include "sandbox/sandbox.hpp"

namespace grader {

/// What every worker of one grading must agree on; kept in grading.json.
struct GradingPlan {
  std::string edition;     ///< digest of the course that grades
  std::uint64_t seed = 0;  ///< drawn when the folder is made, so after the submissions
  SandboxTier tier = SandboxTier::none;
  int compile_seconds = grader::compile_seconds;  ///< processor time for one file
  std::vector<std::string> modules;               ///< folders; empty: those of each submission
};

/// DIR/: grading.json, gradebook.sqlite, results/ by content, outcomes/ and logs/ by submission, feedback/, report.html, cache/.
class GradingFolder {
 public:
  /// @throws EnvironmentError  the folder cannot be made or written
  explicit GradingFolder(const std::filesystem::path& root);

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path gradebook() const { return root_ / "gradebook.sqlite"; }
  std::filesystem::path outcome(const std::filesystem::path& submission) const;
  std::filesystem::path log(const std::filesystem::path& submission) const;
  std::filesystem::path feedback() const { return root_ / "feedback"; }
  std::filesystem::path scratch() const { return root_ / "scratch"; }

  /// The plan of this folder; a new one draws its seed. What else is new (edition, tier, modules) is written down.
  /// @throws EnvironmentError  grading.json cannot be read or written
  GradingPlan plan(GradingPlan wanted) const;
  /// What plan() wrote. @throws EnvironmentError
  GradingPlan read_plan() const;
  /// Whether plan() was ever called on this folder.
  bool has_plan() const;
  /// Names, marks, the seed and what hidden tests said are for the owner's eyes only; to be called when these files are written.
  void keep_private() const;

  /// The result of content that was graded before under this plan; nothing to be found: empty.
  std::string find_result(const std::string& digest, const GradingPlan& plan) const;
  /// Whether any result is kept, under whatever plan.
  bool has_results() const;
  void keep_result(const std::string& digest, const GradingPlan& plan, const std::string& json) const;

 private:
  std::string result_name(const std::string& digest, const GradingPlan& plan) const;

  std::filesystem::path root_;
};

}  // namespace grader
