#include "grading/batch_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "grading/grade_words.hpp"
#include "text.hpp"

namespace grader {
namespace {

constexpr std::size_t most_named = 5;

/// "a.zip, b.zip and 3 more".
std::string some_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most_named; ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > most_named) text += fmt::format(" and {} more", names.size() - most_named);
  return text;
}

}  // namespace

std::string without_controls(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }, '?');
  return text;
}

std::string time_in_words(double seconds) {
  const auto whole = std::lround(seconds);
  return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{} min {:02} s", whole / 60, whole % 60);
}

std::string log_of(const SubmissionGrade& grade, bool kept) {
  std::string text = without_controls(fmt::format("{} of {}, handed in {}, content {}", grade.submission, grade.student,
                                                  time_text(grade.submitted), grade.digest.substr(0, 12))) +
                     "\n";
  if (!grade.fault.empty()) return text + "not graded: " + without_controls(grade.fault) + "\n";
  text += fmt::format("{}graded {} in {:.1f} s, {:.1f} s of them in compilers; sandbox {}\n",
                      kept ? "from the cache: " : "", time_text(grade.graded), grade.seconds, grade.compile_seconds,
                      grade.sandbox);
  for (const ModuleGrade& module : grade.modules)
    text += fmt::format("{}  {}/{} points\n", module.credit.folder, module.credit.earned, module.credit.possible);
  std::map<std::string, std::size_t> flags;
  for (const Flag& flag : grade.flags) ++flags[flag.kind];
  for (const auto& [kind, count] : flags) text += fmt::format("flagged, {}: {}\n", counted(count, "time"), kind);
  return text;
}

std::string opening_line(std::size_t submissions, std::size_t kept, int workers) {
  const std::string by =
      workers > 0 ? counted(static_cast<std::size_t>(workers), "worker") : "as many workers as the other machines give";
  const std::size_t left = submissions - kept;
  if (kept == 0) return fmt::format("{} to grade, by {}.", counted(submissions, "submission"), by);
  return fmt::format("{}: {} from the cache, {} to grade{}.", counted(submissions, "submission"), kept, left,
                     left == 0 ? "" : ", by " + by);
}

std::vector<std::string> closing_lines(const BatchSummary& summary, const std::filesystem::path& into,
                                       bool with_pages) {
  std::vector<std::string> lines;
  if (with_pages) {
    lines.push_back(fmt::format("For you: {}. For students: the pages in {}.", (into / "report.html").string(),
                                (into / "feedback").string()));
  }
  if (!summary.faults.empty()) {
    lines.push_back(fmt::format(
        "{} not graded, by a fault of the machine or the course and not of the student. The same command tries "
        "again. Exit status 3.",
        counted(summary.faults.size(), "submission") + (summary.faults.size() == 1 ? " was" : " were")));
  }
  if (!summary.unreadable.empty()) {
    lines.push_back(fmt::format(
        "{} could not be read, so nothing of {} was graded: {}. That is on record as an attempt without points and "
        "told on the student's page.{}",
        counted(summary.unreadable.size(), "submission"), summary.unreadable.size() == 1 ? "it" : "them",
        some_of(summary.unreadable), summary.faults.empty() ? " The exit status is 0 all the same." : ""));
  }
  return lines;
}

}  // namespace grader
