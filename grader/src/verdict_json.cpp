#include "verdict_json.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace grader {
namespace {

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
  return {{"id", task.id},
          {"name", task.name},
          {"file", task.file},
          {"status", to_word(task.status)},
          {"points", points_json(task.earned, task.possible)},
          {"tests", tests_json(task.tests)}};
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

/// The inverse of to_word(). @throws JsonFault  listing the words
template <typename Word, std::size_t count>
Word read_word(JsonReader& reader, const std::array<Word, count>& words) {
  const std::string text = reader.text("status");
  std::string known;
  for (const Word word : words) {
    if (to_word(word) == text) return word;
    known += (known.empty() ? "" : ", ") + to_word(word);
  }
  reader.refuse("status", "one of " + known);
}

Status read_status(JsonReader& reader) {
  static constexpr std::array words = {Status::passed,     Status::failed,  Status::not_compiled,
                                       Status::not_graded, Status::crashed, Status::timed_out};
  return read_word(reader, words);
}

TestVerdict read_test(JsonReader reader) {
  static constexpr std::array words = {TestStatus::passed,    TestStatus::failed,  TestStatus::crashed,
                                       TestStatus::timed_out, TestStatus::skipped, TestStatus::not_run};
  TestVerdict test;
  test.name = reader.text("name");
  test.status = read_word(reader, words);
  test.message = reader.text("message");
  test.mistake = reader.text("mistake");
  test.seconds = reader.number("seconds");
  test.kind = reader.text_if_any("kind");
  test.file = reader.text_if_any("file");
  test.line = reader.integer_if_any("line");
  test.output = reader.text_if_any("output");
  reader.finish();
  return test;
}

TaskVerdict read_task(JsonReader reader) {
  TaskVerdict task;
  task.id = reader.text("id");
  task.name = reader.text("name");
  task.file = reader.text("file");
  task.status = read_status(reader);
  read_points(reader, task.earned, task.possible);
  task.tests = read_tests(reader);
  reader.finish();
  return task;
}

BuildProblem read_problem(JsonReader reader) {
  BuildProblem problem;
  problem.file = reader.text("file");
  problem.line = reader.integer("line");
  problem.column = reader.integer("column");
  problem.message = reader.text("message");
  problem.source = reader.text_if_any("source");
  problem.advice = reader.text_if_any("advice");
  reader.finish();
  return problem;
}

void read_module(JsonReader reader, ModuleVerdict& verdict) {
  verdict.number = reader.integer("number");
  verdict.folder = reader.text("folder");
  verdict.title = reader.text("title");
  reader.finish();
}

void read_build(JsonReader reader, ModuleVerdict& verdict) {
  verdict.problem_count = reader.integer("errors");
  verdict.build_log = reader.text("log");
  for (JsonReader& problem : reader.objects("problems")) verdict.problems.push_back(read_problem(std::move(problem)));
  reader.finish();
}

}  // namespace

Json points_json(int earned, int possible) {
  return {{"earned", earned}, {"possible", possible}};
}

Json tests_json(const std::vector<TestVerdict>& tests) {
  Json json = Json::array();
  for (const TestVerdict& test : tests) json.push_back(test_json(test));
  return json;
}

Json check_json(const ModuleVerdict& verdict) {
  Json json = {{"schema", "groundup/check/1"}};
  json["module"] = {{"number", verdict.number}, {"folder", verdict.folder}, {"title", verdict.title}};
  json["provider"] = verdict.provider;
  json["base"] = Json::object();
  for (const auto& [folder, provider] : verdict.base) json["base"][folder] = provider;
  json["status"] = to_word(verdict.status);
  json["points"] = points_json(verdict.earned, verdict.possible);
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

void read_points(JsonReader& parent, int& earned, int& possible) {
  JsonReader reader = parent.object("points");
  earned = reader.integer("earned");
  possible = reader.integer("possible");
  if (earned < 0 || earned > possible) reader.refuse("earned", "0 to " + std::to_string(possible));
  reader.finish();
}

std::vector<TestVerdict> read_tests(JsonReader& parent) {
  std::vector<TestVerdict> tests;
  for (JsonReader& test : parent.objects("tests")) tests.push_back(read_test(std::move(test)));
  return tests;
}

ModuleVerdict read_check(JsonReader reader) {
  if (reader.text("schema") != "groundup/check/1") reader.refuse("schema", "groundup/check/1");
  ModuleVerdict verdict;
  read_module(reader.object("module"), verdict);
  verdict.provider = reader.text("provider");
  for (const auto& [folder, provider] : reader.texts("base")) verdict.base[folder] = provider;
  verdict.status = read_status(reader);
  read_points(reader, verdict.earned, verdict.possible);
  for (JsonReader& task : reader.objects("tasks")) verdict.tasks.push_back(read_task(std::move(task)));
  JsonReader seconds = reader.object("seconds");
  verdict.build_seconds = seconds.number("build");
  verdict.run_seconds = seconds.number("run");
  seconds.finish();
  JsonReader compiler = reader.object("compiler");
  const std::string version = compiler.text("version");
  verdict.compiler = compiler.text("name") + (version.empty() ? "" : " " + version);
  compiler.finish();
  verdict.filtered = reader.flag_if_any("filtered");
  verdict.blame = reader.text_if_any("blame");
  verdict.advice = reader.text_if_any("advice");
  if (reader.has("build")) read_build(reader.object("build"), verdict);
  reader.finish();
  return verdict;
}

}  // namespace grader
