#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "base.hpp"
#include "blame.hpp"
#include "explained_failure.hpp"
#include "obstacle.hpp"
#include "report.hpp"
#include "report_problems.hpp"
#include "sanitizer_advice.hpp"
#include "survey.hpp"
#include "text.hpp"

namespace grader {
namespace {

/// "12.2, 12.3 and 12.5".
std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

class TextReport {
 public:
  TextReport(const Terminal& terminal, const Course& course, const ModuleVerdict& verdict, bool verbose)
      : terminal_(terminal), course_(course), verdict_(verdict), verbose_(verbose) {}

  void print() {
    title();
    if (verdict_.status == Status::not_compiled) {
      print_problems(terminal_, verdict_, verbose_);
      other_file();
      closing_advice();
      totals();
      return;
    }
    for (const TaskVerdict& task : verdict_.tasks) task_line(task);
    failures();
    closing_advice();
    prints();
    warnings();
    next_steps();
    totals();
  }

 private:
  void title() const {
    std::string text = terminal_.paint(Tone::strong, fmt::format("{:02} {}", verdict_.number, verdict_.title));
    std::string note = verdict_.provider == "mine" ? "" : verdict_.provider;
    const std::string base = describe_base(course_, verdict_.base, verdict_.base_reasons);
    if (!note.empty() && !base.empty()) note += ", ";
    note += base;
    const bool fits = display_width(text) + 2 + display_width(note) <= terminal_.style().width;
    if (!note.empty() && fits) text += terminal_.paint(Tone::faint, "  " + note);
    terminal_.line(text);
    if (!fits) terminal_.paragraph(terminal_.paint(Tone::faint, note), 3);
    terminal_.line();
  }

  void task_line(const TaskVerdict& task) const {
    const Obstacle obstacle = obstacle_of(task);
    std::string mark = terminal_.mark(task.status);
    std::string note;
    if (obstacle.unwritten) {
      mark = state_mark(terminal_, "to_do");
      note = obstacle.size;
    } else if (obstacle.only_waits()) {
      mark = state_mark(terminal_, "waits");
      note = (obstacle.waits_for.size() == 1 ? "for task " : "for tasks ") + listed(obstacle.waits_for);
    } else if (task.status == Status::not_graded) {
      note = skip_reason(task);
    } else if (task.status != Status::passed) {
      note = fmt::format("{} of {} failed", obstacle.failed, counted(task.tests.size(), "test"));
    }
    constexpr std::size_t mark_width = 13;
    constexpr std::size_t name_width = 26;
    const std::string points = fmt::format("{:>3}/{}", task.earned, task.possible);
    const std::string text =
        "  " + padded(mark, mark_width) + padded(task.id, 6) + padded(task.name, name_width) + points;
    const std::string with_note = note.empty() ? text : padded(text, mark_width + name_width + 17) + note;
    const bool fits = display_width(with_note) <= terminal_.style().width;
    terminal_.line(fits ? with_note : text);
    if (!fits) terminal_.paragraph(note, mark_width + 8);
  }

  static std::string skip_reason(const TaskVerdict& task) {
    for (const TestVerdict& test : task.tests) {
      if (test.status == TestStatus::skipped) return test.message.empty() ? "a test was skipped" : test.message;
    }
    return "";
  }

  /// A module is built whole, so a task waits for every file of it.
  void other_file() const {
    if (verdict_.tasks.size() != 1 || verdict_.problems.empty()) return;
    const TaskVerdict& asked = verdict_.tasks.front();
    const std::string& broken = verdict_.problems.front().file;
    if (broken == asked.file || !broken.starts_with("modules/" + verdict_.folder + "/src/")) return;
    terminal_.line();
    terminal_.paragraph(
        fmt::format("That is the file of another task. {} is tested when the whole module compiles.", asked.id), 2);
  }

  void choose_explained() {
    for (const TaskVerdict& task : verdict_.tasks) {
      explained_ = explained_failure(task);
      explained_task_ = &task;
      if (explained_ != nullptr) return;
    }
  }

  void failures() {
    choose_explained();
    std::size_t left = 0;
    for (const TaskVerdict& task : verdict_.tasks) {
      for (const TestVerdict& test : task.tests) {
        if (!is_explained(test)) continue;
        if (verbose_ || &test == explained_) {
          failure(test);
        } else {
          ++left;
        }
      }
    }
    if (!verbose_) other_tasks();
    if (left > 0) terminal_.paragraph(fmt::format("{}; `--verbose` shows all.", counted(left, "more failure")), 2);
  }

  /// A line for each task that failed too: the mistake that a test of it recognised, else the test.
  void other_tasks() const {
    bool first = true;
    for (const TaskVerdict& task : verdict_.tasks) {
      if (&task == explained_task_) continue;
      const TestVerdict* shown = explained_failure(task);
      if (shown == nullptr) continue;
      if (first) terminal_.line();
      first = false;
      const std::string what = shown->mistake.empty() ? shown->name : "Recognised: " + shown->mistake;
      terminal_.line("  " + shortened(task.id + " " + task.name + ": " + what, terminal_.style().width - 2));
    }
    if (!first) terminal_.line();
  }

  void failure(const TestVerdict& test) const {
    terminal_.line();
    terminal_.line("  " + terminal_.mark(test.status) + "  " + terminal_.paint(Tone::strong, test.name));
    const std::string claim = texts_of(course_, test).claim;
    if (!claim.empty()) terminal_.paragraph("It claims: " + claim, 4);
    terminal_.line();
    std::istringstream lines(test.message);
    for (std::string line; std::getline(lines, line);) {
      const std::size_t depth = std::min(line.find_first_not_of(' '), line.size());
      terminal_.paragraph(line.substr(depth), 4 + depth, depth > 0 ? 2 : 0);
    }
    if (!test.mistake.empty()) {
      terminal_.paragraph(terminal_.paint(Tone::accent, "Recognised: ") + test.mistake, 4, 2);
    }
    if (!test.file.empty())
      terminal_.line("    " + terminal_.paint(Tone::faint, fmt::format("{}:{}", test.file, test.line)));
    if (verbose_) printed_by(test);
  }

  void printed_by(const TestVerdict& test) const {
    if (test.output.empty()) return;
    terminal_.line("    It printed:");
    std::istringstream printed(test.output);
    // Not wrapped but cut: what a loop prints without line ends would fill screens.
    const std::size_t room = terminal_.style().width - 6;
    for (std::string line; std::getline(printed, line);) {
      terminal_.line("      " + (line.size() > room ? line.substr(0, room - 3) + "..." : line));
    }
  }

  void closing_advice() const {
    if (verdict_.advice.empty()) return;
    terminal_.line();
    terminal_.paragraph(terminal_.paint(Tone::accent, verdict_.advice), 2);
  }

  /// What passing tests printed, and a word on it to whoever prints to find a fault.
  void prints() const {
    std::size_t hidden = 0;
    for (const TaskVerdict& task : verdict_.tasks) {
      for (const TestVerdict& test : task.tests) {
        if (test.output.empty() || (verbose_ && is_explained(test))) continue;
        if (!verbose_) {
          ++hidden;
          continue;
        }
        terminal_.line();
        terminal_.line("  " + terminal_.mark(test.status) + "  " + test.name);
        printed_by(test);
      }
    }
    if (hidden == 0) return;
    terminal_.line();
    terminal_.paragraph(counted(hidden, "test") + " printed something: `--verbose` shows it.", 2);
  }

  void warnings() const {
    if (verdict_.warning.empty()) return;
    terminal_.line();
    terminal_.paragraph(fmt::format("The compiler warned: {} (all: {})", verdict_.warning, verdict_.build_log), 2, 2);
  }

  /// One line on how to go on.
  void next_steps() const {
    if (verdict_.provider != "mine") return;
    std::string text;
    if (explained_ != nullptr && verdict_.blame.empty()) {
      text = fmt::format("Go on: `grader hint {}`, `grader explain {}`", explained_task_->id, explained_->name);
      text += sanitizer_advice(verdict_, *explained_task_, *explained_);
    } else if (verdict_.blame.empty()) {
      const auto next = std::find_if(verdict_.tasks.begin(), verdict_.tasks.end(),
                                     [](const TaskVerdict& task) { return obstacle_of(task).unwritten; });
      if (next != verdict_.tasks.end()) {
        text = fmt::format("Next: write {} (modules/{}/LESSON.md; `grader hint {}`)", next->file, verdict_.folder,
                           next->id);
      } else if (verdict_.status == Status::passed &&
                 verdict_.possible == course_.find_folder(verdict_.folder)->points()) {
        text = "All done here. `grader next` says where to go.";
      }
    }
    if (text.empty()) return;
    terminal_.line();
    terminal_.paragraph(text, 2);
  }

  void totals() const {
    std::size_t tests = 0;
    std::size_t passed = 0;
    std::vector<std::string> ungraded;
    for (const TaskVerdict& task : verdict_.tasks) {
      tests += task.tests.size();
      for (const TestVerdict& test : task.tests) passed += test.status == TestStatus::passed ? 1 : 0;
      if (task.status == Status::not_graded) ungraded.push_back(task.id);
    }
    if (!ungraded.empty()) terminal_.paragraph("Not graded, so without points: " + listed(ungraded) + ".", 2);
    std::string text = verdict_.filtered ? "Some tests were filtered out, so no points are given for their tasks. "
                                         : fmt::format("{} of {} points. ", verdict_.earned, verdict_.possible);
    if (verdict_.status != Status::not_compiled) text += fmt::format("{} of {} passed", passed, counted(tests, "test"));
    const std::string time =
        fmt::format("  (built {:.2f} s, ran {:.2f} s)", verdict_.build_seconds, verdict_.run_seconds);
    terminal_.line();
    terminal_.paragraph(text + terminal_.paint(Tone::faint, time), 2);
  }

  const Terminal& terminal_;
  const Course& course_;
  const ModuleVerdict& verdict_;
  bool verbose_;
  const TestVerdict* explained_ = nullptr;
  const TaskVerdict* explained_task_ = nullptr;
};

}  // namespace

void print_report(const Terminal& terminal, const Course& course, const ModuleVerdict& verdict, bool verbose) {
  TextReport(terminal, course, verdict, verbose).print();
}

}  // namespace grader
