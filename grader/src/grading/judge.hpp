/// @file
/// The judge: a worker runs a suite on code that nobody trusts, and the same suite on the reference, in a process that never loads
/// that code, decides by the values that the worker gave (gu/testing/observation.hpp says how).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "course.hpp"
#include "grading/grade_result.hpp"
#include "process.hpp"
#include "suite.hpp"

namespace grader {

/// Which of a module's two suites.
enum class SuiteKind { published, hidden };

/// "suite/12_attention", or "hidden_suite/12_attention": what judges, and whose list of tests counts.
std::string judge_target(const Module& module, SuiteKind kind);
/// "blind/12_attention", or "hidden_blind/12_attention": what workers run.
std::string worker_target(const Module& module, SuiteKind kind);

struct JudgeRequest {
  SuiteKind kind = SuiteKind::published;
  /// The folders of the libraries under judgement: the module's own first, then those below it.
  std::vector<std::filesystem::path> providers;
  std::uint64_t seed = 0;
  std::function<ProcessSpec(const ProcessSpec&)> enclose;  ///< the sandbox of the worker
  std::filesystem::path scratch;                           ///< a folder for the answers, out of the worker's reach
};

struct Judgement {
  std::vector<ExpectedTest> expected;
  SuiteResult results;  ///< the judge's word on every expected test
  std::vector<Flag> flags;
  std::map<std::string, std::vector<std::string>> observations;  ///< test -> what the worker said that it observed
};

/// All that judging a module takes: its suites and their blind halves, the hidden ones where there are any, and the references.
std::vector<std::string> judging_targets(const Course& course, const Module& module);

/// The tests of one suite, as the reference's process lists them. @throws CourseFault
std::vector<ExpectedTest> expected_tests(const Course& course, const Module& module, SuiteKind kind);

/// Everything must be built. @throws CourseFault  the judge itself fails: the reference does not run, or the suite lists no tests
Judgement judge(const Course& course, const Module& module, const JudgeRequest& request);

/// The same for one of the course's own providers, on the references below it and in no sandbox: how the course is proved.
/// @param provider  "mine", "reference" or "mistakes/<name>"
Judgement judge_provider(const Course& course, const Module& module, SuiteKind kind, const std::string& provider,
                         std::uint64_t seed);

}  // namespace grader
