#include <fmt/core.h>

#include <cmath>

#include "gradebook/exports.hpp"
#include "grading/public_part.hpp"
#include "json_reader.hpp"
#include "report.hpp"

namespace grader {
namespace {

std::string passed_of(const TaskVerdict& task) {
  std::size_t passed = 0;
  for (const TestVerdict& test : task.tests) passed += test.status == TestStatus::passed ? 1 : 0;
  return fmt::format("{} of {} tests passed", passed, task.tests.size());
}

Json text_entry(const std::string& name, const std::string& number, bool passed, const std::string& output) {
  return {
      {"name", name},     {"name_format", "text"},   {"number", number},       {"status", passed ? "passed" : "failed"},
      {"output", output}, {"output_format", "text"}, {"visibility", "visible"}};
}

std::string words_of(const TestVerdict& test) {
  std::string text = test.message;
  if (text.empty() && test.status != TestStatus::passed) text = to_word(test.status);
  if (!test.mistake.empty()) text += "\nRecognised: " + test.mistake;
  return text;
}

void add_task(Json& tests, const ExportedModule& module, const TaskVerdict& task) {
  std::string output = passed_of(task);
  const std::string hidden = hidden_tests_line(module.grade, task.name);
  if (!hidden.empty()) output += "\n" + hidden;
  Json entry = text_entry(task.id + " " + task.name, task.id, task.status == Status::passed, output);
  entry["score"] = task.earned;
  entry["max_score"] = task.possible;
  tests.push_back(std::move(entry));
  int number = 0;
  for (const TestVerdict& test : task.tests) {
    ++number;
    tests.push_back(text_entry(task.id + " " + claim_in_words(test.name), fmt::format("{}.{}", task.id, number),
                               test.status == TestStatus::passed, words_of(test)));
  }
}

}  // namespace

double gradescope_score(const ClassMarks& marks, const StudentMarks& student) {
  double offered = 0;
  for (std::size_t i = 0; i < marks.assignments.size(); ++i)
    offered += marks.weights[i] > 0 ? marks.assignments[i].possible : 0;
  return student.total_percent / 100 * offered;
}

std::string gradescope_results(const std::vector<ExportedModule>& modules, const std::string& fault, double seconds,
                               std::optional<double> score) {
  Json tests = Json::array();
  double sum = 0;
  std::string output = fault;
  for (const ExportedModule& module : modules) {
    sum += module.points;
    const ModuleVerdict verdict = public_verdict(module.grade);
    output +=
        fmt::format("{}{} {}: {} of {}{}{}", output.empty() ? "" : "\n", verdict.folder.substr(0, 2), verdict.title,
                    verdict.earned, verdict.possible, module.lateness.empty() ? "" : ", " + module.lateness,
                    module.in_total ? "" : ", not in the total");
    for (const TaskVerdict& task : verdict.tasks) add_task(tests, module, task);
  }
  Json json = {{"score", std::round(score.value_or(sum) * 100) / 100},
               {"execution_time", seconds},
               {"output", output},
               {"output_format", "text"},
               {"test_output_format", "text"},
               {"test_name_format", "text"},
               {"visibility", "visible"},
               {"stdout_visibility", "hidden"}};
  json["tests"] = std::move(tests);
  return json_text(json);
}

std::string gradescope_results(const SubmissionGrade& grade) {
  std::vector<ExportedModule> modules;
  for (const ModuleGrade& module : grade.modules) {
    modules.push_back({grade.student, module, static_cast<double>(module.credit.earned), ""});
  }
  return gradescope_results(modules, grade.fault, grade.seconds);
}

std::string export_junit(const std::vector<ExportedModule>& modules, bool class_report) {
  std::vector<ModuleVerdict> verdicts;
  for (const ExportedModule& module : modules) {
    verdicts.push_back(public_verdict(module.grade));
    if (class_report) verdicts.back().folder = module.student + "." + verdicts.back().folder;
  }
  return junit_report(verdicts);
}

}  // namespace grader
