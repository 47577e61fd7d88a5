#include "grading/grade_submission.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "base.hpp"
#include "build.hpp"
#include "clock.hpp"
#include "errors.hpp"
#include "grading/handed_in.hpp"
#include "grading/judge.hpp"
#include "grading/scratch_folder.hpp"
#include "grading/student_build.hpp"
#include "tally.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

class Grading {
 public:
  Grading(const Course& course, const Submission& submission, const GradingSetup& setup)
      : course_(course),
        submission_(submission),
        setup_(setup),
        scratch_(setup.into / "scratch"),
        handed_in_(course, submission,
                   StudentBuild(course, setup.into / "cache", scratch_.path() / "build", setup.edition,
                                setup.compile_seconds, [&setup](const ProcessSpec& spec, const SandboxSpec& sandbox) {
                                  return enclose(setup, spec, sandbox);
                                })) {}

  SubmissionGrade operator()() {
    const auto started = std::chrono::steady_clock::now();
    grade_.student = submission_.student;
    grade_.submission = submission_.name;
    grade_.digest = submission_.digest;
    grade_.submitted = submission_.submitted;
    grade_.graded = utc_time();
    grade_.edition = setup_.edition;
    grade_.seed = setup_.seed;
    grade_.sandbox = to_word(setup_.tier);
    grade_.memory_together = setup_.control_groups.found();
    grade_.why_not_together = setup_.control_groups.why_not;
    grade_.fault = submission_.fault;
    if (grade_.fault.empty()) {
      for (const Module* module : modules()) grade_module(*module);
    }
    grade_.flags.insert(grade_.flags.begin(), handed_in_.flags().begin(), handed_in_.flags().end());
    grade_.compile_seconds = handed_in_.compile_seconds();
    grade_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return std::move(grade_);
  }

 private:
  static ProcessSpec enclose(const GradingSetup& setup, const ProcessSpec& spec, SandboxSpec sandbox) {
    sandbox.control_groups = setup.control_groups;
    return in_sandbox(spec, sandbox, setup.tier);
  }

  std::vector<const Module*> modules() const { return setup_.modules.empty() ? handed_in_.modules() : setup_.modules; }

  void grade_module(const Module& module) {
    ModuleGrade result;
    std::map<std::string, std::string> reference;
    std::map<std::string, std::string> own;
    for (const std::string& folder : module.needs) {
      reference[folder] = "reference";
      own[folder] = "mine";
    }
    result.missing = handed_in_.missing_tasks(module);
    result.credit = verdict(module, reference, &result.hidden);
    const bool whole = std::all_of(module.needs.begin(), module.needs.end(), [this](const std::string& folder) {
      return handed_in_.holds(*course_.find_folder(folder));
    });
    if (whole && !module.needs.empty()) result.own_base = verdict(module, own, nullptr);
    grade_.modules.push_back(std::move(result));
  }

  /// @param hidden  where the results of the hidden tests go, which then count; null: they take no part
  ModuleVerdict verdict(const Module& module, const std::map<std::string, std::string>& base,
                        std::vector<HiddenTests>* hidden) {
    ModuleVerdict result;
    result.number = module.number;
    result.folder = module.folder;
    result.title = module.title;
    result.provider = "mine";
    result.base = base;
    result.compiler = compiler_of(course_.build_folder(check_preset));
    JudgeRequest request;
    request.seed = setup_.seed;
    request.scratch = scratch_.path();
    std::vector<const Module*> students{&module};
    for (const std::string& folder : module.needs) {
      if (base.at(folder) == "mine") students.push_back(course_.find_folder(folder));
    }
    for (const Module* each : students) {
      const StudentLibrary& built = handed_in_.library(*each);
      result.build_seconds += built.seconds;
      if (!built.folder.empty()) continue;
      result.problems = built.problems;
      result.problem_count = built.problem_count;
      if (each != &module) result.blame = each->folder;
      tally_not_compiled(result, module, nullptr, expected_tests(course_, module, SuiteKind::published));
      return result;
    }
    request.providers.push_back(handed_in_.library(module).folder);
    for (const std::string& folder : module.needs) {
      const Module& below = *course_.find_folder(folder);
      request.providers.push_back(base.at(folder) == "mine"
                                      ? handed_in_.library(below).folder
                                      : course_.build_folder(check_preset) / provider_folder(below, "reference"));
    }
    request.enclose = worker_enclosure(request.providers);
    Judgement judgement = judge(course_, module, request);
    if (!judgement.results.loader_output.empty()) return not_loadable(std::move(result), module, judgement);
    result.run_seconds = judgement.results.seconds;
    tally(result, module, nullptr, judgement.expected, judgement.expected, judgement.results);
    if (hidden != nullptr) {
      take_flags(judgement);
      if (module.has_hidden) count_hidden(result, module, request, *hidden);
    }
    return result;
  }

  /// A function that is declared and called but was never written is found when the worker starts.
  static ModuleVerdict not_loadable(ModuleVerdict result, const Module& module, const Judgement& judgement) {
    BuildProblem problem;
    problem.message = judgement.results.loader_output.substr(0, 500);
    problem.file = "modules/" + module.folder + "/src";
    result.problems = {problem};
    result.problem_count = 1;
    tally_not_compiled(result, module, nullptr, judgement.expected);
    return result;
  }

  std::function<ProcessSpec(const ProcessSpec&)> worker_enclosure(const std::vector<fs::path>& providers) const {
    const fs::path build = course_.build_folder(check_preset);
    SandboxSpec sandbox;
    sandbox.mounts.push_back({build / "support" / "libgu_support.so", build / "support" / "libgu_support.so", false});
    for (const fs::path& provider : providers) sandbox.mounts.push_back({provider, provider, false});
    sandbox.memory = std::uint64_t{2} << 30;
    return [this, sandbox](const ProcessSpec& spec) {
      SandboxSpec one = sandbox;
      one.mounts.push_back({spec.command.front(), spec.command.front(), false});
      one.environment = spec.environment;
      ProcessSpec inner = spec;
      inner.limits.address_space = 0;  // the sandbox's own limit, set when its launcher has done its work
      return enclose(setup_, inner, std::move(one));
    };
  }

  void count_hidden(ModuleVerdict& result, const Module& module, const JudgeRequest& published,
                    std::vector<HiddenTests>& hidden) {
    JudgeRequest request = published;
    request.kind = SuiteKind::hidden;
    const Judgement judgement = judge(course_, module, request);
    take_flags(judgement);
    for (TaskVerdict& task : result.tasks) {
      HiddenTests of_task{task.name, {}};
      for (const ExpectedTest& test : judgement.expected) {
        if (test.task == task.name) of_task.tests.push_back(judgement.results.tests.at(test.name));
      }
      if (of_task.tests.empty()) continue;
      const bool passed = judgement.results.loader_output.empty() && status_of(of_task.tests) == Status::passed;
      if (!passed && task.earned > 0) {
        result.earned -= task.earned;
        task.earned = 0;
        task.status = Status::failed;
      }
      hidden.push_back(std::move(of_task));
    }
    if (result.status == Status::passed) result.status = status_of(result.tasks);
  }

  void take_flags(const Judgement& judgement) {
    grade_.flags.insert(grade_.flags.end(), judgement.flags.begin(), judgement.flags.end());
  }

  const Course& course_;
  const Submission& submission_;
  const GradingSetup& setup_;
  ScratchFolder scratch_;
  HandedIn handed_in_;
  SubmissionGrade grade_;
};

}  // namespace

void build_for_grading(const Course& course, const std::vector<const Module*>& modules) {
  std::vector<std::string> targets;
  for (const Module* module : modules) {
    if (!module->has_reference)
      throw UsageError("This edition holds no reference of " + module->folder +
                       ", so nothing can be judged. Grade in the instructor's copy of the course.");
    for (std::string& target : judging_targets(course, *module)) targets.push_back(std::move(target));
  }
  const BuildResult result = build(course, check_preset, targets, "grading");
  if (!result.ok) throw CourseFault("The course does not build, so nothing can be graded. The full log: " + result.log);
}

SubmissionGrade grade_submission(const Course& course, const Submission& submission, const GradingSetup& setup) {
  return Grading(course, submission, setup)();
}

}  // namespace grader
