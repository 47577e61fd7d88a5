#include "grading/class_report.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "grading/class_statistics.hpp"
#include "grading/grade_words.hpp"
#include "grading/html.hpp"
#include "grading/svg_plot.hpp"
#include "text.hpp"

namespace grader {
namespace {

constexpr std::size_t shown_tests = 20;
constexpr std::size_t shown_mistakes = 20;
constexpr std::size_t shown_flags = 500;

std::string section(std::string_view title, const std::string& content) {
  return element("section", "", text_element("h2", "", title) + content);
}

double mean(const std::vector<double>& values) {
  return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

class Report {
 public:
  Report(const std::vector<SubmissionGrade>& grades, const std::vector<std::string>& pages,
         const std::vector<bool>& of_this_run)
      : grades_(grades), pages_(pages), of_this_run_(of_this_run), statistics_(count_class(grades)) {}

  std::string body() const {
    return warnings() + memory_together() + overall() + attention() + modules() + tests() + mistakes() + compiling() +
           flags() + all();
  }

 private:
  std::string link(std::size_t grade) const {
    const std::string student = grades_[grade].student.empty() ? "(no student)" : grades_[grade].student;
    const std::string name = html_escape(cut_text(student, 100, 1));
    return grade < pages_.size() ? fmt::format("<a href=\"{}\">{}</a>", html_escape(pages_[grade]), name) : name;
  }

  std::string warnings() const {
    const auto open = std::count_if(grades_.begin(), grades_.end(),
                                    [](const SubmissionGrade& grade) { return grade.sandbox == "none"; });
    if (open == 0) return "";
    return text_element(
        "p", "box bad",
        fmt::format("{} graded without a sandbox (--unsandboxed): {} could have changed the results.",
                    counted(static_cast<std::size_t>(open), "submission was"), open == 1 ? "its code" : "their code"));
  }

  std::string memory_together() const {
    const auto open = std::find_if(grades_.begin(), grades_.end(),
                                   [](const SubmissionGrade& grade) { return !grade.why_not_together.empty(); });
    if (open == grades_.end()) return "";
    return text_element("p", "",
                        "Memory was limited for each process, not for all processes of a submission together (" +
                            cut_text(open->why_not_together, 300) + ").");
  }

  std::string overall() const {
    std::vector<double> percent;
    for (const SubmissionGrade& grade : grades_) {
      if (!grade.fault.empty() || grade.possible() == 0) continue;
      percent.push_back(100.0 * grade.earned() / grade.possible());
    }
    if (percent.empty()) return text_element("p", "", "Nothing was graded yet.");
    const auto full = std::count(percent.begin(), percent.end(), 100.0);
    return section("Points", text_element("p", "",
                                          fmt::format("{} graded: mean {:.0f} %, median {:.0f} %, all points: {}.",
                                                      counted(percent.size(), "submission"), mean(percent),
                                                      median(percent), full)) +
                                 svg_histogram(percent, 100, "percent of the points"));
  }

  std::string attention() const {
    if (statistics_.attention.empty()) return "";
    std::vector<std::vector<std::string>> rows;
    for (const Attention& each : statistics_.attention) {
      if (rows.size() == 30) break;
      std::string reasons;
      for (std::size_t i = 0; i < each.reasons.size() && i < 6; ++i) reasons += (i > 0 ? "; " : "") + each.reasons[i];
      if (each.reasons.size() > 6) reasons += fmt::format("; and {} more", each.reasons.size() - 6);
      rows.push_back({link(each.grade), html_escape(cut_text(reasons, 600, 3))});
    }
    return section("Look at these first", text_element("p", "faint", "A reason to look is no finding.") +
                                              html_table({"student", "why"}, rows));
  }

  std::string modules() const {
    std::string content;
    for (const ModulePoints& module : statistics_.modules) {
      content += text_element("h3", "", fmt::format("{:02} {}", module.number, module.title));
      std::string text =
          fmt::format("{}, mean {:.1f} of {} points, median {:.1f}", counted(module.earned.size(), "submission"),
                      mean(module.earned), module.possible, median(module.earned));
      if (module.not_compiled > 0) text += fmt::format("; {} did not compile", module.not_compiled);
      content += text_element("p", "faint", text + ".") + svg_histogram(module.earned, module.possible, "points");
    }
    return content.empty() ? "" : section("Points of each module", content);
  }

  std::string tests() const {
    if (statistics_.tests.empty()) return "";
    std::vector<Bar> bars;
    for (const TestCount& test : statistics_.tests) {
      if (bars.size() == shown_tests) break;
      bars.push_back({test.test + (test.hidden ? " (hidden)" : ""), test.share(),
                      fmt::format("{} of {}", test.failed, test.tried)});
    }
    return section("Hardest tests",
                   text_element("p", "faint",
                                "Share of the submissions that wrote the task and fail the test. Where nearly all "
                                "fail, look at the test and at the lesson, too.") +
                       svg_bars(bars, 1));
  }

  std::string mistakes() const {
    if (statistics_.mistakes.empty()) return "";
    std::vector<std::vector<std::string>> rows;
    for (const MistakeCount& each : statistics_.mistakes) {
      if (rows.size() == shown_mistakes) break;
      rows.push_back(
          {std::to_string(each.submissions), html_escape(each.task), html_escape(cut_text(each.mistake, 400))});
    }
    return section("Commonest recognised mistakes",
                   html_table({"submissions", "task", "the output is as if"}, rows, {0}));
  }

  std::string compiling() const {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < grades_.size(); ++i) {
      for (const ModuleGrade& module : grades_[i].modules) {
        const ModuleVerdict& credit = module.credit;
        if (credit.status != Status::not_compiled) continue;
        const BuildProblem first = credit.problems.empty() ? BuildProblem{} : credit.problems.front();
        const std::string place = first.line > 0 ? fmt::format("{}:{}", first.file, first.line) : first.file;
        rows.push_back({link(i), std::to_string(credit.number), text_element("code", "", cut_text(place, 200, 1)),
                        html_escape(cut_text(first.message, 300, 3))});
      }
    }
    return rows.empty()
               ? ""
               : section("Did not compile", html_table({"student", "module", "place", "first error"}, rows, {1}));
  }

  std::string flags() const {
    std::vector<std::vector<std::string>> rows;
    std::size_t left = 0;
    for (std::size_t i = 0; i < grades_.size(); ++i) {
      for (const Flag& flag : grades_[i].flags) {
        if (rows.size() == shown_flags) {
          ++left;
          continue;
        }
        rows.push_back({link(i), mark("warning", cut_text(flag.kind, 40, 1)),
                        text_element("code", "", cut_text(flag.where, 200, 1)),
                        html_escape(cut_text(flag.message, 400, 4))});
      }
    }
    if (rows.empty()) return "";
    std::string text = text_element("p", "faint", "A flag changes no points. It says what a person should look at.");
    if (left > 0) text += text_element("p", "", fmt::format("{} are not shown.", counted(left, "more flag")));
    return section("Flags", text + html_table({"student", "kind", "where", "what"}, rows));
  }

  std::string all() const {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < grades_.size(); ++i) {
      const SubmissionGrade& grade = grades_[i];
      const bool now = of_this_run_.empty() || of_this_run_[i];
      rows.push_back(
          {link(i), html_escape(cut_text(grade.submission, 100, 1)), html_escape(time_text(grade.submitted)),
           grade.fault.empty() ? fmt::format("{} of {}", grade.earned(), grade.possible()) : mark("bad", "not graded"),
           std::to_string(grade.flags.size()), now ? "in this run" : "earlier"});
    }
    return section("All submissions",
                   html_table({"student", "submission", "handed in", "points", "flags", "graded"}, rows, {3, 4}));
  }

  const std::vector<SubmissionGrade>& grades_;
  const std::vector<std::string>& pages_;
  const std::vector<bool>& of_this_run_;
  ClassStatistics statistics_;
};

}  // namespace

std::string class_report(const Course& course, const std::vector<SubmissionGrade>& grades,
                         const std::vector<std::string>& pages, const std::vector<bool>& of_this_run) {
  HtmlPage page;
  page.title = course.name + ": class report";
  page.subtitle = counted(grades.size(), "submission");
  const auto now = static_cast<std::size_t>(std::count(of_this_run.begin(), of_this_run.end(), true));
  if (now < of_this_run.size()) page.subtitle += fmt::format(", {} of them graded in this run", now);
  page.subtitle += ". For instructors: it names students and hidden tests.";
  page.body = Report(grades, pages, of_this_run).body();
  return render(page);
}

}  // namespace grader
