#include "check_base.hpp"

#include <algorithm>

#include "build.hpp"
#include "errors.hpp"
#include "nearest.hpp"
#include "progress.hpp"

namespace grader {
namespace {

void require_provider(const Module& module, const CheckRequest& request) {
  if (request.provider == "mine") return;
  if (!module.has_reference) throw UsageError("This edition holds no reference of " + module.folder + ".");
  if (request.provider == "reference") return;
  const bool mistake = request.of_mistake();
  const std::string name = mistake ? request.provider.substr(request.provider.find('/') + 1) : request.provider;
  if (mistake && std::find(module.mistakes.begin(), module.mistakes.end(), name) != module.mistakes.end()) {
    if (request.sanitize) throw UsageError("Mistakes are not built with sanitizers; leave --sanitize out.");
    return;
  }
  const std::vector<std::string> near = mistake ? nearest(name, module.mistakes) : std::vector<std::string>{};
  throw UsageError("There is no provider '" + request.provider + "' of " + module.folder + "." +
                   (near.empty() ? " There are: mine, reference, mistakes/<name>."
                                 : " Did you mean mistakes/" + join_or(near) + "?"));
}

}  // namespace

std::string preset_of(const Course& course, const CheckRequest& request) {
  if (request.sanitize) return "dev";
  return request.of_mistake() ? proving_preset(course.root) : course.preset;
}

Base base_below(const Course& course, const Module& module, const CheckRequest& request, const Progress* progress,
                BaseReasons* reasons) {
  BaseChoice choice = request.base;
  // A reference or a mistake is judged on the reference, whatever the student has finished.
  if (choice == BaseChoice::automatic && request.provider != "mine" && has_references_below(course, module))
    choice = BaseChoice::reference;
  return resolve_base(course, module, choice, [&](const Module& below) {
    const Completion found = progress == nullptr ? Completion::unfinished : progress->completion(below);
    // Said only where a student could have expected his own work to stand.
    if (reasons != nullptr && found != Completion::complete && choice == BaseChoice::automatic && below.has_reference) {
      (*reasons)[below.folder] = found == Completion::edited ? "edited since it passed" : "not finished";
    }
    return found == Completion::complete;
  });
}

ModuleVerdict begin_verdict(const Course& course, const Module& module, const CheckRequest& request,
                            const Progress* progress) {
  require_provider(module, request);
  ModuleVerdict verdict;
  verdict.number = module.number;
  verdict.folder = module.folder;
  verdict.title = module.title;
  verdict.provider = request.provider;
  verdict.sanitized = request.sanitize;
  verdict.base = base_below(course, module, request, progress, &verdict.base_reasons);
  const std::string preset = preset_of(course, request);
  if (preset != course.preset) load_course(course.root, preset);  // configures it if that was never done
  verdict.compiler = compiler_of(course.build_folder(preset));
  return verdict;
}

}  // namespace grader
