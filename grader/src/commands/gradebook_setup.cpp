#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>

#include "clock.hpp"
#include "commands/gradebook.hpp"
#include "gradebook/export_file.hpp"
#include "gradebook/late_policy.hpp"
#include "gradebook/roster.hpp"

namespace grader {
namespace {

void set_policy(Gradebook& gradebook, const GradebookOptions& options) {
  LatePolicy policy = gradebook.read().policy;
  policy.grace_minutes = options.grace_minutes.value_or(policy.grace_minutes);
  policy.percent_a_day = options.percent_a_day.value_or(policy.percent_a_day);
  policy.at_most = options.at_most.value_or(policy.at_most);
  if (!options.attempt.empty()) policy.attempt = options.attempt == "last" ? AttemptChoice::last : AttemptChoice::best;
  require_sensible(policy);
  gradebook.set_policy(policy);
  options.terminal.paragraph(policy_in_words(policy) + ".");
}

constexpr std::string_view no_value = "none";

std::string number_of(const Assignment& assignment) {
  return fmt::format("{:02}", assignment.number);
}

/// A due time or a weight of one module takes others out of the total, which nobody expects who did not read so.
void tell_total(Gradebook& gradebook, const Terminal& terminal) {
  const ClassMarks marks = compute_marks(gradebook.read());
  std::string counted;
  std::string others;
  for (const auto& assignment : marks.assignments) {
    std::string& list = assignment.is_planned() ? counted : others;
    list += (list.empty() ? "" : ", ") + number_of(assignment);
  }
  if (counted.empty()) {
    terminal.paragraph("No module has a due time or a weight, so all that are handed in count in the total.");
    return;
  }
  terminal.paragraph("In the total count only modules with a due time or a weight: " + counted + "." +
                     (others.empty() ? "" : " Without either, and so not in the total: " + others + "."));
}

void set_due(Gradebook& gradebook, const Course& course, const GradebookOptions& options) {
  const Module& module = course.module(options.module);
  if (options.time == no_value) {
    gradebook.set_due(module, std::nullopt);
    options.terminal.paragraph(fmt::format("{} has no due time any more, so it is never late.", module.title));
  } else {
    const auto due = parse_time(options.time);
    gradebook.set_due(module, due);
    options.terminal.paragraph(fmt::format("{} is due {}.", module.title, utc_text(due)));
  }
  tell_total(gradebook, options.terminal);
}

void set_weight(Gradebook& gradebook, const Course& course, const GradebookOptions& options) {
  const Module& module = course.module(options.module);
  if (options.weight == no_value) {
    gradebook.set_weight(module, std::nullopt);
    options.terminal.paragraph(fmt::format("{} has no weight of its own any more.", module.title));
  } else {
    double weight = 0;
    const char* end = options.weight.data() + options.weight.size();
    const auto read = std::from_chars(options.weight.data(), end, weight);
    if (read.ec != std::errc() || read.ptr != end)
      throw UsageError("'" + options.weight + "' is no weight. One is a number like 1 or 0.5; none takes it back.");
    gradebook.set_weight(module, weight);
    options.terminal.paragraph(fmt::format("{} weighs {}.", module.title, short_number(weight)));
  }
  tell_total(gradebook, options.terminal);
}

/// By the modules' numbers, what the student has without the extension that is given now: of the modules that it is for and that are due.
std::map<std::string, std::chrono::sys_seconds> other_due_times(const ClassRecord& record, const Extension& now) {
  std::vector<Extension> others = record.extensions;
  std::erase_if(others,
                [&](const Extension& each) { return each.student == now.student && each.folder == now.folder; });
  std::map<std::string, std::chrono::sys_seconds> times;
  for (const Assignment& each : record.assignments) {
    if (!now.folder.empty() && now.folder != each.folder) continue;
    if (const auto due = due_for(each, now.student, others)) times.emplace(number_of(each), *due);
  }
  return times;
}

void give_time(Gradebook& gradebook, const Extension& extension, const std::string& what, const Terminal& terminal) {
  const auto due = parse_time(extension.due);
  const auto times = other_due_times(gradebook.read(), extension);
  std::string later;
  std::size_t gain_nothing = 0;
  for (const auto& [number, other] : times) {
    if (due >= other) continue;
    ++gain_nothing;
    later += (later.empty() ? "" : ", ") + number + " " + utc_text(other);
  }
  // It would be kept and do nothing, and whoever meant next year would not notice.
  if (gain_nothing > 0 && gain_nothing == times.size()) {
    throw UsageError(fmt::format(
        "{} has more time than {} already, for {}: {}. An extension only ever gives time, so this one would do "
        "nothing. Name a later time; `none` in its place takes an extension back.",
        extension.student, utc_text(due), what, later));
  }
  gradebook.extend(extension.student, extension.folder, due);
  terminal.paragraph(fmt::format("{} has until {} for {}.", extension.student, utc_text(due), what));
  if (times.empty()) terminal.paragraph("There is no due time yet, so nothing of it is late anyway.");
  if (gain_nothing > 0) terminal.paragraph("Due later than that anyway, so nothing changes there: " + later + ".");
}

void extend(Gradebook& gradebook, const Course& course, const GradebookOptions& options) {
  const std::string student = compute_marks(gradebook.read()).student(options.extension.front()).student.id;
  const Module* module = options.extension.size() == 3 ? &course.module(options.extension[1]) : nullptr;
  const std::string what = module == nullptr ? "every module" : module->title;
  const Extension extension{student, module == nullptr ? "" : module->folder, options.extension.back()};
  if (extension.due != no_value) return give_time(gradebook, extension, what, options.terminal);
  const ClassRecord record = gradebook.read();
  const bool given = std::any_of(record.extensions.begin(), record.extensions.end(), [&](const Extension& each) {
    return each.student == student && each.folder == extension.folder;
  });
  if (!given) throw UsageError(student + " has no extension for " + what + " that could be taken back.");
  gradebook.extend(student, extension.folder, std::nullopt);
  options.terminal.paragraph("The extension of " + student + " for " + what + " is taken back.");
}

void take_roster(Gradebook& gradebook, const GradebookOptions& options) {
  const std::vector<Student> students = read_roster(read_csv(read_table_file(options.file), options.file));
  gradebook.enrol(students);
  std::string others;
  if (!students.empty()) {
    for (const auto& [title, value] : students.front().others) others += (others.empty() ? "" : ", ") + title;
  }
  options.terminal.paragraph(fmt::format("Students in the list: {}. Other columns, kept for exports: {}.",
                                         students.size(), others.empty() ? "none" : others));
}

}  // namespace

std::string policy_in_words(const LatePolicy& policy) {
  const char* attempt = policy.attempt == AttemptChoice::best ? "the best attempt counts" : "the last attempt counts";
  if (policy.percent_a_day <= 0) return std::string("Lateness takes nothing; ") + attempt;
  return fmt::format("{} minutes of grace, then -{} % a day, at most {} %; {}", policy.grace_minutes,
                     short_number(policy.percent_a_day), short_number(policy.at_most), attempt);
}

void set_up_gradebook(Gradebook& gradebook, const Course& course, const GradebookOptions& options) {
  if (options.action == GradebookAction::set_policy) {
    set_policy(gradebook, options);
  } else if (options.action == GradebookAction::set_due) {
    set_due(gradebook, course, options);
  } else if (options.action == GradebookAction::set_weight) {
    set_weight(gradebook, course, options);
  } else if (options.action == GradebookAction::extend) {
    extend(gradebook, course, options);
  } else {
    take_roster(gradebook, options);
  }
}

}  // namespace grader
