#include <fmt/format.h>

#include "build.hpp"
#include "check.hpp"
#include "errors.hpp"
#include "grading/judge.hpp"
#include "ordinary_runs.hpp"
#include "proof.hpp"
#include "tally.hpp"
#include "verdict_difference.hpp"

namespace grader {
namespace {

/// The module's verdict, decided by worker and judge.
ModuleVerdict graded(const Course& course, const Module& module, const std::string& provider) {
  const Judgement judgement = judge_provider(course, module, SuiteKind::published, provider, default_seed);
  ModuleVerdict verdict;
  if (!judgement.results.loader_output.empty()) {
    tally_not_compiled(verdict, module, nullptr, judgement.expected);
  } else {
    tally(verdict, module, nullptr, judgement.expected, judgement.expected, judgement.results);
  }
  return verdict;
}

std::string provider_in_words(const std::string& provider) {
  return provider == "mine" ? "the skeleton" : provider;
}

}  // namespace

Proof prove_verdicts(const Course& course, const Modules& modules, OrdinaryRuns& runs) {
  Proof proof{"verdicts", "", {}};
  std::size_t wrong_solutions = 0;
  std::size_t compared = 0;
  for (const Module* module : modules) {
    std::vector<std::string> providers{"mine"};
    for (const std::string& mistake : module->mistakes) providers.push_back("mistakes/" + mistake);
    for (const std::string& provider : providers) {
      const ModuleVerdict& ordinary = runs.of(*module, provider);
      if (ordinary.status == Status::not_compiled) continue;  // another proof's finding
      try {
        for (VerdictDifference& difference : verdict_differences(ordinary, graded(course, *module, provider)))
          proof.findings.push_back({std::move(difference.file), provider_in_words(provider) + ", " + difference.what});
      } catch (const CourseFault& fault) {
        proof.findings.push_back(
            {"modules/" + module->folder + "/tests", provider_in_words(provider) + ": " + fault.what()});
      }
      ++wrong_solutions;
      for (const TaskVerdict& task : ordinary.tasks) compared += task.tests.size();
    }
  }
  proof.summary = fmt::format(
      "{} wrong solutions judged as submissions are: {} verdicts on tests have the status, message, recognised mistake "
      "and points of an ordinary run",
      wrong_solutions, compared);
  return proof;
}

}  // namespace grader
