#include "commands/hint.hpp"

#include <fmt/core.h>
#include <algorithm>

#include "lesson.hpp"
#include "markdown.hpp"
#include "progress.hpp"
#include "survey.hpp"

namespace grader {

ExitStatus run_hint(const Course& course, const HintOptions& options) {
  const Terminal& terminal = options.terminal;
  const Selection selection = select_task(course, options.selector, "hint");
  const Module& module = *selection.module;
  const Task& task = *selection.task;
  const TaskHints hints = load_hints(course, module, task);
  Progress progress(course);
  const int last = static_cast<int>(hints.texts.size());
  const int used = progress.hints_used(module, task);
  const int number = std::min(used + 1, last);
  progress.record_hint(module, task, number);
  pass_on_warnings(progress, terminal);

  terminal.line(terminal.paint(Tone::strong, fmt::format("Hint {} of {} for {} {}", number, last, task.id, task.name)));
  terminal.line();
  print_markdown(terminal, hints.texts[static_cast<std::size_t>(number - 1)], 2);
  terminal.line();
  if (used >= last) {
    terminal.paragraph(
        fmt::format("There is no stronger hint; this was the last one again. The lesson "
                    "(modules/{}/LESSON.md) explains the idea, and `grader explain TEST` says what a "
                    "failing test wants.",
                    module.folder));
  } else if (number < last) {
    terminal.line(fmt::format("A stronger one: grader hint {}", task.id));
  } else {
    terminal.paragraph(
        fmt::format("That was the strongest. Once the task passes, `grader solution {}` shows the "
                    "reference beside your version.",
                    task.id));
  }
  return ExitStatus::passed;
}

}  // namespace grader
