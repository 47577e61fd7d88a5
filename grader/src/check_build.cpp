#include "check_build.hpp"

#include <fmt/format.h>

#include <utility>

#include "errors.hpp"
#include "student_files.hpp"

namespace grader {
namespace {

std::string first_ninja_error(const std::string& output) {
  const std::size_t at = output.find("ninja: error: ");
  return at == std::string::npos ? "Ninja said nothing that is understood"
                                 : output.substr(at + 14, output.find('\n', at) - at - 14);
}

}  // namespace

CheckBuild::CheckBuild(const Course& course, const Module& module, std::string preset, ModuleVerdict& verdict)
    : course_(course), module_(module), preset_(std::move(preset)), verdict_(verdict) {}

void CheckBuild::build_all() {
  find_missing_files();
  if (verdict_.problems.empty()) compile();
}

void CheckBuild::build_reference(const Base& base, std::vector<std::string> more) const {
  for (std::string& target : targets_of(base)) more.push_back(std::move(target));
  const BuildResult result = build(course_, preset_, more, module_.folder + "_reference");
  if (!result.ok) throw_course_fault(explain_build(course_, preset_, result.output), result);
}

void CheckBuild::explain_load(const std::string& loader_output) {
  BuildProblem problem = explain_loader(course_, module_, loader_output);
  std::string folder = module_.folder;
  for (const Module& each : course_.modules) {
    if (problem.file.rfind("modules/" + each.folder + "/", 0) == 0) folder = each.folder;
  }
  const std::string& provider = folder == module_.folder ? verdict_.provider : verdict_.base.at(folder);
  if (provider != "mine") {
    throw CourseFault("The suite of " + module_.folder +
                      " cannot be loaded: " + (problem.message.empty() ? loader_output : problem.message));
  }
  verdict_.problems.push_back(std::move(problem));
  verdict_.problem_count = 1;
  blame(folder, "a function of it is missing");
}

/// Every module whose student files take part, lowest first.
std::vector<const Module*> CheckBuild::students_modules() const {
  std::vector<const Module*> modules;
  for (const std::string& folder : module_.needs) {
    if (verdict_.base.at(folder) == "mine") modules.push_back(course_.find_folder(folder));
  }
  if (verdict_.provider == "mine") modules.push_back(&module_);
  return modules;
}

void CheckBuild::find_missing_files() {
  for (const Module* module : students_modules()) {
    verdict_.problems = missing_files(course_, *module);
    verdict_.problem_count = static_cast<int>(verdict_.problems.size());
    if (!verdict_.problems.empty()) return blame(module->folder, "a file of it is missing");
  }
}

void CheckBuild::compile() {
  std::vector<std::string> targets{suite_target(module_), provider_target(module_, verdict_.provider)};
  for (std::string& target : targets_of(verdict_.base)) targets.push_back(std::move(target));
  const BuildResult result = build_students(targets);
  verdict_.build_seconds = result.seconds;
  verdict_.build_log = result.log;
  if (result.ok) {
    verdict_.warning = first_warning(course_, result.output);
    return;
  }
  if (result.ending == Ending::wall_clock && !students_modules().empty()) return explain_slow_build();
  BuildExplanation found = explain_build(course_, preset_, result.output);
  if (found.folder.empty()) throw_course_fault(found, result);
  verdict_.problems = std::move(found.problems);
  verdict_.problem_count = found.count;
  blame(found.folder, "it does not compile");
}

BuildResult CheckBuild::build_students(const std::vector<std::string>& targets) const {
  if (students_modules().empty()) return build(course_, preset_, targets, module_.folder);
  BuildResult hasty = build(course_, preset_, targets, module_.folder, compile_seconds);
  if (hasty.ending != Ending::wall_clock) return hasty;
  // On a slow machine a file of the course may have taken too long, which is no fault of the student's. That is built first and in
  // peace; where it was ready, the student's file is what takes so long.
  constexpr double something_built = 2;
  std::vector<std::string> of_course{suite_target(module_)};
  for (const auto& [folder, provider] : verdict_.base) {
    if (provider != "mine") of_course.push_back(provider_target(*course_.find_folder(folder), provider));
  }
  const BuildResult own = build(course_, preset_, of_course, module_.folder + "_course");
  if (!own.ok) throw_course_fault(explain_build(course_, preset_, own.output), own);
  if (own.seconds < something_built) return hasty;
  return build(course_, preset_, targets, module_.folder, compile_seconds);
}

void CheckBuild::explain_slow_build() {
  BuildProblem problem;
  problem.file = newest_file(course_, students_modules());
  problem.message = fmt::format("compiling took longer than {} s and was stopped", compile_seconds);
  problem.advice =
      "Probably this file, which you changed last: is there a template or a constexpr that computes without end?";
  verdict_.problems.push_back(std::move(problem));
  verdict_.problem_count = 1;
}

void CheckBuild::blame(const std::string& folder, const std::string& why) {
  if (folder == module_.folder) return;
  verdict_.blame = folder;
  const Module& below = *course_.find_folder(folder);
  verdict_.advice = fmt::format("Your module {:02} is where to begin: {}. `grader check {}` shows it alone.",
                                below.number, why, below.number);
}

std::vector<std::string> CheckBuild::targets_of(const Base& base) const {
  std::vector<std::string> targets;
  targets.reserve(base.size());
  for (const auto& [folder, provider] : base)
    targets.push_back(provider_target(*course_.find_folder(folder), provider));
  return targets;
}

void CheckBuild::throw_course_fault(const BuildExplanation& found, const BuildResult& result) const {
  std::string what = first_ninja_error(result.output);
  if (result.ending == Ending::wall_clock) {
    what = fmt::format("a step of it took longer than {} s", course_compile_seconds);
  } else if (!found.problems.empty()) {
    const BuildProblem& first = found.problems.front();
    what = first.file.empty() ? first.message : fmt::format("{}:{}: {}", first.file, first.line, first.message);
  }
  throw CourseFault("The course's own part of module " + module_.folder +
                    " does not build, so nothing of yours was judged: " + what + "\nThe full log: " + result.log);
}

}  // namespace grader
