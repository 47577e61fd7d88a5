#include "grading/judge.hpp"

#include <set>
#include <utility>

#include "build.hpp"
#include "errors.hpp"
#include "grading/observation_log.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

std::string prefix(SuiteKind kind) {
  return kind == SuiteKind::hidden ? "hidden_" : "";
}

SuiteSetup reference_setup(const Course& course, const Module& module, SuiteKind kind, std::uint64_t seed) {
  const fs::path build = course.build_folder();
  SuiteSetup setup;
  setup.root = course.root;
  setup.executable = build / judge_target(module, kind);
  setup.providers.push_back(build / provider_folder(module, "reference"));
  for (const std::string& folder : module.needs)
    setup.providers.push_back(build / provider_folder(*course.find_folder(folder), "reference"));
  setup.seed = seed;
  return setup;
}

void fail(TestVerdict& verdict, std::string kind, std::string message) {
  verdict.status = TestStatus::failed;
  verdict.kind = std::move(kind);
  verdict.message = std::move(message);
  verdict.mistake.clear();
}

/// A worker can say only what costs it points: that a test crashed, hung, threw or was skipped. That it passed says the judge.
TestVerdict combine(const TestVerdict& worker, const TestVerdict& judge) {
  TestVerdict verdict = worker.status == TestStatus::passed ? judge : worker;
  if (worker.status == TestStatus::passed && judge.kind == "missing") verdict.kind = "protocol";
  // A comparison that was wrong before an exception is what an ordinary run would report too; before a crash it is what the run
  // knows of the mistake.
  if (worker.status == TestStatus::failed && judge.status == TestStatus::failed && judge.kind == "comparison")
    verdict = judge;
  if (worker.status == TestStatus::crashed) verdict.mistake = judge.mistake;
  verdict.seconds = worker.seconds;
  verdict.output = worker.output;
  return verdict;
}

}  // namespace

std::string judge_target(const Module& module, SuiteKind kind) {
  return prefix(kind) + "suite/" + module.folder;
}
std::string worker_target(const Module& module, SuiteKind kind) {
  return prefix(kind) + "blind/" + module.folder;
}

std::vector<std::string> judging_targets(const Course& course, const Module& module) {
  std::vector<std::string> targets;
  for (const SuiteKind kind : {SuiteKind::published, SuiteKind::hidden}) {
    if (kind == SuiteKind::hidden && !module.has_hidden) continue;
    targets.push_back(judge_target(module, kind));
    targets.push_back(worker_target(module, kind));
  }
  targets.push_back(provider_target(module, "reference"));
  for (const std::string& folder : module.needs)
    targets.push_back(provider_target(*course.find_folder(folder), "reference"));
  return targets;
}

std::vector<ExpectedTest> expected_tests(const Course& course, const Module& module, SuiteKind kind) {
  return list_tests(reference_setup(course, module, kind, 0));
}

Judgement judge(const Course& course, const Module& module, const JudgeRequest& request) {
  Judgement result;
  SuiteSetup judging = reference_setup(course, module, request.kind, request.seed);
  result.expected = list_tests(judging);
  std::set<std::string> names;
  for (const ExpectedTest& test : result.expected) names.insert(test.name);

  SuiteSetup working = judging;
  ObservationLog log(std::move(names));
  working.executable = course.build_folder() / worker_target(module, request.kind);
  working.providers = request.providers;
  working.enclose = request.enclose;
  working.observation = [&log](std::string_view line) { return log.take(line); };
  const SuiteResult worker = run_suite(working, result.expected, true);
  result.results.seconds = worker.seconds;
  result.results.unexpected = worker.unexpected;
  result.results.loader_output = worker.loader_output;
  result.observations = log.observations();
  if (!worker.loader_output.empty()) return result;

  judging.answers = request.scratch / (module.folder + "." + prefix(request.kind) + "answers");
  log.write(judging.answers);
  const SuiteResult decided = run_suite(judging, result.expected, true);
  for (const ExpectedTest& test : result.expected) {
    const TestVerdict& by_judge = decided.tests.at(test.name);
    const bool decides = by_judge.status == TestStatus::passed || by_judge.status == TestStatus::failed ||
                         by_judge.status == TestStatus::skipped;
    if (!decides)
      throw CourseFault("The judge of " + module.folder + " could not run " + test.name + ": " + by_judge.message);
    TestVerdict verdict = combine(worker.tests.at(test.name), by_judge);
    if (const auto breach = log.breaches().find(test.name); breach != log.breaches().end()) {
      fail(verdict, "protocol", "the values that this test observed were tampered with: " + breach->second);
    }
    if (verdict.kind == "protocol" || verdict.kind == "duplicate" || verdict.kind == "exit_status")
      result.flags.push_back({"protocol", test.name, verdict.message});
    result.results.tests.emplace(test.name, std::move(verdict));
  }
  for (const std::string& key : log.strangers())
    result.flags.push_back({"protocol", module.folder, "an observation of no test: " + key});
  for (const std::string& name : result.results.unexpected)
    result.flags.push_back({"protocol", module.folder, "a result of no test that was asked for: " + name});
  return result;
}

Judgement judge_provider(const Course& course, const Module& module, SuiteKind kind, const std::string& provider,
                         std::uint64_t seed) {
  const fs::path build = course.build_folder();
  JudgeRequest request;
  request.kind = kind;
  request.seed = seed;
  request.scratch = build / "judging";
  fs::create_directories(request.scratch);
  request.providers.push_back(build / provider_folder(module, provider));
  for (const std::string& folder : module.needs)
    request.providers.push_back(build / provider_folder(*course.find_folder(folder), "reference"));
  return judge(course, module, request);
}

}  // namespace grader
