#include "survey.hpp"

#include <algorithm>

#include "errors.hpp"

namespace grader {
namespace {

std::string module_status(const std::vector<TaskState>& tasks, bool complete) {
  const auto all_are = [&](const auto& test) { return std::all_of(tasks.begin(), tasks.end(), test); };
  if (complete) return "passed";
  if (all_are([](const TaskState& each) { return each.status == "not_started"; })) return "not_started";
  if (all_are([](const TaskState& each) { return each.status == "passed" || each.status == "changed"; })) {
    return "changed";
  }
  return "started";
}

/// What `check` says of the task.
std::string shown_word(const std::string& status, const TaskProgress& task) {
  if (status == "not_started" || task.obstacle.unwritten) return "to_do";
  return task.obstacle.only_waits() ? "waits" : status;
}

}  // namespace

ModuleState survey(const Module& module, const Progress& progress) {
  ModuleState state{&module, "", "", 0, {}};
  const std::vector<TaskProgress> tasks = progress.tasks(module);
  bool complete = true;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const TaskProgress& each = tasks[i];
    const bool passed = each.attempted && each.status == Status::passed;
    complete = complete && passed && !each.module_changed;
    std::string word = each.attempted ? to_word(each.status) : "not_started";
    if (passed && each.changed) word = "changed";
    std::string shown = shown_word(word, each);
    state.tasks.push_back({&module.tasks[i], std::move(word), std::move(shown), each.earned});
    state.earned += each.earned;
  }
  state.status = module_status(state.tasks, complete);
  const bool begun = std::any_of(state.tasks.begin(), state.tasks.end(),
                                 [](const TaskState& each) { return each.shown != "to_do" && each.shown != "waits"; });
  state.shown = begun ? state.status : "to_do";
  return state;
}

std::vector<ModuleState> survey(const Course& course, const Progress& progress) {
  std::vector<ModuleState> states;
  states.reserve(course.modules.size());
  for (const Module& module : course.modules) states.push_back(survey(module, progress));
  return states;
}

std::string state_mark(const Terminal& terminal, std::string_view status) {
  if (status == "to_do") return terminal.mark("-", "·", "to do", Tone::accent);
  if (status == "waits") return terminal.mark("-", "·", "waits", Tone::faint);
  if (status == "started") return terminal.mark(">", "›", "started", Tone::accent);
  if (status == "changed") return terminal.mark("*", "∗", "changed since", Tone::warning);
  for (const Status each :
       {Status::passed, Status::failed, Status::not_compiled, Status::not_graded, Status::crashed, Status::timed_out}) {
    if (to_word(each) == status) return terminal.mark(each);
  }
  return std::string(status);
}

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string numbers_of(const Course& course, const std::vector<std::string>& folders) {
  std::vector<int> numbers;
  for (const std::string& folder : folders) {
    if (const Module* module = course.find_folder(folder)) numbers.push_back(module->number);
  }
  std::string text;
  for (std::size_t first = 0, last = 0; first < numbers.size(); first = last + 1) {
    last = first;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (last < first + 3) last = first;
    text += (text.empty() ? "" : ", ") + two_digits(numbers[first]);
    if (last > first) text += "-" + two_digits(numbers[last]);
  }
  return text;
}

std::string student_path(const Course& course, const Module& module, const Task& task) {
  return course.student_file(module, task).lexically_relative(course.root).generic_string();
}

Selection select_task(const Course& course, std::string_view text, std::string_view command) {
  const Selection selection = select(course, text);
  if (selection.task != nullptr) return selection;
  std::string message =
      "`grader " + std::string(command) + "` needs a task, but " + std::string(text) + " is a whole module. Its tasks:";
  for (const Task& task : selection.module->tasks) message += "\n  " + task.id + " " + task.name;
  throw UsageError(message);
}

void pass_on_warnings(const Progress& progress, const Terminal& terminal) {
  const Terminal errors = Terminal::standard_error(!terminal.style().unicode);
  for (const std::string& warning : progress.take_warnings()) errors.warn(warning);
}

}  // namespace grader
