#include "commands/status.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "commands/next.hpp"
#include "progress.hpp"
#include "survey.hpp"

namespace grader {
namespace {

using nlohmann::ordered_json;

ordered_json points(int earned, int possible) {
  return {{"earned", earned}, {"possible", possible}};
}

ordered_json next_json(const Course& course, const NextStep& next) {
  if (next.module == nullptr) return nullptr;
  const std::string number = std::to_string(next.module->number);
  ordered_json json = {{"module", next.module->number}, {"folder", next.module->folder}};
  json["task"] = next.task == nullptr ? ordered_json(nullptr) : ordered_json(next.task->id);
  json["file"] =
      next.task == nullptr ? ordered_json(nullptr) : ordered_json(student_path(course, *next.module, *next.task));
  json["needs"] = next.module->needs;
  json["command"] = "grader check " + (next.task == nullptr ? number : next.task->id);
  return json;
}

void print_json(const Terminal& terminal, const Course& course, const std::vector<ModuleState>& states,
                const NextStep& next) {
  ordered_json document = {{"schema", "groundup/status/1"}, {"modules", ordered_json::array()}};
  for (const ModuleState& state : states) {
    const Module& module = *state.module;
    ordered_json tasks = ordered_json::array();
    for (const TaskState& each : state.tasks) {
      tasks.push_back({{"id", each.task->id},
                       {"name", each.task->name},
                       {"file", student_path(course, module, *each.task)},
                       {"status", each.status},
                       {"points", points(each.earned, each.task->points)}});
    }
    document["modules"].push_back({{"number", module.number},
                                   {"folder", module.folder},
                                   {"title", module.title},
                                   {"part", module.part},
                                   {"needs", module.needs},
                                   {"status", state.status},
                                   {"points", points(state.earned, module.points())},
                                   {"tasks", std::move(tasks)}});
  }
  document["next"] = next_json(course, next);
  terminal.line(document.dump(2, ' ', false, ordered_json::error_handler_t::replace));
}

constexpr std::size_t name_width = 34;
constexpr std::size_t mark_width = 19;

void print_module(const Terminal& terminal, const Course& course, const ModuleState& state) {
  const Module& module = *state.module;
  const std::string needs = module.needs.empty() ? "" : "  needs " + numbers_of(course, module.needs);
  const std::string name = terminal.paint(Tone::strong, two_digits(module.number) + " " + module.title);
  terminal.line(fmt::format("  {}  {} {:>3}/{}{}", padded(name, name_width),
                            padded(state_mark(terminal, state.shown), mark_width), state.earned, module.points(),
                            terminal.paint(Tone::faint, needs)));
  for (const TaskState& each : state.tasks) {
    terminal.line(fmt::format("     {}  {} {:>3}/{}", padded(each.task->id + " " + each.task->name, name_width - 3),
                              padded(state_mark(terminal, each.shown), mark_width), each.earned, each.task->points));
  }
}

}  // namespace

ExitStatus run_status(const Course& course, const StatusOptions& options) {
  const Terminal& terminal = options.terminal;
  const Progress progress(course);
  const std::vector<ModuleState> states = survey(course, progress);
  const NextStep next = find_next(course, progress);
  pass_on_warnings(progress, terminal);
  if (options.json) {
    print_json(terminal, course, states, next);
    return ExitStatus::passed;
  }
  int earned = 0;
  int possible = 0;
  std::string part;
  for (const ModuleState& state : states) {
    if (state.module->part != part) {
      part = state.module->part;
      terminal.line(terminal.paint(Tone::accent, part));
    }
    print_module(terminal, course, state);
    earned += state.earned;
    possible += state.module->points();
  }
  terminal.line();
  terminal.line(
      fmt::format("{}  {} {} of {} points", course.name, terminal.bar(earned, possible, 32), earned, possible));
  if (next.module == nullptr) {
    terminal.line("Every module is passed.");
    return ExitStatus::passed;
  }
  const std::string what = next.task == nullptr ? fmt::format("module {}, all tasks together", next.module->number)
                                                : fmt::format("{} {}, in {}", next.task->id, next.task->name,
                                                              student_path(course, *next.module, *next.task));
  terminal.paragraph("next: " + what, 0, 6);
  if (!next.why.empty()) terminal.paragraph("(" + next.why + ")", 6, 0);
  if (!next.module->needs.empty()) terminal.paragraph("needs: " + numbers_of(course, next.module->needs), 6, 0);
  terminal.line("      grader check " + (next.task == nullptr ? std::to_string(next.module->number) : next.task->id));
  return ExitStatus::passed;
}

}  // namespace grader
