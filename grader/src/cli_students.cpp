#include "cli_students.hpp"

#include <CLI/CLI.hpp>
#include <map>
#include <utility>

#include "commands/next.hpp"
#include "commands/watch.hpp"

namespace grader {
namespace {

const std::map<std::string, BaseChoice>& base_choices() {
  static const std::map<std::string, BaseChoice> choices = {
      {"auto", BaseChoice::automatic}, {"mine", BaseChoice::mine}, {"reference", BaseChoice::reference}};
  return choices;
}

}  // namespace

void StudentCommands::add_to(const AddCommand& add, const CommandContext& context) {
  add_check(add, context);
  add_watch(add, context);
  add_maps(add, context);
  add_help(add, context);
  add_files(add, context);
  add_machine(add, context);
}

/// The options that `check` and `watch` share.
void StudentCommands::add_check_options(CLI::App* command) {
  command->add_option("module", check_.selector, "Module or task; by default where you worked last, if unfinished")
      ->type_name("MODULE|TASK");
  command->add_option("--base", base_, "What stands below: auto (your finished modules), mine or reference")
      ->check(CLI::IsMember({"auto", "mine", "reference"}));
  command->add_option("--provider", check_.request.provider, "Whose work is tested: mine, reference, mistakes/<name>")
      ->type_name("PROVIDER");
  command->add_flag("--sanitize", check_.request.sanitize, "Build with the address and undefined behaviour sanitizers");
  command->add_option("--filter", check_.request.filter, "Only tests of this pattern (Suite.Name, with * and ?)")
      ->type_name("PATTERN");
  command->add_option("--seed", check_.request.seed, "Seed of the random inputs")
      ->type_name("NUMBER")
      ->check(CLI::NonNegativeNumber.description(""));
  command->add_option("--timeout", check_.request.timeout_seconds, "Seconds that one test may take")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.01, 86400.0).description(""));
  command->add_flag("--verbose,-v", check_.verbose, "Every failure in full, with what the test printed");
}

CheckOptions StudentCommands::check_options(const CommandContext& context) {
  check_.request.base = base_choices().at(base_);
  check_.terminal = context.terminal();
  return check_;
}

void StudentCommands::add_check(const AddCommand& add, const CommandContext& context) {
  CLI::App* command = add("check", "Build and test a module or a task", [this, context] {
    const CheckOptions options = check_options(context);
    return run_check(context.course(), options);
  });
  add_check_options(command);
  command->add_option("--json", check_.json, "Write groundup/check/1 to a file, or - for standard output")
      ->type_name("FILE|-");
  command->add_option("--junit", check_.junit, "Write JUnit XML likewise")->type_name("FILE|-");
  command->add_flag("--all", check_.all, "Every module of the course");
}

void StudentCommands::add_watch(const AddCommand& add, const CommandContext& context) {
  add_check_options(add("watch", "Check again at every save, until Ctrl-C", [this, context] {
    const CheckOptions check = check_options(context);
    const Course& watched = context.course();
    WatchOptions options;
    options.selector = check.selector;
    options.request = check.request;
    options.terminal = check.terminal;
    options.check = [check, &watched](const std::string& selector) {
      CheckOptions once = check;
      once.selector = selector;
      return run_check(watched, once);
    };
    return run_watch(watched, options);
  }));
}

void StudentCommands::add_maps(const AddCommand& add, const CommandContext& context) {
  CLI::App* status = add("status", "The map: every module and task, points, what is next", [this, context] {
    status_.terminal = context.terminal();
    return run_status(context.course(), status_);
  });
  status->add_flag("--json", status_.json, "groundup/status/1 on standard output");
  CLI::App* list = add("list", "What there is", [this, context] {
    list_.terminal = context.terminal();
    return run_list(context.course(), list_);
  });
  list->add_flag("--names", list_.names, "One name a line of every module and task");
  add("next", "Where to go", [context] { return run_next(context.course(), {context.terminal()}); });
  CLI::App* show = add("show", "A module's lesson, contract and tasks", [this, context] {
    show_.terminal = context.terminal();
    return run_show(context.course(), show_);
  });
  show->add_option("module", show_.selector, "Module")->required()->type_name("MODULE");
}

void StudentCommands::add_help(const AddCommand& add, const CommandContext& context) {
  CLI::App* hint = add("hint", "The next of a task's three hints", [this, context] {
    hint_.terminal = context.terminal();
    return run_hint(context.course(), hint_);
  });
  hint->add_option("task", hint_.selector, "Task")->required()->type_name("TASK");
  CLI::App* explain = add("explain", "What a test claims, and how to run it alone", [this, context] {
    explain_.terminal = context.terminal();
    return run_explain(context.course(), explain_);
  });
  explain->add_option("test", explain_.test, "Suite.Name, or a part of it; by default the last failure")
      ->type_name("TEST");
  CLI::App* solution = add("solution", "The reference beside your file, after the task passes", [this, context] {
    solution_.terminal = context.terminal();
    return run_solution(context.course(), solution_);
  });
  solution->add_option("task", solution_.selector, "Task")->required()->type_name("TASK");
  solution->add_flag("--anyway", solution_.anyway, "Before the task passes; recorded");
}

void StudentCommands::add_files(const AddCommand& add, const CommandContext& context) {
  CLI::App* reset = add("reset", "Back to the skeleton; your file is kept as a backup", [this, context] {
    reset_.terminal = context.terminal();
    return run_reset(context.course(), reset_);
  });
  reset->add_option("module", reset_.selector, "Module or task")->required()->type_name("MODULE|TASK");
  CLI::App* restore = add("restore", "List the backups, or put one back", [this, context] {
    restore_.terminal = context.terminal();
    return run_restore(context.course(), restore_);
  });
  restore->add_option("backup", restore_.backup, "Name or number of a backup, or a module or task")
      ->type_name("BACKUP|MODULE|TASK");
  restore->add_option("file", restore_.file, "Only this file of it")->type_name("FILE");
}

void StudentCommands::add_machine(const AddCommand& add, const CommandContext& context) {
  CLI::App* bench = add("bench", "A module's benchmark: yours beside the reference", [this, context] {
    bench_.terminal = context.terminal();
    return run_bench(context.course(), bench_);
  });
  bench->add_option("module", bench_.selector, "Module")->required()->type_name("MODULE");
  bench->add_option("--filter", bench_.filter, "Only benchmarks of this pattern")->type_name("PATTERN");
  CLI::App* doctor = add("doctor", "What this machine has and lacks", [this, context] {
    doctor_.root = context.root_if_any();  // a machine can be looked at without a course
    doctor_.terminal = context.terminal();
    return run_doctor(doctor_);
  });
  doctor->add_flag("--json", doctor_.json, "groundup/doctor/1 on standard output");
  CLI::App* validate = add("validate", "The course proves itself", [this, context] {
    validate_.terminal = context.terminal();
    return run_validate(context.course(), validate_);
  });
  validate->add_option("modules", validate_.selectors, "Modules; by default all")->type_name("MODULE");
  validate->add_flag("--json", validate_.json, "groundup/validate/1 on standard output");
  CLI::App* completion = add("completion", "Print the completion script of bash, zsh or fish", [this, context] {
    completion_.terminal = context.terminal();
    return run_completion(completion_);
  });
  completion->add_option("shell", completion_.shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

}  // namespace grader
