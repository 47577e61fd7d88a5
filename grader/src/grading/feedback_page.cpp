#include "grading/feedback_page.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "blame.hpp"
#include "edition/module_edition.hpp"
#include "explained_failure.hpp"
#include "grading/grade_words.hpp"
#include "grading/html.hpp"
#include "text.hpp"

namespace grader {
namespace {

constexpr std::size_t shown_problems = 3;

/// The student's side of one module. Its verdict is a copy without anything that names a hidden test.
class ModulePart {
 public:
  ModulePart(const Course& course, const ModuleGrade& module)
      : course_(course), module_(module), verdict_(module.credit) {
    for (TaskVerdict& task : verdict_.tasks) {
      std::erase_if(task.tests, [&](const TestVerdict& test) { return is_hidden(test); });
    }
    std::erase_if(verdict_.problems, [](const BuildProblem& problem) { return !is_for_student(problem); });
  }

  std::string render() const {
    std::string text = text_element("h2", "", fmt::format("{:02} {}", verdict_.number, verdict_.title));
    text += element("p", "",
                    status_mark(verdict_.status) + " " + html_escape(points_text(verdict_.earned, verdict_.possible)));
    text += notes();
    if (verdict_.status == Status::not_compiled) text += problems();
    text += task_table();
    for (const TaskVerdict& task : verdict_.tasks) text += task_detail(task);
    text += own_base();
    return fmt::format("<section id=\"module-{}\">\n{}</section>\n", verdict_.number, text);
  }

 private:
  /// What the student should know before reading on: that a file did not arrive, that the tests were others.
  std::string notes() const {
    std::string text;
    if (!module_.missing.empty() && module_.missing.size() == verdict_.tasks.size()) {
      text += text_element("p", "box", "Nothing of this module was handed in, so its skeleton was graded.");
    } else {
      for (const std::string& task : module_.missing) {
        text += text_element("p", "box", task + ".cpp was not handed in, so the skeleton was graded in its place.");
      }
    }
    if (!module_.other_edition.empty()) {
      text += text_element("p", "box",
                           "You worked with another edition of this module than the one that graded (" +
                               parts_in_words(module_.other_edition) +
                               "), so your own checks may have said something else. No points are taken for that; "
                               "grader update brings your copy up to date.");
    }
    return text;
  }

  bool is_hidden(const TestVerdict& test) const {
    return std::any_of(module_.hidden.begin(), module_.hidden.end(), [&](const HiddenTests& hidden) {
      return std::any_of(hidden.tests.begin(), hidden.tests.end(),
                         [&](const TestVerdict& each) { return each.name == test.name; });
    });
  }

  /// An error in a file that the student does not have is the instructor's; its text may quote that file.
  static bool is_for_student(const BuildProblem& problem) {
    for (const std::string* text : {&problem.file, &problem.message, &problem.source, &problem.advice}) {
      if (text->find("solutions/") != std::string::npos) return false;
    }
    return problem.file.empty() || problem.file.starts_with("modules/");
  }

  std::string task_table() const {
    const bool any_hidden = std::any_of(module_.hidden.begin(), module_.hidden.end(),
                                        [](const HiddenTests& hidden) { return !hidden.tests.empty(); });
    std::vector<std::string> head{"task", "", "result", "points", "tests passed"};
    if (any_hidden) head.emplace_back("hidden tests");
    std::vector<std::vector<std::string>> rows;
    for (const TaskVerdict& task : verdict_.tasks) {
      const auto passed = std::count_if(task.tests.begin(), task.tests.end(),
                                        [](const TestVerdict& test) { return test.status == TestStatus::passed; });
      rows.push_back({html_escape(task.id), text_element("code", "", task.name), task_mark(task),
                      fmt::format("{} of {}", task.earned, task.possible),
                      fmt::format("{} of {}", passed, task.tests.size())});
      if (!any_hidden) continue;
      const HiddenTests* hidden = hidden_of(module_, task.name);
      rows.back().push_back(hidden == nullptr ? "" : all_passed(*hidden) ? "passed" : "not all passed");
    }
    return html_table(head, rows, {3, 4});
  }

  /// The task whose todo stands in the way, or empty.
  static std::string awaited(const TaskVerdict& task) {
    std::string other;
    for (const TestVerdict& test : task.tests) {
      std::string todo = todo_task(test);
      if (todo == task.id) return todo;
      if (!todo.empty()) other = todo;
    }
    return other;
  }

  static std::string task_mark(const TaskVerdict& task) {
    const std::string todo = awaited(task);
    if (todo == task.id) return mark("warning", "to be written");
    if (!todo.empty() && explained_failure(task) == nullptr) return mark("warning", "waits for task " + todo);
    return status_mark(task.status);
  }

  std::string task_detail(const TaskVerdict& task) const {
    if (verdict_.status == Status::not_compiled) return "";
    const TestVerdict* test = explained_failure(task);
    if (test != nullptr) return failure(task, *test);
    const bool passed = std::all_of(task.tests.begin(), task.tests.end(),
                                    [](const TestVerdict& each) { return each.status == TestStatus::passed; });
    const HiddenTests* hidden = hidden_of(module_, task.name);
    if (!passed || task.tests.empty() || hidden == nullptr || all_passed(*hidden)) return "";
    return text_element("h3", "", task.id + " " + task.name) +
           text_element("p", "",
                        "Every test that you have passes. Of those that only your instructor has, not all do, so the "
                        "task has no points. Read its contract once more: which inputs does it allow that you have not "
                        "tried?");
  }

  std::string failure(const TaskVerdict& task, const TestVerdict& test) const {
    const TestTexts texts = texts_of(course_, test);
    std::string text =
        element("h3", "",
                html_escape(task.id + " " + task.name + ": ") + text_element("code", "", cut_text(test.name, 200, 1)));
    if (!texts.claim.empty()) text += text_element("p", "", "It claims: " + texts.claim);
    if (!test.message.empty()) text += text_element("pre", "", cut_text(test.message));
    if (!test.mistake.empty()) {
      text +=
          element("p", "box", text_element("strong", "", "Recognised: ") + html_escape(cut_text(test.mistake, 1000)));
    }
    if (!test.output.empty()) {
      text += element("details", "",
                      text_element("summary", "", "What it printed last") +
                          text_element("pre", "", cut_text(test.output, 2000, 40)));
    }
    std::string where = texts.lesson.empty() ? ""
                                             : "The lesson treats it in \"" + texts.lesson + "\" (modules/" +
                                                   verdict_.folder + "/LESSON.md). ";
    where += "To see it again: grader check " + task.id + ", grader explain " + cut_text(test.name, 200, 1);
    text += text_element("p", "faint", where);
    const auto more = std::count_if(task.tests.begin(), task.tests.end(), is_explained) - 1;
    if (more > 0) {
      text += text_element(
          "p", "faint", fmt::format("And {} of this task.", counted(static_cast<std::size_t>(more), "more failure")));
    }
    return text;
  }

  std::string problems() const {
    std::string text;
    if (!verdict_.blame.empty()) {
      text += text_element("p", "", "The errors are in an earlier module of yours, " + verdict_.blame + ".");
    }
    const std::size_t shown = std::min(shown_problems, verdict_.problems.size());
    for (std::size_t i = 0; i < shown; ++i) {
      const BuildProblem& problem = verdict_.problems[i];
      std::string place = problem.file;
      if (problem.line > 0) place += fmt::format(":{}", problem.line);
      if (problem.line > 0 && problem.column > 0) place += fmt::format(":{}", problem.column);
      if (!place.empty()) text += element("p", "", text_element("code", "", cut_text(place, 300, 1)));
      text += text_element("pre", "",
                           cut_text(problem.message, 2000, 30) +
                               (problem.source.empty() ? "" : "\n\n" + cut_text(problem.source, 300, 1)));
      if (!problem.advice.empty()) text += text_element("p", "box", cut_text(problem.advice, 1000));
    }
    const auto all = static_cast<std::size_t>(std::max(0, verdict_.problem_count));
    if (shown == 0) return text + text_element("p", "", "It did not compile. Ask your instructor for the log.");
    if (all > shown) {
      text += text_element("p", "faint", fmt::format("And {}.", counted(all - shown, "more error")));
    }
    return text;
  }

  std::string own_base() const {
    if (!module_.own_base) return "";
    const ModuleVerdict& own = *module_.own_base;
    std::string text = "For information: on your own earlier modules instead of the reference, ";
    text += own.status == Status::not_compiled
                ? "it does not compile."
                : fmt::format("the tests that you have give {}.", points_text(own.earned, own.possible));
    if (own.earned < verdict_.earned)
      text += " What it lacks there comes from an earlier module. The mark is not affected.";
    return text_element("p", "faint", text);
  }

  const Course& course_;
  const ModuleGrade& module_;
  ModuleVerdict verdict_;
};

std::string total(const SubmissionGrade& grade, const FeedbackContext& context) {
  std::string text = text_element("p", "total", points_text(grade.earned(), grade.possible()));
  if (!context.lateness.empty()) text += text_element("p", "", context.lateness);
  if (context.final_points) {
    text += text_element("p", "", fmt::format("What counts: {:g} points.", *context.final_points));
  }
  return element("div", "card", text);
}

std::string overview(const SubmissionGrade& grade) {
  if (grade.modules.size() < 2) return "";
  std::vector<std::vector<std::string>> rows;
  for (const ModuleGrade& module : grade.modules) {
    const ModuleVerdict& credit = module.credit;
    rows.push_back({fmt::format("<a href=\"#module-{}\">{}</a>", credit.number,
                                html_escape(fmt::format("{:02} {}", credit.number, credit.title))),
                    status_mark(credit.status), fmt::format("{} of {}", credit.earned, credit.possible)});
  }
  return html_table({"module", "result", "points"}, rows, {2});
}

}  // namespace

std::string feedback_page(const Course& course, const SubmissionGrade& grade, const FeedbackContext& context) {
  HtmlPage page;
  page.title = course.name + ": feedback";
  page.subtitle = cut_text(grade.student, 200, 1);
  if (!context.person.empty()) page.subtitle = cut_text(context.person, 200, 1) + " (" + page.subtitle + ")";
  if (!grade.submitted.empty()) page.subtitle += ", handed in " + time_text(grade.submitted);
  if (!grade.fault.empty()) {
    page.body +=
        element("div", "box bad", text_element("p", "", "Nothing could be graded: " + cut_text(grade.fault, 1000)));
  }
  if (grade.sandbox == "none") {
    page.body += text_element("p", "box", "This was graded without a sandbox (--unsandboxed).");
  }
  if (grade.fault.empty() || context.final_points) page.body += total(grade, context);
  if (!context.comment.empty()) page.body += text_element("p", "box", context.comment);
  page.body += overview(grade);
  for (const ModuleGrade& module : grade.modules) page.body += ModulePart(course, module).render();
  page.footer = "Graded " + time_text(grade.graded);
  if (!grade.sandbox.empty() && grade.sandbox != "none") page.footer += " in a sandbox (" + grade.sandbox + ")";
  page.footer += " from the files with digest " + grade.digest.substr(0, 12) +
                 ". A task has its points when all of its tests pass with the reference below it.";
  return render(page);
}

}  // namespace grader
