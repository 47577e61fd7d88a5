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
#include "module_list.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

/// The strongest sandbox of this machine. @throws EnvironmentError  none, and that was not asked for
SandboxTier choose_tier(bool unsandboxed) {
  if (unsandboxed) return SandboxTier::none;
  const SandboxProbe probe = probe_sandbox_tiers();
  if (probe.tier != SandboxTier::none) return probe.tier;
  std::string why;
  for (const SandboxTierProbe& tier : probe.tiers) {
    if (!tier.why_not.empty()) why += "\n  " + to_word(tier.tier) + ": " + tier.why_not;
  }
  throw EnvironmentError(
      "No sandbox works on this machine, so the code of students would run with your rights:" + why +
      "\n`grader doctor` says how to mend it. To run it all the same, say --unsandboxed; every result "
      "then says so.");
}

}  // namespace

ExitStatus run_grade(const Course& course, const GradeOptions& options) {
  const SandboxTier tier = choose_tier(options.unsandboxed);
  const std::vector<fs::path> submissions = find_submissions(options.submissions);
  const GradingFolder folder(options.into);
  std::vector<const Module*> modules = select_modules(course, options.modules);
  std::vector<const Module*> built = modules;
  if (built.empty()) {
    for (const Module& module : course.modules) built.push_back(&module);
  }
  build_for_grading(course, built);
  GradingPlan plan;
  plan.edition = course_digest(course);
  plan.tier = tier;
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
  const BatchSummary summary = run_batch(course, folder, work, submissions, batch);
  if (options.json) std::cout << summary_to_json(summary) << "\n";
  return summary.faults.empty() ? ExitStatus::passed : ExitStatus::environment_fault;
}

}  // namespace grader
