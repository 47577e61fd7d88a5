#include "commands/grade.hpp"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "edition/submission.hpp"
#include "grading/batch.hpp"
#include "grading/course_digest.hpp"
#include "grading/executor.hpp"
#include "grading/grade_submission.hpp"
#include "grading/grading_folder.hpp"
#include "grading/scratch_folder.hpp"
#include "module_list.hpp"
#include "sandbox/control_group.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

/// What was asked for, or the strongest sandbox of this machine. @throws EnvironmentError  it does not work here
SandboxTier choose_tier(const GradeOptions& options) {
  if (options.unsandboxed) return SandboxTier::none;
  const SandboxProbe probe = probe_sandbox_tiers();
  if (options.sandbox.empty() && probe.tier != SandboxTier::none) return probe.tier;
  std::string why;
  for (const SandboxTierProbe& tier : probe.tiers) {
    if (options.sandbox != to_word(tier.tier)) continue;
    if (tier.works) return tier.tier;
    throw EnvironmentError("--sandbox " + options.sandbox + " does not work on this machine: " + tier.why_not +
                           ". `grader doctor` says how to mend it, and which sandboxes work.");
  }
  for (const SandboxTierProbe& tier : probe.tiers) {
    if (!tier.why_not.empty()) why += "\n  " + to_word(tier.tier) + ": " + tier.why_not;
  }
  throw EnvironmentError(
      "No sandbox works on this machine, so the code of students would run with your rights:" + why +
      "\n`grader doctor` says how to mend it. To run it all the same, say --unsandboxed; every result "
      "then says so.");
}

void require_hidden(const fs::path& path) {
  const fs::path shown = shown_in_every_sandbox(path);
  if (shown.empty()) return;
  throw UsageError(path.string() + " lies in " + shown.string() +
                   ", which every sandbox shows to the code of students. Move it elsewhere, such as to /srv.");
}

/// In a folder of submissions the grading's own folder would be taken for one of them the next time.
void require_apart(const GradeOptions& options) {
  std::error_code error;
  const fs::path into = fs::weakly_canonical(options.into, error);
  for (const std::string& given : options.submissions) {
    const fs::path below = into.lexically_relative(fs::weakly_canonical(given, error));
    if (!fs::is_directory(given, error) || below.empty() || *below.begin() == "..") continue;
    throw UsageError("--into " + options.into + " lies in " + given +
                     ", where the submissions are. Name a folder beside it, such as --into marks.");
  }
}

}  // namespace

ExitStatus run_grade(const Course& course, const GradeOptions& options) {
  const SandboxTier tier = choose_tier(options);
  const std::vector<fs::path> submissions = find_submissions(options.submissions);
  if (tier != SandboxTier::none) {
    require_hidden(course.root);
    require_hidden(fs::absolute(options.into));
    for (const fs::path& submission : submissions) require_hidden(submission);
  }
  require_apart(options);
  const GradingFolder folder(options.into);
  remove_left_scratch_folders(folder.scratch());
  std::vector<const Module*> modules = select_modules(course, options.modules);
  // Without --modules a regrade is of what was graded, or tasks would come and go in its preview.
  if (options.regrade && options.modules.empty() && folder.has_plan()) {
    for (const std::string& name : folder.read_plan().modules) modules.push_back(&course.module(name));
  }
  std::vector<const Module*> built = modules;
  if (built.empty()) {
    for (const Module& module : course.modules) built.push_back(&module);
  }
  if (!folder.has_results()) std::cerr << "Building what judges; the first time in a course this takes minutes.\n";
  build_for_grading(course, built);
  GradingPlan plan;
  plan.edition = course_digest(course);
  plan.tier = tier;
  plan.compile_seconds = options.compile_seconds;
  for (const Module* module : modules) plan.modules.push_back(module->folder);
  plan = folder.plan(plan);

  WorkPlan work;
  work.grader = fs::read_symlink("/proc/self/exe");
  work.course = course.root;
  work.into = folder.root();
  work.workers = options.workers;
  if (work.workers <= 0 && options.executor == "local")
    work.workers = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  work.sbatch = options.sbatch;
  work.image = options.image;
  work.claim = options.claim;
  work.volume = options.volume.empty() ? folder.root() : fs::absolute(options.volume).lexically_normal();
  BatchOptions batch;
  batch.executor = options.executor;
  batch.regrade = options.regrade;
  batch.apply = options.apply;
  batch.terminal = options.terminal;
  // The workers that we start belong to our control group.
  if (options.executor == "local") prepare_control_groups();
  const BatchSummary summary = run_batch(course, folder, work, submissions, batch);
  folder.keep_private();
  if (options.json) std::cout << summary_to_json(summary) << "\n";
  return summary.faults.empty() ? ExitStatus::passed : ExitStatus::environment_fault;
}

}  // namespace grader
