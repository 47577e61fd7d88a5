#include "commands/gradebook.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>

namespace grader {
namespace {

CLI::App* add(CLI::App& parent, GradebookOptions& options, GradebookAction action, const std::string& name,
              const std::string& description) {
  CLI::App* command = parent.add_subcommand(name, description);
  command->callback([&options, action] { options.action = action; });
  return command;
}

void add_settings(CLI::App& command, GradebookOptions& options) {
  CLI::App* set = command.add_subcommand("set", "Late policy, due times, weights");
  set->require_subcommand(1);
  CLI::App* policy =
      add(*set, options, GradebookAction::set_policy, "policy", "What lateness takes, which attempt counts");
  policy->add_option("--grace", options.grace_minutes, "Minutes after the due time that take nothing");
  policy->add_option("--percent-a-day", options.percent_a_day, "Percent of the points for each day begun after that");
  policy->add_option("--at-most", options.at_most, "The most percent that lateness takes");
  policy->add_option("--attempt", options.attempt, "best or last")->check(CLI::IsMember({"best", "last"}));
  CLI::App* due = add(*set, options, GradebookAction::set_due, "due", "When a module is due");
  due->add_option("module", options.module, "Module")->required();
  due->add_option("time", options.time, "2026-03-01T17:59:00Z, with a zone: 2026-03-01T18:59+01:00, or none")
      ->required();
  CLI::App* weight = add(*set, options, GradebookAction::set_weight, "weight", "What a module weighs in the total");
  weight->add_option("module", options.module, "Module")->required();
  weight
      ->add_option("weight", options.weight,
                   "A number, or none; without any a module weighs its points, beside others 1")
      ->required();
}

void add_export(CLI::App& command, GradebookOptions& options) {
  CLI::App* write =
      add(command, options, GradebookAction::write_export, "export", "Write the marks for another system");
  write->add_option("format", options.format, "csv, canvas, moodle, gradescope or junit")
      ->required()
      ->check(CLI::IsMember({"csv", "canvas", "moodle", "gradescope", "junit"}));
  write->add_option("--to", options.to, "The file to write, or - for standard output")->type_name("FILE");
  write->add_option("--merge", options.merge, "Your own export from Canvas or Moodle, to fill in")->type_name("FILE");
  write->add_option("--grade-column", options.column, "Title of its column that gets the marks")->type_name("TITLE");
  write->add_flag("--in-place", options.in_place, "Write into the file of --merge; a backup is kept beside it");
  write->add_option("--student", options.student, "Only this student")->type_name("ID");
  write->add_option("--module", options.module, "Only this module; a merge without it takes the total")->type_name("N");
}

void require_gradebook(const GradebookOptions& options) {
  if (std::filesystem::exists(Gradebook::file_in(options.into))) return;
  throw UsageError("There is no gradebook in '" + options.into +
                   "'. `grader grade SUBMISSIONS` begins one, and so does `grader gradebook roster FILE.csv`. One in "
                   "another folder is named with --into DIR.");
}

bool begins_a_gradebook(GradebookAction action) {
  return action != GradebookAction::print && action != GradebookAction::show && action != GradebookAction::extend &&
         action != GradebookAction::alias && action != GradebookAction::write_export;
}

}  // namespace

void add_gradebook_options(CLI::App& command, GradebookOptions& options) {
  command.add_option("--into", options.into, "The folder of the gradebook; by default grading")->type_name("DIR");
  command.add_flag("--json", options.json, "groundup/gradebook/1 on standard output");
  CLI::App* show =
      add(command, options, GradebookAction::show, "show", "One student: attempts, and how marks come about");
  show->add_option("student", options.student, "Identifier")->required();
  add_settings(command, options);
  CLI::App* extend = add(command, options, GradebookAction::extend, "extend", "More time for one student");
  extend->add_option("student", options.extension, "Student, module (left out: every module), new due time or none")
      ->required()
      ->expected(2, 3)
      ->type_name("STUDENT [MODULE] TIME");
  CLI::App* roster = add(command, options, GradebookAction::roster, "roster", "Take over the list of the class");
  roster->add_option("file", options.file, "CSV that begins with a line like id,name,email,section")->required();
  CLI::App* alias = add(command, options, GradebookAction::alias, "alias", "Whose work came under a wrong identifier");
  alias->add_option("identifier", options.alias, "The identifier in the submissions, and the student whose it is")
      ->expected(0, 2)
      ->type_name("WRONG RIGHT");
  alias->add_flag("--undo", options.undo, "The identifier is a student of its own again");
  add_export(command, options);
}

ExitStatus run_gradebook(const Course& course, const GradebookOptions& options) {
  if (!begins_a_gradebook(options.action)) require_gradebook(options);
  Gradebook gradebook(options.into);
  for (const std::string& warning : gradebook.take_warnings()) Terminal::standard_error(true).warn(warning);
  switch (options.action) {
    case GradebookAction::print:
      print_marks(compute_marks(gradebook.read()), options);
      break;
    case GradebookAction::show: {
      const ClassRecord record = gradebook.read();
      show_student(compute_marks(record), record, options);
      break;
    }
    case GradebookAction::write_export:
      export_marks(gradebook, course, options);
      break;
    case GradebookAction::alias:
      change_aliases(gradebook, options);
      break;
    case GradebookAction::set_policy:
    case GradebookAction::set_due:
    case GradebookAction::set_weight:
    case GradebookAction::extend:
    case GradebookAction::roster:
      set_up_gradebook(gradebook, course, options);
      break;
  }
  return ExitStatus::passed;
}

}  // namespace grader
