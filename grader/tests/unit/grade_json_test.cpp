#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "../json_schema.hpp"
#include "grade_samples.hpp"

namespace grader::testing {
namespace {

using nlohmann::json;
using tests::load_schema;
using tests::schema_faults;

/// Every member filled in, so that none can be lost unseen.
SubmissionGrade full_grade() {
  const TemporaryCourse toy;
  SubmissionGrade grade = grade_of("anna", "d1", "2026-03-01T17:59:00Z",
                                   {module_grade(toy.sums(), {"add"}), module_grade(toy.means(), {})});
  ModuleVerdict own = verdict_of(toy.means(), Status::not_compiled);
  own.base = {{"01_sums", "mine"}};
  own.blame = "01_sums";
  own.advice = "Start there.";
  own.filtered = true;
  own.problems = {{"modules/02_means/src/mean.cpp", 3, 7, "expected ;", "int x", "Close the line."}};
  own.problem_count = 2;
  own.build_log = "build/check/log/02_means.txt";
  own.build_seconds = 0.5;
  own.run_seconds = 0.25;
  grade.modules[1].own_base = own;
  grade.modules[0].credit.tasks[1].tests[0].mistake = "scaled twice";
  return grade;
}

std::string fault_of(const json& document) {
  try {
    grade_from_json(document.dump());
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(GradeJson, FitsItsSchemaAndThatOfChecks) {
  const json document = json::parse(grade_to_json(full_grade()));
  std::string faults;
  for (const std::string& fault : schema_faults(load_schema("grade-1"), document)) faults += fault + '\n';
  for (const json& module : document.at("modules")) {
    for (const char* member : {"credit", "own_base"}) {
      if (module.at(member).is_null()) continue;
      for (const std::string& fault : schema_faults(load_schema("check-1"), module.at(member))) faults += fault + '\n';
    }
  }
  EXPECT_EQ(faults, "");
  json broken = document;
  broken["seed"] = 5;
  EXPECT_FALSE(schema_faults(load_schema("grade-1"), broken).empty());
}

TEST(GradeJson, HasTheMembersThatReadersCountOn) {
  const json document = json::parse(grade_to_json(full_grade()));
  EXPECT_EQ(document.at("schema"), "groundup/grade/1");
  EXPECT_EQ(document.at("points"), json::parse(R"({"earned": 10, "possible": 25})"));
  EXPECT_EQ(document.at("seed"), "18446744073709551615") << "exact above 2^53";
  EXPECT_EQ(document.at("seconds"), json::parse(R"({"total": 3.5, "compile": 2.25})"));
  EXPECT_TRUE(document.at("modules").at(0).at("own_base").is_null());
  EXPECT_EQ(document.at("modules").at(1).at("own_base").at("blame"), "01_sums");
  const json& hidden = document.at("modules").at(0).at("hidden").at(1);
  EXPECT_EQ(hidden.at("task"), "scale");
  EXPECT_EQ(hidden.at("tests").at(0).at("status"), "failed");
}

TEST(GradeJson, ComesBackAsItWas) {
  const SubmissionGrade grade = full_grade();
  const std::string text = grade_to_json(grade);
  const SubmissionGrade back = grade_from_json(text);
  EXPECT_EQ(grade_to_json(back), text);
  EXPECT_EQ(back.seed, grade.seed);
  EXPECT_EQ(back.submitted, "2026-03-01T17:59:00Z");
  EXPECT_EQ(back.earned(), 10);
  EXPECT_EQ(back.possible(), 25);
  EXPECT_DOUBLE_EQ(back.compile_seconds, 2.25);
  EXPECT_EQ(back.flags.at(0).kind, "symbol");
  EXPECT_FALSE(back.modules[0].own_base.has_value());
  const ModuleVerdict& own = back.modules[1].own_base.value();
  EXPECT_EQ(own.base.at("01_sums"), "mine");
  EXPECT_EQ(own.status, Status::not_compiled);
  EXPECT_EQ(own.compiler, "g++ 12.2.0");
  EXPECT_EQ(own.problems.at(0).advice, "Close the line.");
  EXPECT_EQ(own.problem_count, 2);
  EXPECT_TRUE(own.filtered);
  EXPECT_EQ(back.modules[0].credit.tasks.at(1).tests.at(0).mistake, "scaled twice");
  EXPECT_EQ(back.modules[0].hidden.at(1).tests.at(0).line, 7);
}

TEST(GradeJson, AFaultHasNoPoints) {
  SubmissionGrade grade = grade_of("anna", "d1", "2026-03-01T17:59:00Z", {});
  grade.fault = "The archive ends in the middle: pack it again.";
  const SubmissionGrade back = grade_from_json(grade_to_json(grade));
  EXPECT_EQ(back.fault, grade.fault);
  EXPECT_EQ(back.earned(), 0);
  EXPECT_EQ(back.possible(), 0);
}

TEST(GradeJson, SaysWhereADocumentIsWrong) {
  const json good = json::parse(grade_to_json(full_grade()));
  ASSERT_EQ(fault_of(good), "accepted");
  const auto changed = [&](const char* place, const json& value) {
    json document = good;
    document[json::json_pointer(place)] = value;
    return fault_of(document);
  };
  EXPECT_EQ(changed("/schema", "groundup/grade/2"), "schema: expected groundup/grade/1, got \"groundup/grade/2\"");
  EXPECT_EQ(changed("/student", 5), "student: expected text, got 5");
  EXPECT_EQ(changed("/extra", 5), "extra: nothing of this name is known here");
  EXPECT_TRUE(contains(changed("/seed", "-1"), "seed: expected a whole number of 64 bits"));
  EXPECT_TRUE(contains(changed("/seed", "18446744073709551616"), "seed: expected"));
  EXPECT_TRUE(contains(changed("/seed", "7 "), "seed: expected"));
  EXPECT_TRUE(contains(changed("/points/earned", 11), "points: expected the sum of the modules, 10 of 25"));
  EXPECT_EQ(changed("/modules", json::object()), "modules: expected a list, got {}");
  EXPECT_EQ(changed("/modules/0/credit/points/earned", 16), "modules/0/credit/points/earned: expected 0 to 15, got 16");
  EXPECT_EQ(changed("/modules/0/credit/points/earned", 10.5),
            "modules/0/credit/points/earned: expected a whole number, got 10.5");
  EXPECT_TRUE(contains(changed("/modules/0/credit/tasks/1/status", "finished"),
                       "modules/0/credit/tasks/1/status: expected one of passed, failed"));
  EXPECT_TRUE(contains(changed("/modules/0/hidden/0/tests/0/status", "won"), "modules/0/hidden/0/tests/0/status"));
  EXPECT_TRUE(contains(changed("/modules/1/own_base/base/01_sums", 1), "modules/1/own_base/base/01_sums"));
  json lacking = good;
  lacking["modules"][0].erase("hidden");
  EXPECT_EQ(fault_of(lacking), "modules/0/hidden: missing");
  EXPECT_TRUE(contains(fault_of(json::array()), "the document: expected an object"));
}

TEST(GradeJson, RefusesWhatIsNoJson) {
  for (const char* text : {"", "{", "nonsense", "{\"schema\": \"groundup/grade/1\""}) {
    EXPECT_THROW(grade_from_json(text), std::runtime_error) << text;
  }
}

TEST(GradeJson, BytesThatAreNoUtf8BecomeAReplacement) {
  SubmissionGrade grade = full_grade();
  grade.submission = "a\xFF.zip";
  EXPECT_EQ(grade_from_json(grade_to_json(grade)).submission, "a\xEF\xBF\xBD.zip");
}

}  // namespace
}  // namespace grader::testing
