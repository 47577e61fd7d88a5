#include "commands/check_command.hpp"

#include <fstream>
#include <iostream>
#include <utility>
#include <vector>

#include "clock.hpp"
#include "commands/next.hpp"
#include "file_hashes.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "survey.hpp"

namespace grader {
namespace {

/// Opened before anything is built: a name that cannot be written should not cost a whole check.
class MachineReport {
 public:
  explicit MachineReport(std::string target) : target_(std::move(target)) {
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

/// @param why  becomes the reason for a module that nobody named
std::vector<Selection> selections(const Course& course, const CheckOptions& options, const Progress& progress,
                                  std::string& why) {
  std::vector<Selection> result;
  if (options.all) {
    if (!options.selector.empty()) throw UsageError("--all checks every module: leave '" + options.selector + "' out.");
    for (const Module& module : course.modules) result.push_back({&module, nullptr});
  } else if (!options.selector.empty()) {
    result.push_back(select(course, options.selector));
  } else if (const NextStep next = find_next(course, progress); next.module != nullptr) {
    result.push_back({next.module, nullptr});
    why = next.why;
  }
  return result;
}

/// What the run leaves to say and to return.
struct Outcome {
  std::vector<ModuleVerdict> verdicts;
  std::vector<UnjudgedModule> unjudged;
  ExitStatus status = ExitStatus::passed;

  void add(ModuleVerdict&& verdict) {
    if (verdict.status == Status::not_graded) {
      // A skip is no pass: the machine lacks what the test needs. A failure weighs more.
      if (status == ExitStatus::passed) status = ExitStatus::environment_fault;
    } else if (verdict.status != Status::passed && status != ExitStatus::grader_fault) {
      status = ExitStatus::student_fault;
    }
    verdicts.push_back(std::move(verdict));
  }
  void add(const Module& module, const CourseFault& fault) {
    unjudged.push_back({module.folder, fault.what()});
    status = ExitStatus::grader_fault;
  }
};

void print_fault(const Terminal& terminal, const Module& module, const CourseFault& fault) {
  terminal.line(terminal.paint(Tone::strong, two_digits(module.number) + " " + module.title));
  terminal.line();
  terminal.paragraph(terminal.paint(Tone::bad, "A fault of the course, not yours: ") + fault.what(), 2, 2);
  terminal.out().flush();
}

void print_summary(const Terminal& terminal, const Outcome& outcome) {
  int earned = 0;
  int possible = 0;
  std::size_t passed = 0;
  for (const ModuleVerdict& verdict : outcome.verdicts) {
    earned += verdict.earned;
    possible += verdict.possible;
    passed += verdict.status == Status::passed ? 1 : 0;
  }
  terminal.line();
  terminal.line(terminal.paint(Tone::strong, std::to_string(passed) + " of " + std::to_string(outcome.verdicts.size()) +
                                                 " modules passed, " + std::to_string(earned) + " of " +
                                                 std::to_string(possible) + " points"));
  if (outcome.unjudged.empty()) return;
  std::string folders;
  for (const UnjudgedModule& each : outcome.unjudged) folders += (folders.empty() ? "" : ", ") + each.folder;
  terminal.paragraph("Not judged, by a fault of the course: " + folders + ".");
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
  std::string why;
  const std::vector<Selection> chosen = selections(course, options, progress, why);
  if (chosen.empty() && for_people)
    options.terminal.line("Every module is finished. `grader status` shows the whole map.");

  if (!why.empty() && for_people) {
    options.terminal.paragraph("Module " + two_digits(chosen.front().module->number) + ": " + why + ".");
    options.terminal.line();
  }

  Outcome outcome;
  // The attempts of a sweep share their time: Progress::last_checks().
  const std::string time = utc_time();
  for (const Selection& selection : chosen) {
    if (for_people && selection.module != chosen.front().module) options.terminal.line();
    // From before the build: a save made during the run must not inherit its verdict.
    const FileHashes hashes = hash_student_files(course, *selection.module);
    try {
      ModuleVerdict verdict = check_module(course, *selection.module, options.request, &progress, selection.task);
      if (verdict.provider == "mine" && !verdict.filtered) progress.record(verdict, hashes, options.all ? time : "");
      if (for_people) {
        print_report(options.terminal, course, verdict, options.verbose);
        options.terminal.out().flush();
      }
      outcome.add(std::move(verdict));
    } catch (const CourseFault& fault) {
      if (!options.all) throw;
      if (for_people) print_fault(options.terminal, *selection.module, fault);
      outcome.add(*selection.module, fault);
    }
  }
  if (options.all && for_people) print_summary(options.terminal, outcome);
  // Without a selector and nothing left to do there is no check: that is the empty list.
  const std::vector<ModuleVerdict>& verdicts = outcome.verdicts;
  const bool several = options.all || verdicts.empty();
  if (json.wanted()) json.write(several ? json_report_all(verdicts, outcome.unjudged) : json_report(verdicts.front()));
  if (junit.wanted()) junit.write(junit_report(verdicts, outcome.unjudged));
  for (const std::string& warning : progress.take_warnings()) Terminal::standard_error(false).warn(warning);
  return outcome.status;
}

}  // namespace grader
