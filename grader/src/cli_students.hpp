/// @file
/// The commands of a student's day: check, watch, the maps, help with a task, files, the machine.
#pragma once

#include <string>

#include "cli_context.hpp"
#include "commands/bench.hpp"
#include "commands/check_command.hpp"
#include "commands/completion.hpp"
#include "commands/doctor.hpp"
#include "commands/explain.hpp"
#include "commands/hint.hpp"
#include "commands/list.hpp"
#include "commands/reset.hpp"
#include "commands/restore.hpp"
#include "commands/show.hpp"
#include "commands/solution.hpp"
#include "commands/status.hpp"
#include "commands/validate.hpp"

namespace grader {

/// Their options, filled in by the parser that they are added to.
class StudentCommands {
 public:
  void add_to(const AddCommand& add, const CommandContext& context);

 private:
  void add_check_options(CLI::App* command);
  void add_check(const AddCommand& add, const CommandContext& context);
  void add_watch(const AddCommand& add, const CommandContext& context);
  void add_maps(const AddCommand& add, const CommandContext& context);
  void add_help(const AddCommand& add, const CommandContext& context);
  void add_files(const AddCommand& add, const CommandContext& context);
  void add_machine(const AddCommand& add, const CommandContext& context);
  /// The options of `check`, complete.
  CheckOptions check_options(const CommandContext& context);

  CheckOptions check_;
  std::string base_ = "auto";
  StatusOptions status_;
  ListOptions list_;
  ShowOptions show_;
  HintOptions hint_;
  ExplainOptions explain_;
  SolutionOptions solution_;
  ResetOptions reset_;
  RestoreOptions restore_;
  BenchOptions bench_;
  DoctorOptions doctor_;
  ValidateOptions validate_;
  CompletionOptions completion_;
};

}  // namespace grader
