#include "grading/grade_words.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "grading/html.hpp"

namespace grader {

std::string mark(std::string_view kind, std::string_view word) {
  return fmt::format("<span class=\"mark {}\">{}</span>", kind, html_escape(word));
}

std::string status_mark(Status status) {
  switch (status) {
    case Status::passed:
      return mark("good", "passed");
    case Status::failed:
      return mark("bad", "failed");
    case Status::not_compiled:
      return mark("bad", "did not compile");
    case Status::not_graded:
      return mark("warning", "not graded");
    case Status::crashed:
      return mark("bad", "crashed");
    case Status::timed_out:
      return mark("bad", "took too long");
  }
  return mark("bad", "failed");
}

std::string points_text(double earned, double possible) {
  return fmt::format("{:g} of {:g} points", earned, possible);
}

std::string time_text(const std::string& time) {
  const bool known = time.size() >= 17 && time[10] == 'T' && time.ends_with('Z');
  return known ? time.substr(0, 10) + " " + time.substr(11, 5) + " UTC" : time;
}

const HiddenTests* hidden_of(const ModuleGrade& module, std::string_view task) {
  const auto found = std::find_if(module.hidden.begin(), module.hidden.end(),
                                  [task](const HiddenTests& each) { return each.task == task && !each.tests.empty(); });
  return found == module.hidden.end() ? nullptr : &*found;
}

bool all_passed(const HiddenTests& hidden) {
  return std::all_of(hidden.tests.begin(), hidden.tests.end(),
                     [](const TestVerdict& test) { return test.status == TestStatus::passed; });
}

}  // namespace grader
