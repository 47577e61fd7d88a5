#include "commands/solution.hpp"

#include <fmt/core.h>
#include <sstream>

#include "lesson.hpp"
#include "process.hpp"
#include "progress.hpp"
#include "safe_file.hpp"
#include "survey.hpp"

namespace grader {
namespace {

Tone tone_of(std::string_view line) {
  if (line.starts_with("+++") || line.starts_with("---")) return Tone::strong;
  if (line.starts_with("@@")) return Tone::accent;
  if (line.starts_with('+')) return Tone::good;
  if (line.starts_with('-')) return Tone::bad;
  return Tone::plain;
}

/// The lines of `diff -u`; empty where there is no diff program.
std::string diff(const Course& course, const std::string& mine, const std::string& reference) {
  ProcessSpec spec;
  spec.command = {"diff", "-u", "--label", "yours: " + mine, "--label", "reference: " + reference, mine, reference};
  spec.folder = course.root;
  spec.environment = {{"LC_ALL", "C"}};
  const ProcessResult result = run_process(spec);
  const bool differs = result.ending == Ending::exited && result.exit_status == 1;
  return differs ? result.output : "";
}

void print_colored(const Terminal& terminal, const std::string& text, bool is_diff) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    terminal.line(is_diff ? terminal.paint(tone_of(line), line) : line);
  }
}

}  // namespace

ExitStatus run_solution(const Course& course, const SolutionOptions& options) {
  const Terminal& terminal = options.terminal;
  const Selection selection = select_task(course, options.selector, "solution");
  const Module& module = *selection.module;
  const Task& task = *selection.task;
  const std::filesystem::path reference_file = course.reference_file(module, task);
  if (!module.has_reference || !std::filesystem::exists(reference_file)) {
    throw UsageError(
        fmt::format("this edition of the course holds no solution of {} {}. Ask whoever gave you the course; "
                    "`grader hint {}` helps meanwhile.",
                    task.id, task.name, task.id));
  }
  Progress progress(course);
  const TaskProgress state = progress.task(module, task);
  const bool passed = state.attempted && state.status == Status::passed;
  if (!passed && !options.anyway) {
    pass_on_warnings(progress, terminal);
    terminal.paragraph(
        fmt::format("{} {} is not passed yet, and its solution is shown afterwards. `grader check {}` "
                    "says how far you are, `grader hint {}` helps on. To see the solution now: "
                    "grader solution {} --anyway (that is recorded).",
                    task.id, task.name, task.id, task.id, task.id));
    return ExitStatus::student_fault;
  }
  const std::string reference = read_text(reference_file);
  const std::string mine_path = student_path(course, module, task);
  const std::string reference_path = reference_file.lexically_relative(course.root).generic_string();
  const FoundFile mine = find_file(course.root, mine_path);
  progress.record_solution(module, task, passed);
  pass_on_warnings(progress, terminal);
  if (mine.content == reference) {
    terminal.line("Your " + mine_path + " is the reference, letter for letter.");
    return ExitStatus::passed;
  }
  const std::string difference = mine.content ? diff(course, mine_path, reference_path) : "";
  if (difference.empty()) terminal.line(terminal.paint(Tone::strong, reference_path));
  print_colored(terminal, difference.empty() ? reference : difference, !difference.empty());
  return ExitStatus::passed;
}

}  // namespace grader
