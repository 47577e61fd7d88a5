#include "cli.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "cli_instructors.hpp"
#include "commands/bench.hpp"
#include "commands/check_command.hpp"
#include "commands/completion.hpp"
#include "commands/doctor.hpp"
#include "commands/explain.hpp"
#include "commands/hint.hpp"
#include "commands/list.hpp"
#include "commands/next.hpp"
#include "commands/reset.hpp"
#include "commands/restore.hpp"
#include "commands/show.hpp"
#include "commands/solution.hpp"
#include "commands/status.hpp"
#include "commands/validate.hpp"
#include "commands/watch.hpp"
#include "errors.hpp"
#include "guard.hpp"
#include "nearest.hpp"
#include "skeleton.hpp"

namespace grader {
namespace {

constexpr const char* footer_text = R"(
A module is named by number or name, a task by 12.2 or its name.

Exit status: 0 everything passed, 1 something of yours failed or did not compile, 2 wrong
usage, 3 the machine lacks something, 4 a fault of the grader or the course.)";

/// The parser and what its options fill in.
class CommandLine {
 public:
  CommandLine() : app_("Groundup's grader: builds and tests your modules, and shows the way.", "grader") {
    app_.footer(footer_text);
    app_.fallthrough();
    app_.require_subcommand(0, 1);
    app_.add_option("--course", folder_, "The course's folder; by default the one around you")->type_name("DIR");
    app_.add_flag("--plain", plain_, "No colour and no symbols beyond ASCII");
    add_check();
    add_watch();
    add_maps();
    add_help();
    add_files();
    add_machine();
    instructors_.add_to(
        [this](const std::string& name, const std::string& description, std::function<ExitStatus()> action) {
          return add(name, description, std::move(action));
        },
        {[this]() -> const Course& { return course(); }, [this] { return root(); }, [this] { return terminal(); }});
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      if (error.get_exit_code() == 0) return app_.exit(error);  // --help
      throw UsageError(explain(error));
    }
    for (const auto& [command, action] : actions_) {
      if (command->parsed()) return static_cast<int>(action());
    }
    std::cout << app_.help();
    return static_cast<int>(ExitStatus::usage_fault);
  }

 private:
  Terminal terminal() const { return Terminal::standard_output(plain_); }

  const Course& course() {
    course_ = load_course(root());
    keep_skeletons(course_);
    return course_;
  }
  std::filesystem::path root() const {
    return find_course_root(folder_.empty() ? std::filesystem::current_path() : std::filesystem::path(folder_));
  }

  CLI::App* add(const std::string& name, const std::string& description, std::function<ExitStatus()> action) {
    CLI::App* command = app_.add_subcommand(name, description);
    actions_.emplace_back(command, std::move(action));
    return command;
  }

  /// The options that `check` and `watch` share.
  void add_check_options(CLI::App* command) {
    command->add_option("module", check_.selector, "Module or task; by default where you worked last, if unfinished");
    command->add_option("--base", base_, "What stands below: auto (your finished modules), mine or reference");
    command->add_option("--provider", check_.request.provider,
                        "Whose work is tested: mine, reference, mistakes/<name>");
    command->add_flag("--sanitize", check_.request.sanitize,
                      "Build with the address and undefined behaviour sanitizers");
    command->add_option("--filter", check_.request.filter, "Only tests of this pattern (Suite.Name, with * and ?)");
    command->add_option("--seed", check_.request.seed, "Seed of the random inputs");
    command->add_option("--timeout", check_.request.timeout_seconds, "Seconds that one test may take")
        ->check(CLI::Range(0.01, 86400.0));
    command->add_flag("--verbose,-v", check_.verbose, "Every failure in full, with what the test printed");
  }
  void finish_check_options() {
    if (base_ == "auto") {
      check_.request.base = BaseChoice::automatic;
    } else if (base_ == "mine") {
      check_.request.base = BaseChoice::mine;
    } else if (base_ == "reference") {
      check_.request.base = BaseChoice::reference;
    } else {
      throw UsageError("--base is auto, mine or reference, not '" + base_ + "'.");
    }
    check_.terminal = terminal();
  }

  void add_check() {
    CLI::App* command = add("check", "Build and test a module or a task", [this] {
      finish_check_options();
      return run_check(course(), check_);
    });
    add_check_options(command);
    command->add_option("--json", check_.json, "Write groundup/check/1 to a file, or - for standard output")
        ->type_name("FILE");
    command->add_option("--junit", check_.junit, "Write JUnit XML likewise")->type_name("FILE");
    command->add_flag("--all", check_.all, "Every module of the course");
  }

  void add_watch() {
    add_check_options(add("watch", "Check again at every save, until Ctrl-C", [this] {
      finish_check_options();
      WatchOptions options;
      options.selector = check_.selector;
      options.terminal = terminal();
      const Course& watched = course();
      options.check = [this, &watched](const std::string& selector) {
        CheckOptions once = check_;
        once.selector = selector;
        return run_check(watched, once);
      };
      return run_watch(watched, options);
    }));
  }

  void add_maps() {
    CLI::App* status = add("status", "The map: every module and task, points, what is next", [this] {
      return run_status(course(), {json_, terminal()});
    });
    status->add_flag("--json", json_, "groundup/status/1 on standard output");
    CLI::App* list = add("list", "What there is", [this] { return run_list(course(), {names_, terminal()}); });
    list->add_flag("--names", names_, "One name a line, for the completion of shells");
    add("next", "Where to go", [this] { return run_next(course(), {terminal()}); });
    add("show", "A module's lesson, contract and tasks",
        [this] {
          return run_show(course(), {first_, terminal()});
        })
        ->add_option("module", first_, "Module")
        ->required();
  }

  void add_help() {
    add("hint", "The next of a task's three hints",
        [this] {
          return run_hint(course(), {first_, terminal()});
        })
        ->add_option("task", first_, "Task")
        ->required();
    add("explain", "What a test claims, and how to run it alone", [this] {
      return run_explain(course(), {first_, terminal()});
    })->add_option("test", first_, "Suite.Name, or a part of it; by default the last failure");
    CLI::App* solution = add("solution", "The reference beside your file, after the task passes", [this] {
      return run_solution(course(), {first_, anyway_, terminal()});
    });
    solution->add_option("task", first_, "Task")->required();
    solution->add_flag("--anyway", anyway_, "Before the task passes; recorded");
  }

  void add_files() {
    add("reset", "Back to the skeleton; your file is kept as a backup",
        [this] {
          return run_reset(course(), {first_, terminal()});
        })
        ->add_option("module", first_, "Module or task")
        ->required();
    CLI::App* restore = add("restore", "List the backups, or put one back", [this] {
      return run_restore(course(), {first_, second_, terminal()});
    });
    restore->add_option("backup", first_, "Name or number of a backup, or a module or task");
    restore->add_option("file", second_, "Only this file of it");
  }

  void add_machine() {
    CLI::App* bench = add("bench", "A module's benchmark: yours beside the reference", [this] {
      return run_bench(course(), {first_, second_, terminal()});
    });
    bench->add_option("module", first_, "Module")->required();
    bench->add_option("--filter", second_, "Only benchmarks of this pattern");
    CLI::App* doctor = add("doctor", "What this machine has and lacks", [this] {
      return run_doctor({root_if_any(), json_, terminal()});
    });
    doctor->add_flag("--json", json_, "groundup/doctor/1 on standard output");
    CLI::App* validate = add("validate", "The course proves itself", [this] {
      return run_validate(course(), {selectors_, json_, terminal()});
    });
    validate->add_option("modules", selectors_, "Modules; by default all");
    validate->add_flag("--json", json_, "groundup/validate/1 on standard output");
    add("completion", "Print the completion script of bash, zsh or fish",
        [this] {
          return run_completion({first_, terminal()});
        })
        ->add_option("shell", first_, "bash, zsh or fish")
        ->required();
  }

  std::filesystem::path root_if_any() const {
    try {
      return root();
    } catch (const EnvironmentError&) {
      return {};
    }
  }

  /// CLI11's message, and the names nearest to what it did not know.
  std::string explain(const CLI::ParseError& error) const {
    const CLI::App* used = &app_;
    for (const auto& [command, action] : actions_) {
      if (command->parsed()) used = command;
    }
    std::vector<std::string> known;
    for (const CLI::App* level : {used, &app_}) {
      for (const CLI::Option* option : level->get_options()) {
        for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
      }
    }
    if (used == &app_) {
      for (const auto& [command, action] : actions_) known.push_back(command->get_name());
    }
    std::string text = error.what();
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
      const std::vector<std::string> extras = app_.remaining(true);
      const std::string word = extras.empty() ? "" : extras.front().substr(0, extras.front().find('='));
      const bool option = word.rfind('-', 0) == 0;
      text = fmt::format("There is no {} '{}'.", option ? "option" : used == &app_ ? "command" : "such argument", word);
      const std::vector<std::string> near = nearest(word, known);
      if (!near.empty()) text += " Did you mean " + join_or(near) + "?";
    }
    if (text.back() != '.' && text.back() != '?') text += '.';
    return text + fmt::format(" `grader {}--help` lists what there is.", used == &app_ ? "" : used->get_name() + " ");
  }

  CLI::App app_;
  std::vector<std::pair<CLI::App*, std::function<ExitStatus()>>> actions_;
  Course course_;
  std::string folder_;
  bool plain_ = false;
  CheckOptions check_;
  std::string base_ = "auto";
  bool json_ = false;
  bool names_ = false;
  bool anyway_ = false;
  std::string first_;   ///< the first positional argument of a command that has one
  std::string second_;  ///< the second, or --filter of bench
  std::vector<std::string> selectors_;
  InstructorCommands instructors_;
};

}  // namespace

int run_command_line(int argc, char** argv) {
  // A limit on the size of files (ulimit -f) is then an error like a full disk, for us and for the compilers we start.
  std::signal(SIGXFSZ, SIG_IGN);
  return run_guarded([argc, argv] { return CommandLine().run(argc, argv); });
}

}  // namespace grader
