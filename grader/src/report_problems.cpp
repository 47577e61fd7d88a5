#include "report_problems.hpp"
#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace grader {
namespace {

/// The line with a caret under the column; a line that is too long is cut around it.
void print_source(const Terminal& terminal, const BuildProblem& problem) {
  const std::string number = fmt::format("{:>6} | ", problem.line);
  const std::size_t column = problem.column > 0 ? static_cast<std::size_t>(problem.column) - 1 : 0;
  const std::size_t room = terminal.style().width > 24 ? terminal.style().width - number.size() - 2 : 20;
  const std::size_t skipped = column + 1 > room ? column + 1 - room / 2 : 0;
  if (skipped >= problem.source.size()) return;
  std::string line = problem.source.substr(skipped, room);
  constexpr std::string_view cut = "...";
  if (skipped > 0) line.replace(0, cut.size(), cut);
  if (skipped + room < problem.source.size()) line.replace(line.size() - cut.size(), cut.size(), cut);
  std::replace(line.begin(), line.end(), '\t', ' ');
  terminal.line();
  terminal.line("  " + number + line);
  if (problem.column > 0) {
    terminal.line("  " + std::string(6, ' ') + " | " + std::string(column - skipped, ' ') +
                  terminal.paint(Tone::bad, "^"));
  }
}

void print_problem(const Terminal& terminal, const BuildProblem& problem) {
  // "x.cpp is missing" names its file itself.
  std::string place = problem.message.rfind(problem.file, 0) == 0 ? "" : problem.file;
  if (!place.empty() && problem.line > 0) place += fmt::format(":{}", problem.line);
  if (!place.empty() && problem.line > 0 && problem.column > 0) place += fmt::format(":{}", problem.column);
  terminal.line("  " + terminal.mark(Status::not_compiled) + (place.empty() ? "" : "  " + place));
  terminal.paragraph(problem.message, 4);
  if (!problem.source.empty()) print_source(terminal, problem);
  if (!problem.advice.empty()) {
    terminal.line();
    terminal.paragraph(problem.advice, 4);
  }
}

}  // namespace

void print_problems(const Terminal& terminal, const ModuleVerdict& verdict, bool verbose) {
  const std::size_t shown = verbose ? verdict.problems.size() : std::min<std::size_t>(1, verdict.problems.size());
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) terminal.line();
    print_problem(terminal, verdict.problems[i]);
  }
  const std::size_t all = static_cast<std::size_t>(std::max(0, verdict.problem_count));
  std::string rest;
  if (all > shown) rest = fmt::format("And {}.", counted(all - shown, "more error"));
  if (!verdict.build_log.empty()) rest += (rest.empty() ? "" : " ") + ("Full log: " + verdict.build_log);
  if (rest.empty()) return;
  terminal.line();
  terminal.paragraph(terminal.paint(Tone::faint, rest), 2);
}

}  // namespace grader
