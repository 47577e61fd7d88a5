#include "commands/list.hpp"

#include <fmt/core.h>
#include <algorithm>

#include "progress.hpp"
#include "survey.hpp"

namespace grader {

ExitStatus run_list(const Course& course, const ListOptions& options) {
  const Terminal& terminal = options.terminal;
  if (options.names) {
    for (const Module& module : course.modules) {
      terminal.line(std::to_string(module.number));
      terminal.line(module.name);
      for (const Task& task : module.tasks) terminal.line(task.id);
    }
    return ExitStatus::passed;
  }
  std::size_t title_width = 5;
  for (const Module& module : course.modules) title_width = std::max(title_width, display_width(module.title));
  title_width = std::min(title_width, std::size_t{28});
  std::string part;
  for (const Module& module : course.modules) {
    if (module.part != part) {
      if (!part.empty()) terminal.line();
      part = module.part;
      terminal.line(terminal.paint(Tone::strong, part));
    }
    const std::string needs = module.needs.empty() ? "" : "  needs " + numbers_of(course, module.needs);
    terminal.paragraph(fmt::format("{}  {} {:>2} tasks  {:>3} points  {:>4} h{}", two_digits(module.number),
                                   padded(module.title, title_width), module.tasks.size(), module.points(),
                                   fmt::format("{:g}", module.hours), needs),
                       2, 4);
  }
  return ExitStatus::passed;
}

}  // namespace grader
