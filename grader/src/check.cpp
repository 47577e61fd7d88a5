#include "check.hpp"

#include <utility>

#include "blame.hpp"
#include "build.hpp"
#include "check_base.hpp"
#include "check_build.hpp"
#include "errors.hpp"
#include "nearest.hpp"
#include "suite.hpp"
#include "tally.hpp"
#include "test_filter.hpp"
#include "test_source.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

std::vector<ExpectedTest> tests_in_sources(const Course& course, const Module& module) {
  std::vector<ExpectedTest> tests;
  for (const TestSource& source : load_test_sources(course, module)) {
    tests.push_back({source.full_name(), source.task(), source.file, source.line});
  }
  return tests;
}

class Check {
 public:
  Check(const Course& course, const Module& module, const CheckRequest& request, const Progress* progress,
        const Task* task)
      : course_(course),
        module_(module),
        request_(request),
        task_(task),
        build_folder_(course.build_folder(preset_of(course, request))),
        verdict_(begin_verdict(course, module, request, progress)),
        build_(course, module, preset_of(course, request), verdict_) {}

  ModuleVerdict operator()() {
    if (!request_.built) build_.build_all();
    if (!verdict_.problems.empty()) {
      tally_not_compiled(verdict_, module_, task_, list_if_possible());
      return std::move(verdict_);
    }
    const std::vector<ExpectedTest> expected = list();
    const std::vector<ExpectedTest> asked = choose(expected);
    const SuiteResult results =
        run_suite(setup(verdict_.base, request_.provider), asked, asked.size() == expected.size());
    verdict_.run_seconds = results.seconds;
    if (!results.loader_output.empty()) {
      build_.explain_load(results.loader_output);
      tally_not_compiled(verdict_, module_, task_, expected);
      return std::move(verdict_);
    }
    tally(verdict_, module_, task_, expected, asked, results);
    if (request_.search_blame) find_fault_below(asked);
    return std::move(verdict_);
  }

 private:
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

  /// The tests are asked of the suite on the reference, which no student's code can confuse.
  std::vector<ExpectedTest> list() const {
    const bool references = module_.has_reference && has_references_below(course_, module_);
    if (has_test_list(build_folder_ / suite_target(module_)) || !references)
      return list_tests(setup(verdict_.base, request_.provider));
    const Base base = reference_base(verdict_.base);
    build_.build_reference(base, {suite_target(module_), provider_target(module_, "reference")});
    return list_tests(setup(base, "reference"));
  }

  /// Where the suite itself needs the student's module to be built, its sources name the tests: none may look as if it were not there.
  std::vector<ExpectedTest> list_if_possible() const {
    try {
      return list();
    } catch (const CourseFault&) {
      return tests_in_sources(course_, module_);
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

  void find_fault_below(const std::vector<ExpectedTest>& asked) {
    search_blame(verdict_, course_, module_, asked, [this](const Base& base, const std::vector<ExpectedTest>& tests) {
      build_.build_reference(base);
      return run_suite(setup(base, request_.provider), tests, false);
    });
  }

  const Course& course_;
  const Module& module_;
  const CheckRequest& request_;
  const Task* task_;
  fs::path build_folder_;
  ModuleVerdict verdict_;
  CheckBuild build_;
};

}  // namespace

ModuleVerdict check_module(const Course& course, const Module& module, const CheckRequest& request,
                           const Progress* progress, const Task* task) {
  return Check(course, module, request, progress, task)();
}

}  // namespace grader
