#include <gtest/gtest.h>

#include <filesystem>

#include <nlohmann/json.hpp>

#include "../json_schema.hpp"
#include "commands/doctor.hpp"
#include "commands/status.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

using nlohmann::json;
using tests::load_schema;
using tests::schema_faults;

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

void expect_fits(const std::string& name, const std::string& document) {
  const auto faults = schema_faults(load_schema(name), json::parse(document));
  EXPECT_TRUE(faults.empty()) << joined(faults) << document;
}

TEST(SchemaChecker, FindsEveryKindOfFault) {
  const json rules = json::parse(R"({"type": "object", "required": ["a", "b"], "additionalProperties": false,
    "properties": {"a": {"enum": ["x", "y"]}, "b": {"type": "array", "items": {"type": "integer"}},
                   "c": {"type": ["string", "null"]}}})");
  const auto faults = [&](const char* document) { return joined(schema_faults(rules, json::parse(document))); };
  EXPECT_EQ(faults(R"({"a": "x", "b": [1, 2], "c": null})"), "");
  EXPECT_EQ(faults(R"([])"), "/: expected \"object\", got []\n");
  EXPECT_EQ(faults(R"({"a": "x"})"), "/: lacks \"b\"\n");
  EXPECT_EQ(faults(R"({"a": "z", "b": []})"), "/a: expected one of [\"x\",\"y\"], got \"z\"\n");
  EXPECT_EQ(faults(R"({"a": "x", "b": [1, 2.5]})"), "/b/1: expected \"integer\", got 2.5\n");
  EXPECT_EQ(faults(R"({"a": "x", "b": [], "c": 1})"), "/c: expected [\"string\",\"null\"], got 1\n");
  EXPECT_EQ(faults(R"({"a": "x", "b": [], "d": 1})"), "/: has \"d\", which the schema does not know\n");
}

TEST(SchemaChecker, ChecksTheValuesOfAnyName) {
  const json rules = json::parse(R"({"type": "object", "additionalProperties": {"type": "string"}})");
  EXPECT_TRUE(schema_faults(rules, json::parse(R"({"any": "text"})")).empty());
  EXPECT_EQ(schema_faults(rules, json::parse(R"({"any": 1})")).size(), 1U);
}

TEST(SchemaChecker, RefusesASchemaThatPromisesMore) {
  EXPECT_EQ(schema_faults(json::parse(R"({"minimum": 3})"), json(1)).size(), 1U);
}

TEST(Schema, OfEachDocumentIsASchema) {
  for (const auto& file : std::filesystem::directory_iterator(GRADER_SCHEMA_DIR)) {
    const std::string name = file.path().stem().stem().string();
    const json rules = load_schema(name);
    EXPECT_TRUE(rules.contains("title")) << name;
    EXPECT_FALSE(schema_faults(rules, json::object()).empty()) << name << " accepts an empty document";
  }
}

TEST(Schema, FitsAStatus) {
  TemporaryCourse toy;
  const auto status = [&] {
    TextTerminal out;
    run_status(toy.course, {true, out.terminal});
    return out.text();
  };
  expect_fits("status-1", status());
  Progress progress(toy.course);
  progress.record(verdict_of(toy.sums(), Status::timed_out));
  expect_fits("status-1", status());
  progress.record(verdict_of(toy.sums(), Status::passed));
  write_text(toy.add_file(), "edited");
  expect_fits("status-1", status());
  progress.record(verdict_of(toy.sums(), Status::passed));
  progress.record(verdict_of(toy.means(), Status::passed));
  const std::string everything = status();
  expect_fits("status-1", everything);
  EXPECT_TRUE(json::parse(everything)["next"].is_null());
}

TEST(Schema, FitsACheck) {
  const TemporaryCourse toy;
  for (const Status each : {Status::passed, Status::failed, Status::not_graded, Status::crashed, Status::timed_out}) {
    expect_fits("check-1", json_report(verdict_of(toy.means(), each)));
  }
  ModuleVerdict verdict = verdict_of(toy.means(), Status::not_compiled);
  verdict.base = {{"01_sums", "reference"}};
  verdict.blame = "01_sums";
  verdict.advice = "Start there.";
  verdict.filtered = true;
  verdict.problems = {{"modules/02_means/src/mean.cpp", 3, 7, "expected ;", "int x", "Close the line."},
                      {"", 0, 0, "x", "", ""}};
  verdict.problem_count = 2;
  verdict.build_log = "build/check/log/02_means.txt";
  verdict.tasks[0].tests[0].kind = "comparison";
  verdict.tasks[0].tests[0].file = "modules/02_means/tests/mean_test.cpp";
  verdict.tasks[0].tests[0].line = 12;
  verdict.tasks[0].tests[0].output = "printed \xFF bytes";
  expect_fits("check-1", json_report(verdict));
  expect_fits("check-all-1", json_report_all({verdict, verdict}));
  expect_fits("check-all-1", json_report_all({verdict}, {{"03_m", "does not build"}}));
  json broken = json::parse(json_report(verdict));
  broken["tasks"][0]["status"] = "finished";
  EXPECT_FALSE(schema_faults(load_schema("check-1"), broken).empty());
}

TEST(Schema, FitsADoctorsReport) {
  const TemporaryFolder folder;
  TextTerminal out;
  run_doctor({folder.path(), true, out.terminal});
  expect_fits("doctor-1", out.text());
}

}  // namespace
}  // namespace grader::testing
