#include "commands/check_command.hpp"

#include <fstream>
#include <iostream>
#include <vector>

#include "commands/next.hpp"
#include "progress.hpp"
#include "report.hpp"

namespace grader {
namespace {

/// Opened before anything is built: a name that cannot be written should not cost a whole check.
class MachineReport {
 public:
  explicit MachineReport(const std::string& target) : target_(target) {
    if (target_.empty() || target_ == "-") return;
    file_.open(target_);
    if (!file_)
      throw EnvironmentError("The report cannot be written to " + target_ +
                             ". Does its folder exist, and is it yours?");
  }
  bool to_standard_output() const { return target_ == "-"; }
  bool wanted() const { return !target_.empty(); }
  void write(const std::string& text) {
    std::ostream& stream = to_standard_output() ? std::cout : file_;
    stream << text << std::flush;
    if (!stream)
      throw EnvironmentError("The report could not be written to " +
                             (to_standard_output() ? "standard output" : target_) + ". Is the disk full?");
  }

 private:
  std::string target_;
  std::ofstream file_;
};

std::vector<Selection> selections(const Course& course, const CheckOptions& options, const Progress& progress) {
  std::vector<Selection> result;
  if (options.all) {
    if (!options.selector.empty()) throw UsageError("--all checks every module: leave '" + options.selector + "' out.");
    for (const Module& module : course.modules) result.push_back({&module, nullptr});
  } else if (!options.selector.empty()) {
    result.push_back(select(course, options.selector));
  } else if (const Module* module = find_next(course, progress).module) {
    result.push_back({module, nullptr});
  }
  return result;
}

void print_summary(const Terminal& terminal, const std::vector<ModuleVerdict>& verdicts) {
  int earned = 0;
  int possible = 0;
  std::size_t passed = 0;
  for (const ModuleVerdict& verdict : verdicts) {
    earned += verdict.earned;
    possible += verdict.possible;
    passed += verdict.status == Status::passed ? 1 : 0;
  }
  terminal.line();
  terminal.line(terminal.paint(Tone::strong, std::to_string(passed) + " of " + std::to_string(verdicts.size()) +
                                                 " modules passed, " + std::to_string(earned) + " of " +
                                                 std::to_string(possible) + " points"));
}

}  // namespace

ExitStatus run_check(const Course& course, const CheckOptions& options) {
  if (options.json == "-" && options.junit == "-") {
    throw UsageError("--json - and --junit - cannot share standard output: give one of them a file.");
  }
  MachineReport json(options.json);
  MachineReport junit(options.junit);
  const bool for_people = !json.to_standard_output() && !junit.to_standard_output();
  Progress progress(course);
  const std::vector<Selection> chosen = selections(course, options, progress);
  if (chosen.empty() && for_people)
    options.terminal.line("Every module is finished. `grader status` shows the whole map.");

  std::vector<ModuleVerdict> verdicts;
  ExitStatus status = ExitStatus::passed;
  for (const Selection& selection : chosen) {
    // From before the build: a save made during the run must not inherit its verdict.
    const FileHashes hashes = hash_student_files(course, *selection.module);
    ModuleVerdict verdict = check_module(course, *selection.module, options.request, &progress, selection.task);
    if (verdict.provider == "mine" && !verdict.filtered) progress.record(verdict, hashes);
    if (verdict.status == Status::not_graded) {
      // A skip is no pass: the machine lacks what the test needs. A failure weighs more.
      if (status == ExitStatus::passed) status = ExitStatus::environment_fault;
    } else if (verdict.status != Status::passed) {
      status = ExitStatus::student_fault;
    }
    if (for_people) {
      if (!verdicts.empty()) options.terminal.line();
      print_report(options.terminal, course, verdict, options.verbose);
      options.terminal.out().flush();
    }
    verdicts.push_back(std::move(verdict));
  }
  if (options.all && for_people) print_summary(options.terminal, verdicts);
  // Without a selector and nothing left to do there is no check: that is the empty list.
  const bool several = options.all || verdicts.empty();
  if (json.wanted()) json.write(several ? json_report_all(verdicts) : json_report(verdicts.front()));
  if (junit.wanted()) junit.write(junit_report(verdicts));
  for (const std::string& warning : progress.take_warnings()) Terminal::standard_error(false).warn(warning);
  return status;
}

}  // namespace grader
