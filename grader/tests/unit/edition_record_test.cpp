#include "edition/edition_record.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "../json_schema.hpp"
#include "edition/edition_update.hpp"
#include "edition_samples.hpp"
#include "errors.hpp"

namespace grader::testing {
namespace {

TEST(EditionRecord, FitsItsSchemaAndSurvivesARoundTrip) {
  const EditionRecord record = record_of(first_edition());
  const std::string json = to_json(record);
  for (const std::string& fault : tests::schema_faults(tests::load_schema("edition-1"), nlohmann::json::parse(json))) {
    ADD_FAILURE() << fault;
  }
  const EditionRecord again = edition_record_from(json, "test");
  EXPECT_EQ(again.files, record.files);
  EXPECT_EQ(again.skeletons, record.skeletons);
  EXPECT_EQ(again.modules, record.modules);
  EXPECT_THROW(edition_record_from("{}", "test"), UsageError);
  EXPECT_THROW(edition_record_from("nonsense", "test"), UsageError);
}

TEST(EditionNews, SpeakOfModulesTasksAndParts) {
  FileTexts texts = first_edition();
  const EditionRecord old = record_of(texts);
  EXPECT_TRUE(edition_news(old, old).empty());
  texts[sums_test] = "test 2";
  texts["modules/01_sums/tests/scale_test.cpp"] = "a test more";
  texts["grader/src/main.cpp"] = "int main() {}";
  texts.erase(mean);
  const std::vector<std::string> expected{"module 02_means is no longer part of the course", "the grader changed",
                                          "module 01_sums: the tests of add and scale changed"};
  EXPECT_EQ(edition_news(old, record_of(texts)), expected);
}

}  // namespace
}  // namespace grader::testing
