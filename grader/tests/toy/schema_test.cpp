// What machines read, from the true commands, against the schemas that we promise.
#include <gtest/gtest.h>

#include "../json_schema.hpp"
#include "toy_course.hpp"

namespace grader::tests {
namespace {

void expect_fits(const std::string& schema, const std::vector<std::string>& arguments, int exit_status) {
  const Outcome outcome = ToyCourse::fresh().grader(arguments);
  EXPECT_EQ(outcome.exit_status, exit_status) << outcome.errors;
  const nlohmann::json document = nlohmann::json::parse(outcome.output, nullptr, false);
  ASSERT_FALSE(document.is_discarded()) << outcome.output;
  for (const std::string& fault : schema_faults(load_schema(schema), document)) ADD_FAILURE() << fault;
}

TEST(Schemas, FitWhatTheCommandsWrite) {
  expect_fits("check-1", {"check", "2", "--json", "-"}, 1);
  expect_fits("check-1", {"check", "2", "--provider", "reference", "--json", "-"}, 0);
  expect_fits("check-1", {"check", "3", "--json", "-"}, 1);
  expect_fits("check-1", {"check", "5", "--json", "-"}, 1);
  expect_fits("status-1", {"status", "--json"}, 0);
  expect_fits("validate-1", {"validate", "1", "2", "--json"}, 0);
}

TEST(Schemas, FitSeveralChecks) {
  const Outcome outcome = ToyCourse::fresh().grader({"check", "--all", "--json", "-", "--timeout", "2"});
  const nlohmann::json document = nlohmann::json::parse(outcome.output, nullptr, false);
  ASSERT_FALSE(document.is_discarded()) << outcome.output;
  for (const std::string& fault : schema_faults(load_schema("check-all-1"), document)) ADD_FAILURE() << fault;
  for (const nlohmann::json& check : document.value("checks", nlohmann::json::array())) {
    for (const std::string& fault : schema_faults(load_schema("check-1"), check)) ADD_FAILURE() << fault;
  }
}

}  // namespace
}  // namespace grader::tests
