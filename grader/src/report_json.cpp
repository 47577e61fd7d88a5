#include <nlohmann/json.hpp>

#include "report.hpp"

namespace grader {
namespace {

using Json = nlohmann::ordered_json;

Json points(int earned, int possible) {
  return {{"earned", earned}, {"possible", possible}};
}

/// Absent where there is nothing to say, so that a reader needs no test for the empty string.
void put(Json& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

Json test_json(const TestVerdict& test) {
  Json json = {{"name", test.name},
               {"status", to_word(test.status)},
               {"message", test.message},
               {"mistake", test.mistake},
               {"seconds", test.seconds}};
  put(json, "kind", test.kind);
  put(json, "file", test.file);
  if (test.line > 0) json["line"] = test.line;
  if (test.status != TestStatus::passed) put(json, "output", test.output);
  return json;
}

Json task_json(const TaskVerdict& task) {
  Json tests = Json::array();
  for (const TestVerdict& test : task.tests) tests.push_back(test_json(test));
  return {{"id", task.id},
          {"name", task.name},
          {"file", task.file},
          {"status", to_word(task.status)},
          {"points", points(task.earned, task.possible)},
          {"tests", std::move(tests)}};
}

Json problem_json(const BuildProblem& problem) {
  Json json = {
      {"file", problem.file}, {"line", problem.line}, {"column", problem.column}, {"message", problem.message}};
  put(json, "source", problem.source);
  put(json, "advice", problem.advice);
  return json;
}

Json compiler_json(const std::string& compiler) {
  const std::size_t space = compiler.find(' ');
  return {{"name", compiler.substr(0, space)},
          {"version", space == std::string::npos ? "" : compiler.substr(space + 1)}};
}

Json check_json(const ModuleVerdict& verdict) {
  Json json = {{"schema", "groundup/check/1"}};
  json["module"] = {{"number", verdict.number}, {"folder", verdict.folder}, {"title", verdict.title}};
  json["provider"] = verdict.provider;
  json["base"] = Json::object();
  for (const auto& [folder, provider] : verdict.base) json["base"][folder] = provider;
  json["status"] = to_word(verdict.status);
  json["points"] = points(verdict.earned, verdict.possible);
  json["tasks"] = Json::array();
  for (const TaskVerdict& task : verdict.tasks) json["tasks"].push_back(task_json(task));
  json["seconds"] = {{"build", verdict.build_seconds}, {"run", verdict.run_seconds}};
  json["compiler"] = compiler_json(verdict.compiler);
  if (verdict.filtered) json["filtered"] = true;
  put(json, "blame", verdict.blame);
  put(json, "advice", verdict.advice);
  if (!verdict.problems.empty()) {
    Json problems = Json::array();
    for (const BuildProblem& problem : verdict.problems) problems.push_back(problem_json(problem));
    json["build"] = {{"errors", verdict.problem_count}, {"log", verdict.build_log}, {"problems", std::move(problems)}};
  }
  return json;
}

std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string json_report(const ModuleVerdict& verdict) {
  return text_of(check_json(verdict));
}

std::string json_report_all(const std::vector<ModuleVerdict>& verdicts, const std::vector<UnjudgedModule>& unjudged) {
  Json checks = Json::array();
  for (const ModuleVerdict& verdict : verdicts) checks.push_back(check_json(verdict));
  Json document = {{"schema", "groundup/check-all/1"}, {"checks", std::move(checks)}};
  for (const UnjudgedModule& each : unjudged) {
    document["course_faults"].push_back({{"folder", each.folder}, {"message", each.fault}});
  }
  return text_of(document);
}

}  // namespace grader
