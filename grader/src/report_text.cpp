#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "base.hpp"
#include "blame.hpp"
#include "lesson.hpp"
#include "report.hpp"
#include "task_state.hpp"
#include "test_source.hpp"

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

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

class TextReport {
 public:
  TextReport(const Terminal& terminal, const Course& course, const ModuleVerdict& verdict, bool verbose)
      : terminal_(terminal), course_(course), verdict_(verdict), verbose_(verbose) {}

  void print() {
    title();
    if (verdict_.status == Status::not_compiled) {
      problems();
      closing_advice();
      totals();
      return;
    }
    for (const TaskVerdict& task : verdict_.tasks) task_line(task);
    failures();
    closing_advice();
    next_steps();
    totals();
  }

 private:
  void title() const {
    std::string text = terminal_.paint(Tone::strong, fmt::format("{:02} {}", verdict_.number, verdict_.title));
    std::string note = verdict_.provider == "mine" ? "" : verdict_.provider;
    const std::string base = describe_base(course_, verdict_.base);
    if (!note.empty() && !base.empty()) note += ", ";
    note += base;
    if (!note.empty()) text += terminal_.paint(Tone::faint, "  " + note);
    terminal_.line(text);
    terminal_.line();
  }

  void task_line(const TaskVerdict& task) const {
    const TaskState state = state_of(task);
    std::string mark = terminal_.mark(task.status);
    std::string note;
    if (state.unwritten) {
      mark = terminal_.mark("-", "·", "to do", Tone::accent);
      note = state.size;
    } else if (!state.waits_for.empty() && state.failed == 0) {
      mark = terminal_.mark("-", "·", "waits", Tone::faint);
      note = "for task " + state.waits_for;
    } else if (task.status == Status::not_graded) {
      note = skip_reason(task);
    } else if (task.status != Status::passed) {
      note = fmt::format("{} of {} failed", state.failed, plural(task.tests.size(), "test"));
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

  static bool is_explained(const TestVerdict& test) { return has_failed(test) && todo_task(test).empty(); }

  /// Of the first task that fails: the first test that knows the mistake by name, else the first that fails.
  void choose_explained() {
    for (const TaskVerdict& task : verdict_.tasks) {
      for (const TestVerdict& test : task.tests) {
        if (!is_explained(test)) continue;
        const bool knows_more = explained_ != nullptr && explained_->mistake.empty() && !test.mistake.empty();
        if (explained_ != nullptr && !knows_more) continue;
        explained_ = &test;
        explained_task_ = &task;
      }
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
    if (left > 0) terminal_.paragraph(fmt::format("{}; `--verbose` shows all.", plural(left, "more failure")), 2);
  }

  /// What the comment above the test says; its name in words where there is none.
  std::string claim_of(const TestVerdict& test) const {
    const std::filesystem::path file = course_.root / test.file;
    if (file.extension() == ".cpp" && std::filesystem::exists(file)) {
      for (const TestSource& source : parse_test_source(read_text(file), test.file)) {
        if (source.full_name() == test.name && !source.claim.empty()) return source.claim;
      }
    }
    const std::string words = claim_in_words(test.name);
    return words.empty() ? "" : words + ".";
  }

  void failure(const TestVerdict& test) const {
    terminal_.line();
    terminal_.line("  " + terminal_.mark(test.status) + "  " + terminal_.paint(Tone::strong, test.name));
    const std::string claim = claim_of(test);
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
    if (!verbose_ || test.output.empty()) return;
    terminal_.line("    It printed:");
    std::istringstream printed(test.output);
    // Not wrapped but cut: what a loop prints without line ends would fill screens.
    const std::size_t room = terminal_.style().width - 6;
    for (std::string line; std::getline(printed, line);) {
      terminal_.line("      " + (line.size() > room ? line.substr(0, room - 3) + "..." : line));
    }
  }

  void problems() const {
    const std::size_t shown = verbose_ ? verdict_.problems.size() : std::min<std::size_t>(1, verdict_.problems.size());
    for (std::size_t i = 0; i < shown; ++i) {
      if (i > 0) terminal_.line();
      problem(verdict_.problems[i]);
    }
    const std::size_t all = static_cast<std::size_t>(std::max(0, verdict_.problem_count));
    std::string rest;
    if (all > shown) rest = fmt::format("And {}.", plural(all - shown, "more error"));
    if (!verdict_.build_log.empty()) rest += (rest.empty() ? "" : " ") + ("Full log: " + verdict_.build_log);
    if (rest.empty()) return;
    terminal_.line();
    terminal_.paragraph(terminal_.paint(Tone::faint, rest), 2);
  }

  void problem(const BuildProblem& problem) const {
    // "x.cpp is missing" names its file itself.
    std::string place = problem.message.rfind(problem.file, 0) == 0 ? "" : problem.file;
    if (!place.empty() && problem.line > 0) place += fmt::format(":{}", problem.line);
    if (!place.empty() && problem.line > 0 && problem.column > 0) place += fmt::format(":{}", problem.column);
    terminal_.line("  " + terminal_.mark(Status::not_compiled) + (place.empty() ? "" : "  " + place));
    terminal_.paragraph(problem.message, 4);
    if (!problem.source.empty()) source(problem);
    if (!problem.advice.empty()) {
      terminal_.line();
      terminal_.paragraph(problem.advice, 4);
    }
  }

  /// The line with a caret under the column; a line that is too long is cut around it.
  void source(const BuildProblem& problem) const {
    const std::string number = fmt::format("{:>6} | ", problem.line);
    const std::size_t column = problem.column > 0 ? static_cast<std::size_t>(problem.column) - 1 : 0;
    const std::size_t room = terminal_.style().width > 24 ? terminal_.style().width - number.size() - 2 : 20;
    const std::size_t skipped = column + 1 > room ? column + 1 - room / 2 : 0;
    if (skipped >= problem.source.size()) return;
    std::string line = problem.source.substr(skipped, room);
    std::replace(line.begin(), line.end(), '\t', ' ');
    terminal_.line();
    terminal_.line("  " + number + line);
    if (problem.column > 0) {
      terminal_.line("  " + std::string(6, ' ') + " | " + std::string(column - skipped, ' ') +
                     terminal_.paint(Tone::bad, "^"));
    }
  }

  void closing_advice() const {
    if (verdict_.advice.empty()) return;
    terminal_.line();
    terminal_.paragraph(terminal_.paint(Tone::accent, verdict_.advice), 2);
  }

  /// One line on how to go on.
  void next_steps() const {
    if (verdict_.provider != "mine") return;
    std::string text;
    if (explained_ != nullptr && verdict_.blame.empty()) {
      text = fmt::format("Go on: `grader hint {}`, `grader explain {}`", explained_task_->id, explained_->name);
      // A sanitized run ends at the fault itself, a plain one where its consequences show.
      if (explained_->status == TestStatus::crashed && !verdict_.sanitized) {
        text += fmt::format(", `grader check {} --sanitize`", explained_task_->id);
      }
    } else if (verdict_.blame.empty()) {
      const auto next = std::find_if(verdict_.tasks.begin(), verdict_.tasks.end(),
                                     [](const TaskVerdict& task) { return state_of(task).unwritten; });
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
    if (verdict_.status != Status::not_compiled) text += fmt::format("{} of {} passed", passed, plural(tests, "test"));
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
