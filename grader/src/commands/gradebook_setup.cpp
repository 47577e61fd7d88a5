#include <fmt/core.h>

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

void extend(Gradebook& gradebook, const Course& course, const GradebookOptions& options) {
  const std::string student = compute_marks(gradebook.read()).student(options.extension.front()).student.id;
  const auto due = parse_time(options.extension.back());
  const Module* module = options.extension.size() == 3 ? &course.module(options.extension[1]) : nullptr;
  gradebook.extend(student, module == nullptr ? "" : module->folder, due);
  options.terminal.paragraph(fmt::format("{} has until {} for {}.", student, utc_text(due),
                                         module == nullptr ? "every module" : module->title));
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
    const Module& module = course.module(options.module);
    const auto due = parse_time(options.time);
    gradebook.set_due(module, due);
    options.terminal.paragraph(fmt::format("{} is due {}.", module.title, utc_text(due)));
  } else if (options.action == GradebookAction::set_weight) {
    const Module& module = course.module(options.module);
    gradebook.set_weight(module, options.weight);
    options.terminal.paragraph(fmt::format("{} weighs {}.", module.title, short_number(options.weight)));
  } else if (options.action == GradebookAction::extend) {
    extend(gradebook, course, options);
  } else {
    take_roster(gradebook, options);
  }
}

}  // namespace grader
