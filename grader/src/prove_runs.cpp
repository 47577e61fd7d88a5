#include <fmt/core.h>

#include <algorithm>

#include "build.hpp"
#include "check.hpp"
#include "compile_commands.hpp"
#include "grading/judge.hpp"
#include "lesson.hpp"
#include "ordinary_runs.hpp"
#include "process.hpp"
#include "proof.hpp"

namespace grader {

namespace {

/// Tests that depend on their order, or on what ran before in the process, fail in this one.
ModuleVerdict run_in_any_order(const Course& course, const Module& module) {
  CheckRequest request;
  request.provider = "reference";
  request.base = BaseChoice::reference;
  request.search_blame = false;
  request.shuffle = true;
  request.repeat = 2;
  return check_module(course, module, request);
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

/// Compiles every skeleton once more with warnings as errors. A student's own build lets warnings pass: see
/// cmake/Warnings.cmake.
std::vector<Finding> skeleton_warnings(const Course& course, const Module& module) {
  const auto folder = course.build_folder();
  const std::string source_folder = (course.root / "modules" / module.folder / "src").string() + "/";
  std::vector<Finding> findings;
  for (const CompileCommand& each : load_compile_commands(folder)) {
    if (!each.file.starts_with(source_folder)) continue;
    ProcessSpec spec;
    spec.command = {"sh", "-c", each.command + " -Werror -fsyntax-only -o /dev/null"};
    spec.folder = folder;
    spec.limits.wall = std::chrono::seconds(compile_seconds);
    const ProcessResult result = run_process(spec);
    if (!result.ok())
      findings.push_back({each.file.substr(course.root.string().size() + 1), "warns: " + result.output});
  }
  return findings;
}

}  // namespace

Proof prove_references(const Course& course, const Modules& modules) {
  Proof proof{"reference", "", {}};
  std::size_t passing = 0;
  std::size_t tests = 0;
  for (const Module* module : modules) {
    const ModuleVerdict verdict = run_in_any_order(course, *module);
    if (verdict.status == Status::passed) ++passing;
    if (verdict.status == Status::not_compiled) {
      proof.findings.push_back(
          {"solutions/" + module->folder, "does not compile: grader check --provider reference says why"});
    }
    for (const TaskVerdict& task : verdict.tasks) {
      tests += task.tests.size();
      for (const TestVerdict& test : task.tests) {
        if (test.status == TestStatus::passed) continue;
        proof.findings.push_back({fmt::format("solutions/{}/src/{}.cpp", module->folder, task.name),
                                  fmt::format("{} {}: {}", test.name, to_word(test.status), test.message)});
      }
    }
  }
  proof.summary = fmt::format("{}/{} suites pass all of {} tests, in a drawn order, twice in one process; warning-free",
                              passing, modules.size(), tests);
  return proof;
}

Proof prove_skeletons(const Course& course, const Modules& modules, OrdinaryRuns& runs) {
  Proof proof{"skeleton", "", {}};
  int earned = 0;
  int possible = 0;
  std::size_t failing = 0;
  std::size_t tests = 0;
  for (const Module* module : modules) {
    const ModuleVerdict& verdict = runs.of(*module, "mine");
    earned += verdict.earned;
    possible += verdict.possible;
    if (verdict.status == Status::not_compiled) {
      proof.findings.push_back({"modules/" + module->folder + "/src", "does not compile: grader check says why"});
    }
    for (const TaskVerdict& task : verdict.tasks) {
      for (const TestVerdict& test : task.tests) {
        ++tests;
        if (test.status == TestStatus::failed) {
          ++failing;
          continue;
        }
        proof.findings.push_back(
            {task.file, fmt::format("{} {} on the skeleton; expected: failed", test.name, to_word(test.status))});
      }
    }
    for (Finding& finding : skeleton_warnings(course, *module)) proof.findings.push_back(std::move(finding));
  }
  proof.summary = fmt::format("{} points of {} for doing nothing; {} of {} tests fail; warning-free", earned, possible,
                              failing, tests);
  return proof;
}

Proof prove_mistakes(const Course& course, const Modules& modules, OrdinaryRuns& runs) {
  Proof proof{"mistakes", "", {}};
  std::size_t rejected = 0;
  std::size_t total = 0;
  for (const Module* module : modules) {
    const auto built_on = tasks_built_on(course, *module);
    for (const std::string& mistake : module->mistakes) {
      ++total;
      const std::string place = fmt::format("solutions/{}/mistakes/{}.mistake", module->folder, mistake);
      const std::string own_task = mistake.substr(0, mistake.find('.'));
      const std::string sentence = mistake_sentence(course, *module, mistake);
      const ModuleVerdict& verdict = runs.of(*module, "mistakes/" + mistake);
      bool fails_own = false;
      bool named = false;
      const std::size_t before = proof.findings.size();
      if (verdict.status == Status::not_compiled) {
        proof.findings.push_back(
            {place, "does not compile: " + (verdict.problems.empty() ? "" : verdict.problems[0].message)});
        continue;
      }
      for (const TaskVerdict& task : verdict.tasks) {
        for (const TestVerdict& test : task.tests) {
          if (test.status == TestStatus::passed) continue;
          if (task.name == own_task) {
            fails_own = true;
            named = named || test.mistake == sentence;
          } else if (!built_on.at(own_task).contains(task.name)) {
            proof.findings.push_back({place, fmt::format("fails {} of task {}, which does not build on {}: {}",
                                                         test.name, task.name, own_task, first_line(test.message))});
          }
        }
      }
      if (!fails_own) proof.findings.push_back({place, "passes every test of " + own_task});
      if (fails_own && !named) {
        proof.findings.push_back(
            {place, fmt::format("is rejected, but no test of {} tells the student \"{}\"", own_task, sentence)});
      }
      if (proof.findings.size() == before) ++rejected;
    }
  }
  proof.summary = fmt::format("{}/{} wrong solutions rejected, each by a test that names it", rejected, total);
  return proof;
}

bool build_everything(const Course& course, const Modules& modules) {
  std::vector<std::string> targets;
  for (const Module* module : modules) {
    for (std::string& target : judging_targets(course, *module)) targets.push_back(std::move(target));
    targets.push_back(provider_target(*module, "mine"));
    for (const std::string& mistake : module->mistakes)
      targets.push_back(provider_target(*module, "mistakes/" + mistake));
  }
  // A failure is reported by the proof that meets it, with its place; here only time is saved.
  return build(course, course.preset, targets, "validate").ok;
}

}  // namespace grader
