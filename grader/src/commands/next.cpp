#include "commands/next.hpp"

#include <algorithm>

#include "last_worked.hpp"
#include "survey.hpp"

namespace grader {

namespace {

/// What is left to do in a module; without a module if that is nothing.
NextStep open_step(const Module& module, const Progress& progress) {
  const ModuleState state = survey(module, progress);
  // What this machine cannot grade (no GPU) is no reason to stay.
  const auto is_done = [](const TaskState& each) { return each.status == "passed" || each.status == "not_graded"; };
  const auto open = std::find_if_not(state.tasks.begin(), state.tasks.end(), is_done);
  if (open != state.tasks.end()) return {&module, open->task, ""};
  const bool graded = std::all_of(state.tasks.begin(), state.tasks.end(),
                                  [](const TaskState& each) { return each.status == "passed"; });
  if (graded && state.status != "passed") return {&module, nullptr, ""};
  return {};
}

}  // namespace

NextStep find_next(const Course& course, const Progress& progress) {
  NextStep first;
  for (const Module& module : course.modules) {
    first = open_step(module, progress);
    if (first.module != nullptr) break;
  }
  const Module* last = last_worked(course, progress);
  if (first.module == nullptr || last == nullptr || last == first.module) return first;
  NextStep step = open_step(*last, progress);
  if (step.module != nullptr) {
    step.why = "you worked there last; module " + two_digits(first.module->number) + " is not finished";
    return step;
  }
  first.why = "the first that is not finished; module " + two_digits(last->number) + ", where you worked last, is done";
  return first;
}

ExitStatus run_next(const Course& course, const NextOptions& options) {
  const Terminal& terminal = options.terminal;
  const Progress progress(course);
  const NextStep next = find_next(course, progress);
  pass_on_warnings(progress, terminal);
  if (next.module == nullptr) {
    terminal.line("Every module is passed. `grader status` shows the whole map.");
    return ExitStatus::passed;
  }
  const std::string folder = "modules/" + next.module->folder;
  const std::string number = std::to_string(next.module->number);
  terminal.line(terminal.paint(Tone::strong, "Module " + number + ": " + next.module->title));
  if (!next.why.empty()) terminal.line(terminal.paint(Tone::faint, "  (" + next.why + ")"));
  terminal.line("  read    " + folder + "/LESSON.md");
  if (next.task != nullptr) {
    const std::string points = std::to_string(next.task->points) + (next.task->points == 1 ? " point" : " points");
    terminal.line("  write   " + student_path(course, *next.module, *next.task) + "   (task " + next.task->id + ", " +
                  points + ")");
  }
  terminal.line("  check   grader check " + (next.task != nullptr ? next.task->id : number));
  if (next.task != nullptr) terminal.line("  stuck   grader hint " + next.task->id);
  if (!next.module->needs.empty()) terminal.line("  needs   " + numbers_of(course, next.module->needs));
  return ExitStatus::passed;
}

}  // namespace grader
