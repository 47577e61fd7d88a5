// grader submit, as a student meets it.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "../json_schema.hpp"
#include "toy_course.hpp"

namespace grader::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// The toy course and an empty folder `handed_in` in it.
const ToyCourse& begin() {
  const ToyCourse& toy = ToyCourse::fresh();
  fs::remove_all(toy.root() / "handed_in");
  fs::create_directory(toy.root() / "handed_in");
  return toy;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The names in an archive, as another program than ours tells them.
std::string names_in(const ToyCourse& toy, const std::string& archive) {
  return toy.run({"tar", "-tf", archive}).output;
}

TEST(Submit, PacksTheDeclaredFilesAndNothingElse) {
  const ToyCourse& toy = begin();
  toy.grader({"check", "1"});
  toy.solve("01_sums");
  toy.grader({"check", "1"});
  toy.write("modules/01_sums/src/secret.txt", "not declared");
  const Outcome packed = toy.grader({"submit", "1", "--student", "alice", "--to", "handed_in"});
  EXPECT_EQ(packed.exit_status, 0) << packed.output << packed.errors;
  EXPECT_TRUE(contains(packed.output, "3 files, 20 of 20 points")) << packed.output;
  EXPECT_FALSE(contains(packed.output, "edited since")) << packed.output;
  EXPECT_EQ(names_in(toy, "handed_in/alice.tar.gz"),
            "groundup-submission.json\nmodules/01_sums/src/add.cpp\nmodules/01_sums/src/scale.cpp\n"
            "modules/01_sums/src/total.cpp\n");

  const json manifest =
      json::parse(toy.run({"tar", "-xOf", "handed_in/alice.tar.gz", "groundup-submission.json"}).output);
  EXPECT_TRUE(schema_faults(load_schema("submission-1"), manifest).empty()) << manifest.dump(2);
  EXPECT_EQ(manifest.at("student"), "alice");
  ASSERT_EQ(manifest.at("modules").size(), 1U);
  EXPECT_EQ(manifest.at("modules")[0].at("claimed").at("earned"), 20);
  EXPECT_EQ(manifest.at("modules")[0].at("claimed").at("possible"), 20);
  const json& file = manifest.at("modules")[0].at("files")[0];
  EXPECT_EQ(file.at("path"), "modules/01_sums/src/add.cpp");
  EXPECT_EQ(file.at("sha256"), toy.run({"sha256sum", "modules/01_sums/src/add.cpp"}).output.substr(0, 64));
}

TEST(Submit, SaysWhatWasEditedSinceItsLastCheck) {
  const ToyCourse& toy = begin();
  toy.solve("01_sums");
  toy.grader({"check", "1"});
  toy.replace("modules/01_sums/src/scale.cpp", "x * factor", "factor * x");
  const Outcome packed = toy.grader({"submit", "1", "--student", "alice", "--to", "handed_in"});
  EXPECT_EQ(packed.exit_status, 0) << packed.errors;
  EXPECT_TRUE(contains(packed.output, "modules/01_sums/src/scale.cpp was edited since its last")) << packed.output;
  EXPECT_FALSE(contains(packed.output, "add.cpp was edited")) << packed.output;
}

TEST(Submit, RemembersWhoYouAreAndNeverOverwrites) {
  const ToyCourse& toy = begin();
  toy.grader({"list"});
  toy.solve("01_sums");
  const Outcome nobody = toy.grader({"submit", "1", "--to", "handed_in"});
  EXPECT_EQ(nobody.exit_status, 2);
  EXPECT_TRUE(contains(nobody.errors, "--student")) << nobody.errors;
  EXPECT_EQ(toy.grader({"submit", "1", "--student", "../alice", "--to", "handed_in"}).exit_status, 2);
  EXPECT_TRUE(fs::is_empty(toy.root() / "handed_in"));

  EXPECT_EQ(toy.grader({"submit", "1", "--student", "alice", "--to", "handed_in"}).exit_status, 0);
  const std::string first = toy.read("handed_in/alice.tar.gz");
  toy.replace("modules/01_sums/src/scale.cpp", "x * factor", "factor * x");
  const Outcome again = toy.grader({"submit", "1", "--to", "handed_in"});
  EXPECT_EQ(again.exit_status, 0) << again.errors;
  EXPECT_TRUE(contains(again.output, "alice-2.tar.gz")) << again.output;
  EXPECT_TRUE(contains(again.output, "points not known yet")) << again.output;
  EXPECT_EQ(toy.read("handed_in/alice.tar.gz"), first);
  EXPECT_TRUE(fs::exists(toy.root() / "handed_in" / "alice-2.tar.gz"));
}

TEST(Submit, RefusesInClearWords) {
  const ToyCourse& toy = begin();
  const std::vector<std::string> submit = {"submit", "1", "--student", "alice", "--to", "handed_in"};
  const auto with = [&](const std::string& more) {
    std::vector<std::string> arguments = submit;
    arguments.push_back(more);
    return toy.grader(arguments);
  };
  toy.grader({"list"});
  toy.solve("01_sums");
  const Outcome untouched = with("2");  // modules 3 to 5 of the toy have no skeletons, so each test names module 1
  EXPECT_EQ(untouched.exit_status, 2);
  EXPECT_TRUE(contains(untouched.errors, "nothing is begun in module 02_means")) << untouched.errors;

  fs::remove(toy.root() / "modules/01_sums/src/add.cpp");
  const Outcome missing = toy.grader(submit);
  EXPECT_EQ(missing.exit_status, 2);
  EXPECT_TRUE(contains(missing.errors, "add.cpp is missing") && contains(missing.errors, "grader reset 1.1"))
      << missing.errors;

  toy.solve("01_sums");
  toy.write("modules/01_sums/src/add.cpp", std::string((std::size_t{1} << 20U) + 1, ' '));
  const Outcome large = toy.grader(submit);
  EXPECT_EQ(large.exit_status, 2);
  EXPECT_TRUE(contains(large.errors, "1048577 bytes")) << large.errors;
  EXPECT_EQ(toy.grader({"submit", "1", "--student", "alice", "--to", "alice.rar"}).exit_status, 2);
  EXPECT_EQ(toy.grader({"submit", "1", "--student", "alice", "--to", "a.tar.gz", "--gradescope"}).exit_status, 2);
  EXPECT_TRUE(fs::is_empty(toy.root() / "handed_in")) << "nothing is written where something is refused";
}

TEST(Submit, WritesAZipForGradescope) {
  const ToyCourse& toy = begin();
  toy.grader({"list"});
  toy.solve("01_sums");
  const Outcome packed = toy.grader({"submit", "1", "--student", "alice", "--gradescope", "--to", "handed_in"});
  EXPECT_EQ(packed.exit_status, 0) << packed.output << packed.errors;
  const std::string zip = toy.read("handed_in/alice.zip");
  EXPECT_TRUE(zip.starts_with("PK\3\4"));
  for (const char* name :
       {"groundup-submission.json", "modules/01_sums/src/add.cpp", "modules/01_sums/src/total.cpp"}) {
    EXPECT_TRUE(contains(zip, name)) << name;
  }
}

}  // namespace
}  // namespace grader::tests
