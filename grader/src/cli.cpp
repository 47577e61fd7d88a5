#include "cli.hpp"

#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli_instructors.hpp"
#include "cli_students.hpp"
#include "cli_usage.hpp"
#include "completion/command_table.hpp"
#include "errors.hpp"
#include "guard.hpp"
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
    const AddCommand add = [this](const std::string& name, const std::string& description,
                                  std::function<ExitStatus()> action) {
      CLI::App* command = app_.add_subcommand(name, description);
      actions_.emplace_back(command, std::move(action));
      return command;
    };
    const CommandContext context{[this]() -> const Course& { return course(); }, [this] { return root(); },
                                 [this] { return root_if_any(); }, [this] { return terminal(); }};
    students_.add_to(add, context);
    instructors_.add_to(add, context);
  }

  int run(int argc, char** argv) {
    // Asked by the completion scripts. Never parsed: the words that follow are an unfinished line.
    if (argc > 1 && std::string_view(argv[1]) == "complete") {
      return static_cast<int>(complete_line(describe_commands(app_), {argv + 2, argv + argc}, terminal()));
    }
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      if (error.get_exit_code() == 0) return app_.exit(error);  // --help
      throw UsageError(usage_message(app_, error));
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
  std::filesystem::path root_if_any() const {
    try {
      return root();
    } catch (const UsageError&) {
      if (!folder_.empty()) throw;
      return {};
    }
  }

  CLI::App app_;
  std::vector<std::pair<CLI::App*, std::function<ExitStatus()>>> actions_;
  Course course_;
  std::string folder_;
  bool plain_ = false;
  StudentCommands students_;
  InstructorCommands instructors_;
};

}  // namespace

int run_command_line(int argc, char** argv) {
  // A limit on the size of files (ulimit -f) is then an error like a full disk, for us and for the compilers we start.
  std::signal(SIGXFSZ, SIG_IGN);
  // Ignored, as whoever started us may have it, it would throw away the ends of our children before we ask for them.
  std::signal(SIGCHLD, SIG_DFL);
  return run_guarded([argc, argv] { return CommandLine().run(argc, argv); });
}

}  // namespace grader
