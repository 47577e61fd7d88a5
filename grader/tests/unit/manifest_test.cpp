#include "edition/manifest.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "../json_schema.hpp"
#include "edition/edition.hpp"
#include "edition/sha256.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

using nlohmann::json;
using tests::load_schema;
using tests::schema_faults;

const std::string sums_file = "modules/01_sums/src/add.cpp";

Manifest sample() {
  return {"alice",
          "Test",
          sha256("edition"),
          "2026-03-01T17:59:00Z",
          {{"01_sums",
            {{sums_file, sha256("abc"), 3}},
            {10, 15, "2026-03-01T17:00:00.125Z"},
            {{"tests", sha256("tests")}}}}};
}

json sample_json() {
  return json::parse(manifest_to_json(sample()));
}

std::string words(const std::vector<Flag>& findings) {
  std::string text;
  for (const Flag& finding : findings) text += finding.message + "\n";
  return text;
}

TEST(Manifest, ComesBackAsItWasWritten) {
  const ManifestReading reading = read_manifest(manifest_to_json(sample()));
  ASSERT_TRUE(reading.manifest) << words(reading.findings);
  EXPECT_EQ(words(reading.findings), "");
  EXPECT_EQ(reading.manifest->student, "alice");
  EXPECT_EQ(reading.manifest->course, "Test");
  EXPECT_EQ(reading.manifest->edition, sha256("edition"));
  EXPECT_EQ(reading.manifest->created, "2026-03-01T17:59:00Z");
  ASSERT_EQ(reading.manifest->modules.size(), 1U);
  const ManifestModule& module = reading.manifest->modules[0];
  EXPECT_EQ(module.folder, "01_sums");
  EXPECT_EQ(module.claimed.earned, 10);
  EXPECT_EQ(module.claimed.possible, 15);
  EXPECT_EQ(module.claimed.when, "2026-03-01T17:00:00.125Z");
  ASSERT_EQ(module.files.size(), 1U);
  EXPECT_EQ(module.files[0].path, sums_file);
  EXPECT_EQ(module.files[0].sha256, sha256("abc"));
  EXPECT_EQ(module.files[0].bytes, 3U);
  EXPECT_EQ(module.edition, (ModuleEdition{{"tests", sha256("tests")}}));
}

TEST(Manifest, OfAnOlderGraderSaysNothingOfTheModulesEdition) {
  json document = sample_json();
  document["modules"][0].erase("edition");
  const ManifestReading reading = read_manifest(document.dump());
  ASSERT_TRUE(reading.manifest);
  EXPECT_EQ(words(reading.findings), "");
  EXPECT_TRUE(reading.manifest->modules[0].edition.empty());
}

TEST(Manifest, FitsItsSchema) {
  const json rules = load_schema("submission-1");
  EXPECT_TRUE(schema_faults(rules, sample_json()).empty());
  json broken = sample_json();
  broken["modules"][0]["claimed"].erase("when");
  EXPECT_FALSE(schema_faults(rules, broken).empty());
}

TEST(Manifest, EveryFlawIsFound) {
  struct Flaw {
    std::string pointer;
    json value;
    std::string found;
  };
  const std::string folder = "/modules/0";
  const std::vector<Flaw> flaws = {{"/student", 7, "student"},
                                   {"/student", std::string(257, 'a'), "student"},
                                   {"/created", "yesterday", "created"},
                                   {"/created", "2026-02-29T00:00:00Z", "created"},
                                   {"/course", "Test", "course"},
                                   {"/course/edition", "abc", "course.edition"},
                                   {"/grade", 100, "grade"},
                                   {"/course/more", 1, "course.more"},
                                   {folder + "/points", 100, "modules.points"},
                                   {folder + "/claimed/earned", -1, "claimed.earned"},
                                   {folder + "/claimed/earned", 1.5, "claimed.earned"},
                                   {folder + "/claimed/possible", 3'000'000'000U, "claimed.possible"},
                                   {folder + "/claimed", nullptr, "claimed"},
                                   {folder + "/files/0/sha256", std::string(64, 'G'), "files.sha256"},
                                   {folder + "/files/0/bytes", "3", "files.bytes"},
                                   {folder + "/edition", "e1", "edition"},
                                   {folder + "/edition/tests", "e1", "edition.tests"},
                                   {folder + "/edition/lesson", sha256("x"), "edition.lesson"},
                                   {folder + "/files/0/mode", "0777", "files.mode"},
                                   {folder + "/files", json(std::vector<json>(201, json::object())), "at most 200"},
                                   {"/modules", json(std::vector<json>(201, json::object())), "at most 200"},
                                   {"/modules", "all", "modules"},
                                   {folder, 3, "folder"}};
  for (const Flaw& flaw : flaws) {
    json document = sample_json();
    document[json::json_pointer(flaw.pointer)] = flaw.value;
    const ManifestReading reading = read_manifest(document.dump());
    EXPECT_TRUE(reading.manifest) << flaw.pointer;
    EXPECT_TRUE(contains(words(reading.findings), flaw.found)) << flaw.pointer << "\n" << words(reading.findings);
  }
}

TEST(Manifest, WhatIsNoManifestIsRejected) {
  for (const std::string& text : {std::string(), std::string("{"), std::string("[]"), std::string("null"),
                                  std::string("{\"schema\": \"groundup/submission/2\"}"), std::string(100'000, '['),
                                  std::string("{\"schema\": \"\xff\"}"), std::string(largest_manifest + 1, ' ')}) {
    const ManifestReading reading = read_manifest(text);
    EXPECT_FALSE(reading.manifest) << text.substr(0, 50);
    EXPECT_EQ(reading.findings.size(), 1U);
  }
}

TEST(Manifest, AFloodOfFlawsMakesAShortReport) {
  json document = sample_json();
  for (int i = 0; i < 1000; ++i) document["flaw" + std::to_string(i)] = i;
  EXPECT_EQ(read_manifest(document.dump()).findings.size(), 40U);
}

TEST(Manifest, IsComparedWithWhatIsThere) {
  EXPECT_EQ(words(compare(sample(), {{sums_file, "abc"}})), "");
  EXPECT_TRUE(contains(words(compare(sample(), {{sums_file, "abd"}})), "changed afterwards"));
  EXPECT_TRUE(contains(words(compare(sample(), {})), "not in the submission"));
  EXPECT_TRUE(contains(words(compare(sample(), {{sums_file, "abc"}, {"modules/x", ""}})), "does not list it"));
  Manifest wrong_size = sample();
  wrong_size.modules[0].files[0].bytes = 4;
  EXPECT_EQ(compare(wrong_size, {{sums_file, "abc"}}).size(), 1U);
  Manifest twice = sample();
  twice.modules.push_back(twice.modules[0]);
  EXPECT_TRUE(contains(words(compare(twice, {{sums_file, "abc"}})), "more than once"));
}

TEST(Manifest, TimesAreThoseOfTheCalendar) {
  for (const char* good : {"2024-02-29T23:59:60Z", "2000-02-29T00:00:00Z", "2026-12-31T12:00:00.5Z"}) {
    EXPECT_TRUE(is_utc_time(good)) << good;
  }
  for (const char* bad :
       {"", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-04-31T00:00:00Z", "2026-04-30T24:00:00Z", "2026-04-30T00:60:00Z", "2026-04-30T00:00:00",
        "2026-04-30T00:00:00+01:00", "2026-04-30 00:00:00Z", "x2026-04-30T00:00:00Z", "2026-04-00T00:00:00Z"}) {
    EXPECT_FALSE(is_utc_time(bad)) << bad;
  }
}

TEST(Edition, DigestFollowsWhatAVerdictDependsOn) {
  TemporaryCourse toy;
  const std::vector<std::string> counted = {"CMakeLists.txt",
                                            "CMakePresets.json",
                                            "modules/course.cmake",
                                            "modules/01_sums/include/gu/sums.hpp",
                                            "modules/01_sums/tests/add_test.cpp",
                                            "modules/02_means/given/deep/given.cpp",
                                            "support/include/gu/tensor.hpp",
                                            "support/src/tensor.cpp",
                                            "testing/include/gu/testing/near.hpp",
                                            "testing/CMakeLists.txt",
                                            "cmake/CourseModule.cmake"};
  const std::vector<std::string> uncounted = {"modules/01_sums/src/add.cpp",
                                              "modules/01_sums/LESSON.md",
                                              "solutions/01_sums/src/add.cpp",
                                              "README.md",
                                              "cmake/packages.txt",
                                              "modules/01_sums/tests/.add_test.cpp.swp",
                                              "modules/01_sums/tests/add_test.cpp~",
                                              "modules/99_other/tests/x.cpp"};
  for (const std::string& file : counted) write_text(toy.path() / file, file);
  for (const std::string& file : uncounted) write_text(toy.path() / file, file);
  const auto files = edition_files(toy.course);
  EXPECT_EQ(files.size(), counted.size());
  const std::string before = edition_digest(toy.course);
  EXPECT_EQ(before.size(), 64U);
  for (const std::string& file : counted) {
    ASSERT_TRUE(files.contains(file)) << file;
    EXPECT_EQ(files.at(file), sha256(file));
    write_text(toy.path() / file, "changed");
    EXPECT_NE(edition_digest(toy.course), before) << file;
    write_text(toy.path() / file, file);
  }
  for (const std::string& file : uncounted) write_text(toy.path() / file, "changed");
  EXPECT_EQ(edition_digest(toy.course), before);
  fs::remove(toy.path() / counted.back());
  EXPECT_NE(edition_digest(toy.course), before) << "a file that is gone";
}

}  // namespace
}  // namespace grader::testing
