#include "check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "blame.hpp"
#include "build.hpp"
#include "compile_errors.hpp"
#include "errors.hpp"
#include "nearest.hpp"
#include "progress.hpp"
#include "student_files.hpp"
#include "suite.hpp"
#include "tally.hpp"
#include "test_filter.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

void require_provider(const Module& module, const CheckRequest& request) {
  if (request.provider == "mine") return;
  if (!module.has_reference) throw UsageError("This edition holds no reference of " + module.folder + ".");
  if (request.provider == "reference") return;
  const std::string prefix = "mistakes/";
  const bool mistake = request.provider.rfind(prefix, 0) == 0;
  const std::string name = mistake ? request.provider.substr(prefix.size()) : request.provider;
  if (mistake && std::find(module.mistakes.begin(), module.mistakes.end(), name) != module.mistakes.end()) {
    if (request.sanitize) throw UsageError("Mistakes are not built with sanitizers; leave --sanitize out.");
    return;
  }
  const std::vector<std::string> near = mistake ? nearest(name, module.mistakes) : std::vector<std::string>{};
  throw UsageError("There is no provider '" + request.provider + "' of " + module.folder + "." +
                   (near.empty() ? " There are: mine, reference, mistakes/<name>."
                                 : " Did you mean mistakes/" + join_or(near) + "?"));
}

class Check {
 public:
  Check(const Course& course, const Module& module, const CheckRequest& request, const Progress* progress,
        const Task* task)
      : course_(course),
        module_(module),
        request_(request),
        task_(task),
        preset_(request.preset()),
        build_folder_(course.build_folder(preset_)) {
    require_provider(module, request);
    verdict_.number = module.number;
    verdict_.folder = module.folder;
    verdict_.title = module.title;
    verdict_.provider = request.provider;
    verdict_.sanitized = request.sanitize;
    BaseChoice choice = request.base;
    // A reference or a mistake is judged on the reference, whatever the student has finished.
    if (choice == BaseChoice::automatic && request.provider != "mine" && references_below())
      choice = BaseChoice::reference;
    verdict_.base = resolve_base(course, module, choice, [&](const Module& below) {
      const Completion found = progress == nullptr ? Completion::unfinished : progress->completion(below);
      // Said only where a student could have expected his own work to stand.
      if (found != Completion::complete && choice == BaseChoice::automatic && below.has_reference) {
        verdict_.base_reasons[below.folder] = found == Completion::edited ? "edited since it passed" : "not finished";
      }
      return found == Completion::complete;
    });
    if (request.sanitize) load_course(course.root, preset_);  // configures it if that was never done
    verdict_.compiler = compiler_of(build_folder_);
  }

  ModuleVerdict operator()() {
    find_missing_files();
    if (verdict_.problems.empty()) compile();
    if (!verdict_.problems.empty()) {
      tally_not_compiled(verdict_, module_, task_, list_if_possible());
      return std::move(verdict_);
    }
    const std::vector<ExpectedTest> expected = list();
    const std::vector<ExpectedTest> asked = choose(expected);
    const SuiteResult results = run(verdict_.base, request_.provider, asked, asked.size() == expected.size());
    verdict_.run_seconds = results.seconds;
    if (!results.loader_output.empty()) {
      explain_load(results.loader_output);
      tally_not_compiled(verdict_, module_, task_, expected);
      return std::move(verdict_);
    }
    tally(verdict_, module_, task_, expected, asked, results);
    if (request_.search_blame) find_fault_below(asked);
    return std::move(verdict_);
  }

 private:
  bool references_below() const {
    return std::all_of(module_.needs.begin(), module_.needs.end(), [this](const std::string& folder) {
      const Module* below = course_.find_folder(folder);
      return below != nullptr && below->has_reference;
    });
  }

  /// Every module whose student files take part, lowest first.
  std::vector<const Module*> students_modules() const {
    std::vector<const Module*> modules;
    for (const std::string& folder : module_.needs) {
      if (verdict_.base.at(folder) == "mine") modules.push_back(course_.find_folder(folder));
    }
    if (request_.provider == "mine") modules.push_back(&module_);
    return modules;
  }

  void find_missing_files() {
    for (const Module* module : students_modules()) {
      verdict_.problems = missing_files(course_, *module);
      verdict_.problem_count = static_cast<int>(verdict_.problems.size());
      if (!verdict_.problems.empty()) return blame_build(module->folder, "a file of it is missing");
    }
  }

  void compile() {
    std::vector<std::string> targets{suite_target(module_), provider_target(module_, request_.provider)};
    for (const auto& [folder, provider] : verdict_.base) {
      targets.push_back(provider_target(*course_.find_folder(folder), provider));
    }
    const BuildResult result = build(course_, preset_, targets, module_.folder);
    verdict_.build_seconds = result.seconds;
    if (result.ok) return;
    verdict_.build_log = result.log;
    if (result.ending == Ending::wall_clock && !students_modules().empty()) return explain_slow_build();
    BuildExplanation found = explain_build(course_, preset_, result.output);
    if (found.folder.empty()) throw_course_fault(found, result);
    verdict_.problems = std::move(found.problems);
    verdict_.problem_count = found.count;
    blame_build(found.folder, "it does not compile");
  }

  void blame_build(const std::string& folder, const std::string& why) {
    if (folder == module_.folder) return;
    verdict_.blame = folder;
    const Module& below = *course_.find_folder(folder);
    verdict_.advice = fmt::format("Your module {:02} is where to begin: {}. `grader check {}` shows it alone.",
                                  below.number, why, below.number);
  }

  [[noreturn]] void throw_course_fault(const BuildExplanation& found, const BuildResult& result) const {
    std::string what = result.ending == Ending::wall_clock ? fmt::format("took longer than {} s", compile_seconds)
                       : found.problems.empty()
                           ? first_ninja_error(result.output)
                           : found.problems.front().file + ":" + std::to_string(found.problems.front().line) + ": " +
                                 found.problems.front().message;
    throw CourseFault("The course's own part of module " + module_.folder +
                      " does not build, so nothing of yours was " + "judged: " + what +
                      "\nThe full log: " + result.log);
  }

  static std::string first_ninja_error(const std::string& output) {
    const std::size_t at = output.find("ninja: error: ");
    return at == std::string::npos ? "Ninja said nothing that is understood"
                                   : output.substr(at + 14, output.find('\n', at) - at - 14);
  }

  void explain_slow_build() {
    BuildProblem problem;
    problem.file = newest_file(course_, students_modules());
    problem.message = fmt::format("compiling took longer than {} s and was stopped", compile_seconds);
    problem.advice =
        "Probably this file, which you changed last: is there a template or a constexpr that computes without end?";
    verdict_.problems.push_back(std::move(problem));
    verdict_.problem_count = 1;
  }

  SuiteSetup setup(const Base& base, const std::string& provider) const {
    SuiteSetup result;
    result.root = course_.root;
    result.executable = build_folder_ / suite_target(module_);
    result.providers.push_back(build_folder_ / provider_folder(module_, provider));
    for (const auto& [folder, below] : base) {
      result.providers.push_back(build_folder_ / provider_folder(*course_.find_folder(folder), below));
    }
    result.seed = request_.seed;
    result.timeout_seconds = request_.timeout_seconds;
    result.sanitized = request_.sanitize;
    result.shuffle = request_.shuffle;
    result.repeat = request_.repeat;
    return result;
  }

  SuiteResult run(const Base& base, const std::string& provider, const std::vector<ExpectedTest>& tests,
                  bool all) const {
    return run_suite(setup(base, provider), tests, all);
  }

  /// The tests are asked of the suite on the reference, which no student's code can confuse.
  std::vector<ExpectedTest> list() const {
    const fs::path executable = build_folder_ / suite_target(module_);
    if (has_test_list(executable)) return list_tests(setup(verdict_.base, request_.provider));
    if (!module_.has_reference || !references_below()) return list_tests(setup(verdict_.base, request_.provider));
    const Base base = reference_base(verdict_.base);
    std::vector<std::string> targets{suite_target(module_), provider_target(module_, "reference")};
    for (const auto& [folder, provider] : base)
      targets.push_back(provider_target(*course_.find_folder(folder), provider));
    const BuildResult result = build(course_, preset_, targets, module_.folder + "_reference");
    if (!result.ok) throw_course_fault(explain_build(course_, preset_, result.output), result);
    return list_tests(setup(base, "reference"));
  }

  std::vector<ExpectedTest> list_if_possible() const {
    try {
      return list();
    } catch (const CourseFault&) {
      return {};  // the student's problem is reported in either case
    }
  }

  std::vector<ExpectedTest> choose(const std::vector<ExpectedTest>& expected) const {
    std::vector<ExpectedTest> asked;
    std::vector<std::string> names;
    names.reserve(expected.size());
    for (const ExpectedTest& test : expected) {
      names.push_back(test.name);
      if (task_ != nullptr && test.task != task_->name) continue;
      if (matches_filter(request_.filter, test.name)) asked.push_back(test);
    }
    if (asked.empty() && !request_.filter.empty()) {
      const std::vector<std::string> near = nearest(request_.filter, names);
      throw UsageError("No test of " + module_.folder + " matches the filter '" + request_.filter + "'." +
                       (near.empty() ? "" : " Did you mean " + join_or(near) + "?"));
    }
    return asked;
  }

  void explain_load(const std::string& output) {
    BuildProblem problem = explain_loader(course_, module_, output);
    std::string folder = module_.folder;
    for (const Module& each : course_.modules) {
      if (problem.file.rfind("modules/" + each.folder + "/", 0) == 0) folder = each.folder;
    }
    const bool students = folder == module_.folder ? request_.provider == "mine" : verdict_.base.at(folder) == "mine";
    if (!students) {
      throw CourseFault("The suite of " + module_.folder +
                        " cannot be loaded: " + (problem.message.empty() ? output : problem.message));
    }
    verdict_.problems.push_back(std::move(problem));
    verdict_.problem_count = 1;
    blame_build(folder, "a function of it is missing");
  }

  void find_fault_below(const std::vector<ExpectedTest>& asked) {
    search_blame(verdict_, course_, module_, asked, [this](const Base& base, const std::vector<ExpectedTest>& tests) {
      std::vector<std::string> targets;
      targets.reserve(base.size());
      for (const auto& [folder, provider] : base)
        targets.push_back(provider_target(*course_.find_folder(folder), provider));
      const BuildResult result = build(course_, preset_, targets, module_.folder + "_reference");
      if (!result.ok) throw_course_fault(explain_build(course_, preset_, result.output), result);
      return run(base, request_.provider, tests, false);
    });
  }

  const Course& course_;
  const Module& module_;
  const CheckRequest& request_;
  const Task* task_;
  std::string preset_;
  fs::path build_folder_;
  ModuleVerdict verdict_;
};

}  // namespace

ModuleVerdict check_module(const Course& course, const Module& module, const CheckRequest& request,
                           const Progress* progress, const Task* task) {
  return Check(course, module, request, progress, task)();
}

}  // namespace grader
