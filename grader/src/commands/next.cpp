#include "commands/next.hpp"

#include <algorithm>

#include "survey.hpp"

namespace grader {

NextStep find_next(const Course& course, const Progress& progress) {
  for (const Module& module : course.modules) {
    const ModuleState state = survey(module, progress);
    if (state.status == "passed") continue;
    const auto open = std::find_if(state.tasks.begin(), state.tasks.end(),
                                   [](const TaskState& each) { return each.status != "passed"; });
    return {&module, open == state.tasks.end() ? nullptr : open->task};
  }
  return {};
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
