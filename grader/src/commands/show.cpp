#include "commands/show.hpp"

#include <fmt/core.h>
#include <algorithm>

#include "progress.hpp"
#include "survey.hpp"

namespace grader {
namespace {

/// The module's own header, as the student will open it.
std::string contract_of(const Course& course, const Module& module) {
  const std::filesystem::path folder = std::filesystem::path("modules") / module.folder / "include" / "gu";
  std::error_code error;
  std::vector<std::string> headers;
  for (std::filesystem::directory_iterator entry(course.root / folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".hpp") headers.push_back((folder / entry->path().filename()).generic_string());
  }
  std::sort(headers.begin(), headers.end());
  std::string text;
  for (const std::string& header : headers) text += (text.empty() ? "" : "\n") + header;
  return text.empty() ? "none found in " + folder.generic_string() : text;
}

void field(const Terminal& terminal, std::string_view name, const std::string& value) {
  constexpr std::size_t name_width = 10;
  for (const std::string& line : wrap(value, terminal.style().width - name_width - 4)) {
    terminal.line("  " + padded(name, name_width) + "  " + line);
    name = "";
  }
}

}  // namespace

ExitStatus run_show(const Course& course, const ShowOptions& options) {
  const Terminal& terminal = options.terminal;
  const Module& module = *select(course, options.selector).module;
  const Progress progress(course);
  const ModuleState state = survey(module, progress);
  pass_on_warnings(progress, terminal);

  terminal.line(terminal.paint(Tone::strong, fmt::format("Module {}: {}", module.number, module.title)));
  field(terminal, "part", module.part);
  field(terminal, "lesson", "modules/" + module.folder + "/LESSON.md");
  field(terminal, "contract", contract_of(course, module));
  field(terminal, "your files", "modules/" + module.folder + "/src/");
  field(terminal, "hours", fmt::format("{:g}, difficulty {} of 5", module.hours, module.difficulty));
  field(terminal, "needs", module.needs.empty() ? "nothing" : numbers_of(course, module.needs));
  for (const std::string& folder : module.needs) {
    if (const Module* need = course.find_folder(folder)) {
      field(terminal, "", fmt::format("{} {}", two_digits(need->number), need->title));
    }
  }
  field(terminal, "points", fmt::format("{} of {}", state.earned, module.points()));
  terminal.line();
  std::size_t width = 0;
  for (const Task& task : module.tasks) width = std::max(width, display_width(task.id + " " + task.name));
  for (const TaskState& each : state.tasks) {
    terminal.line(fmt::format("  {}  {} {:>3}/{}", padded(each.task->id + " " + each.task->name, width),
                              padded(state_mark(terminal, each.shown), 18), each.earned, each.task->points));
  }
  terminal.line();
  terminal.line(fmt::format("  grader check {}    grader hint {}    grader bench {}", module.number,
                            module.tasks.empty() ? "N.T" : module.tasks.front().id, module.number));
  return ExitStatus::passed;
}

}  // namespace grader
