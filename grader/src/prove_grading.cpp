#include <fmt/core.h>

#include <array>

#include "build.hpp"
#include "errors.hpp"
#include "grading/judge.hpp"
#include "proof.hpp"

namespace grader {
namespace {

// Any two will do; fixed ones, so that a proof that holds today holds tomorrow.
constexpr std::array<std::uint64_t, 2> seeds{11, 12};

const char* in_words(SuiteKind kind) {
  return kind == SuiteKind::hidden ? "hidden" : "published";
}

/// One module, judged as a submission is.
class ModuleJudging {
 public:
  ModuleJudging(const Course& course, const Module& module, Proof& proof)
      : course_(course), module_(module), proof_(proof) {}

  /// The number of tests that were judged.
  std::size_t operator()() {
    judge_suite(SuiteKind::published);
    if (module_.has_hidden) judge_suite(SuiteKind::hidden);
    for (const Task& task : module_.tasks) {
      const std::string tests = "modules/" + module_.folder + "/tests/" + task.name + "_test.cpp";
      if (!varying_.contains(task.name)) {
        add(tests,
            "nothing that the tests of " + task.name +
                " observe changes with the seed, so recorded answers would pass; expected: at least one random input "
                "from test_generator(), here or in a hidden test");
      }
      if (module_.has_hidden && !hidden_.contains(task.name)) {
        add("solutions/" + module_.folder + "/tests/" + task.name + "_test.cpp",
            "is not there or holds no test, though the module has hidden tests; expected: at least one");
      }
    }
    return tests_;
  }

 private:
  void add(std::string place, std::string text) { proof_.findings.push_back({std::move(place), std::move(text)}); }

  Judgement judged(SuiteKind kind, const std::string& provider, std::uint64_t seed) const {
    return judge_provider(course_, module_, kind, provider, seed);
  }

  void judge_suite(SuiteKind kind) {
    const Judgement first = judged(kind, "reference", seeds[0]);
    const Judgement second = judged(kind, "reference", seeds[1]);
    demand_passes(kind, first, seeds[0]);
    demand_passes(kind, second, seeds[1]);
    tests_ += first.expected.size();
    for (const ExpectedTest& test : first.expected) {
      if (kind == SuiteKind::hidden) hidden_.insert(test.task);
      if (observed(first, test) != observed(second, test)) varying_.insert(test.task);
    }
    const Judgement skeleton = judged(kind, "mine", seeds[0]);
    for (const ExpectedTest& test : skeleton.expected) {
      const auto found = skeleton.results.tests.find(test.name);
      if (found != skeleton.results.tests.end() && found->second.status == TestStatus::passed)
        add(test.file, fmt::format("{} passes on the skeleton when it is graded; expected: failed", test.name));
    }
  }

  static std::vector<std::string> observed(const Judgement& judgement, const ExpectedTest& test) {
    const auto found = judgement.observations.find(test.name);
    return found == judgement.observations.end() ? std::vector<std::string>{} : found->second;
  }

  void demand_passes(SuiteKind kind, const Judgement& judgement, std::uint64_t seed) {
    if (!judgement.results.loader_output.empty()) {
      add("solutions/" + module_.folder, fmt::format("the {} tests do not start on the reference: {}", in_words(kind),
                                                     judgement.results.loader_output));
    }
    for (const ExpectedTest& test : judgement.expected) {
      const auto found = judgement.results.tests.find(test.name);
      if (found == judgement.results.tests.end() || found->second.status == TestStatus::passed) continue;
      add(test.file, fmt::format("{} ({}) {} on the reference with seed {}: {}", test.name, in_words(kind),
                                 to_word(found->second.status), seed, found->second.message));
    }
    for (const Flag& flag : judgement.flags)
      add("solutions/" + module_.folder, fmt::format("the reference is flagged, {}: {}", flag.where, flag.message));
  }

  const Course& course_;
  const Module& module_;
  Proof& proof_;
  std::size_t tests_ = 0;
  std::set<std::string> varying_;
  std::set<std::string> hidden_;
};

}  // namespace

Proof prove_grading(const Course& course, const Modules& modules) {
  Proof proof{"grading", "", {}};
  std::size_t tests = 0;
  std::size_t with_hidden = 0;
  for (const Module* module : modules) {
    std::vector<std::string> targets = judging_targets(course, *module);
    targets.push_back(provider_target(*module, "mine"));
    const BuildResult result = build(course, course.preset, targets, "validate");
    if (!result.ok) {
      proof.findings.push_back(
          {"solutions/" + module->folder, "does not build for grading. The full log: " + result.log});
      continue;
    }
    try {
      tests += ModuleJudging(course, *module, proof)();
      with_hidden += module->has_hidden ? 1 : 0;
    } catch (const CourseFault& fault) {
      proof.findings.push_back({"solutions/" + module->folder, fault.what()});
    }
  }
  proof.summary = fmt::format(
      "{} tests judged under two seeds, hidden ones of {}/{} modules among them: references pass, skeletons do not, no "
      "task's "
      "answers can be recorded",
      tests, with_hidden, modules.size());
  return proof;
}

}  // namespace grader
