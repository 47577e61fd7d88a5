#include "commands/explain.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <cctype>
#include <vector>

#include "base.hpp"
#include "build.hpp"
#include "lesson.hpp"
#include "nearest.hpp"
#include "progress.hpp"
#include "survey.hpp"
#include "test_source.hpp"

namespace grader {
namespace {

struct Candidate {
  const Module* module = nullptr;
  TestSource test;
};

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char each) { return std::tolower(each); });
  return result;
}

std::vector<Candidate> all_tests(const Course& course) {
  std::vector<Candidate> all;
  for (const Module& module : course.modules) {
    for (TestSource& test : load_test_sources(course, module)) all.push_back({&module, std::move(test)});
  }
  return all;
}

/// The test of exactly this name, else every test whose name holds it.
std::vector<Candidate> matching(const std::vector<Candidate>& all, std::string_view wanted) {
  std::vector<Candidate> found;
  for (const Candidate& each : all) {
    if (each.test.full_name() == wanted) return {each};
    if (lower(each.test.full_name()).find(lower(wanted)) != std::string::npos) found.push_back(each);
  }
  return found;
}

[[noreturn]] void refuse(const std::vector<Candidate>& all, const std::string& wanted) {
  std::vector<std::string> names;
  names.reserve(3 * all.size());
  for (const Candidate& each : all) {
    names.push_back(each.test.full_name());
    names.push_back(each.test.name);
    names.push_back(each.test.suite);
  }
  const std::vector<std::string> near = nearest(wanted, names);
  std::string message = "no test of the course is called '" + wanted + "', expected Suite.Name or a part of it.";
  message += near.empty() ? " `grader check N --verbose` prints the names of a module's tests."
                          : " Did you mean " + join_or(near) + "?";
  throw UsageError(message);
}

void labelled(const Terminal& terminal, std::string_view label, std::string_view text) {
  if (!text.empty()) terminal.paragraph(padded(label, 9) + std::string(text), 2, 9);
}

void print_lesson(const Terminal& terminal, const Course& course, const Candidate& candidate) {
  const std::string path = "modules/" + candidate.module->folder + "/LESSON.md";
  if (candidate.test.lesson.empty()) {
    labelled(terminal, "lesson", path);
    return;
  }
  std::vector<Heading> headings;
  try {
    headings = parse_headings(read_text(course.root / path));
  } catch (const EnvironmentError&) {
    labelled(terminal, "lesson", fmt::format("\"{}\" in {} (which is missing)", candidate.test.lesson, path));
    return;
  }
  const auto found = std::find_if(headings.begin(), headings.end(),
                                  [&](const Heading& each) { return each.text == candidate.test.lesson; });
  const std::string line = found == headings.end() ? "" : ":" + std::to_string(found->line);
  labelled(terminal, "lesson", fmt::format("{}{}  \"{}\"", path, line, candidate.test.lesson));
}

/// The search path of the loader on which the suite stands now, relative to the course.
std::string library_path(const Course& course, const Module& module) {
  const Progress progress(course);
  const Base base = resolve_base(course, module, BaseChoice::automatic,
                                 [&](const Module& each) { return progress.is_complete(each); });
  std::string path = "build/check/" + provider_folder(module, "mine");
  for (const auto& [folder, provider] : base) {
    if (const Module* need = course.find_folder(folder)) path += ":build/check/" + provider_folder(*need, provider);
  }
  return path;
}

void print_test(const Terminal& terminal, const Course& course, const Candidate& candidate) {
  const TestSource& test = candidate.test;
  terminal.line(terminal.paint(Tone::strong, test.full_name()));
  labelled(terminal, "claims", test.claim);
  labelled(terminal, "input", test.input);
  for (const std::string& because : test.because) labelled(terminal, "because", because);
  print_lesson(terminal, course, candidate);
  labelled(terminal, "test", fmt::format("{}:{}", test.file, test.line));
  terminal.line();
  terminal.line("  run it alone");
  terminal.line(fmt::format("    grader check {} --filter {}", candidate.module->number, test.filter()));
  terminal.line("  in the debugger, from the course's folder, after a check");
  terminal.line(fmt::format("    LD_LIBRARY_PATH={} \\", library_path(course, *candidate.module)));
  terminal.line(
      fmt::format("      gdb --args build/check/suite/{} --gtest_filter={}", candidate.module->folder, test.filter()));
}

/// Of the tests that failed last, the one that `check` explains: of the first task that failed, the first test that knew
/// the mistake by name, else the first.
/// @throws UsageError  nothing has failed
Candidate last_failure(const Course& course, const Terminal& terminal, const std::vector<Candidate>& all) {
  const Progress progress(course);
  const std::vector<FailedTest> failures = progress.last_failures();
  pass_on_warnings(progress, terminal);
  const Module* module = failures.empty() ? nullptr : course.find_folder(failures.front().folder);
  if (module == nullptr) {
    throw UsageError("no failure is left to explain: what has failed has passed since, or was never written. " +
                     std::string("Name a test, as in `grader explain Suite.Name`."));
  }
  for (const Task& task : module->tasks) {
    const Candidate* chosen = nullptr;
    bool recognised = false;
    for (const Candidate& each : all) {
      for (const FailedTest& failure : failures) {
        if (failure.task != task.name || without_instance(failure.name) != each.test.full_name()) continue;
        if (chosen != nullptr && (recognised || failure.mistake.empty())) continue;
        chosen = &each;
        recognised = !failure.mistake.empty();
      }
    }
    if (chosen != nullptr) return *chosen;
  }
  throw UsageError("the last failure, " + failures.front().name + ", is of a test that is no longer in the course.");
}

}  // namespace

ExitStatus run_explain(const Course& course, const ExplainOptions& options) {
  const Terminal& terminal = options.terminal;
  const std::vector<Candidate> all = all_tests(course);
  if (options.test.empty()) {
    const Candidate last = last_failure(course, terminal, all);
    terminal.line(
        terminal.paint(Tone::faint, fmt::format("The last failure, in module {}:", two_digits(last.module->number))));
    print_test(terminal, course, last);
    return ExitStatus::passed;
  }
  const std::string wanted(without_instance(options.test));
  const std::vector<Candidate> found = wanted.empty() ? std::vector<Candidate>{} : matching(all, wanted);
  if (found.empty()) refuse(all, options.test);
  if (found.size() > 1) {
    terminal.line(fmt::format("{} tests hold '{}' in their names:", found.size(), wanted));
    for (const Candidate& each : found) {
      terminal.line("  " + each.test.full_name());
      terminal.paragraph(terminal.paint(Tone::faint, each.test.claim), 6);
    }
    terminal.line();
    terminal.line("Give one of them: grader explain " + found.front().test.full_name());
    return ExitStatus::passed;
  }
  print_test(terminal, course, found.front());
  return ExitStatus::passed;
}

}  // namespace grader
