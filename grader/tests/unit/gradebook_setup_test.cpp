// What an instructor sets in a gradebook, takes back, and is told of what follows.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "gradebook_scene.hpp"

namespace grader::testing {
namespace {

using nlohmann::json;

using GradebookSetup = GradebookScene;

TEST_F(GradebookSetup, ADueTimeIsTakenBackAsIfItNeverWas) {
  record();
  options.json = true;
  const std::string before = run(GradebookAction::print);
  options.json = false;
  make_sums_due();
  options.module = "1";
  options.time = "none";
  const std::string told = run(GradebookAction::set_due);
  EXPECT_TRUE(contains(told, "sums has no due time any more")) << told;
  EXPECT_TRUE(contains(told, "No module has a due time or a weight, so all that are handed in count")) << told;
  options.module.clear();
  options.percent_a_day = 0;
  options.grace_minutes = 0;
  run(GradebookAction::set_policy);
  options.json = true;
  EXPECT_EQ(run(GradebookAction::print), before);
}

TEST_F(GradebookSetup, AModuleThatNobodyHandedInIsForgottenWithItsPlan) {
  Gradebook(options.into)
      .record(grade_of("bert", "d2", "2026-03-01T12:00:00Z", {module_grade(toy.sums(), {"add", "scale"})}));
  const auto total = [this] { return compute_marks(Gradebook(options.into).read()).student("bert").total_percent; };
  options.module = "2";
  for (const auto& [action, value] :
       {std::pair(GradebookAction::set_due, "2026-03-01T19:00:00Z"), std::pair(GradebookAction::set_weight, "3")}) {
    options.time = options.weight = value;
    run(action);
    EXPECT_DOUBLE_EQ(total(), 0) << value;
    options.time = options.weight = "none";
    run(action);
    EXPECT_DOUBLE_EQ(total(), 100) << "as before: module 02 would count as not handed in";
  }
  options.weight = "3,5";
  EXPECT_TRUE(contains(fault(GradebookAction::set_weight), "'3,5' is no weight"));
  options.weight = "nan";
  EXPECT_TRUE(contains(fault(GradebookAction::set_weight), "not negative"));
}

TEST_F(GradebookSetup, ADueTimeSaysWhatItTakesOutOfTheTotal) {
  record();
  options.module = "1";
  options.time = "2026-03-01T19:00:00Z";
  const std::string text = run(GradebookAction::set_due);
  EXPECT_TRUE(contains(text, "In the total count only modules with a due time or a weight: 01.")) << text;
  EXPECT_TRUE(contains(text, "not in the total: 02.")) << text;
  options.module = "2";
  options.weight = "2";
  EXPECT_TRUE(contains(run(GradebookAction::set_weight), "with a due time or a weight: 01, 02.\n"));
}

TEST_F(GradebookSetup, AnExtensionThatGivesNoTimeIsRefused) {
  record();
  options.extension = {"anna", "1", "2025-03-02T18:00:00Z"};
  EXPECT_TRUE(contains(run(GradebookAction::extend), "There is no due time yet"));
  options.extension = {"anna", "1", "none"};
  EXPECT_TRUE(contains(run(GradebookAction::extend), "The extension of anna for sums is taken back."));
  EXPECT_TRUE(contains(fault(GradebookAction::extend), "anna has no extension for sums"));
  make_sums_due();
  options.extension = {"anna", "1", "2025-03-02T18:00:00Z"};
  const std::string refusal = fault(GradebookAction::extend);
  EXPECT_TRUE(contains(refusal, "anna has more time than 2025-03-02T18:00:00Z already")) << refusal;
  EXPECT_TRUE(contains(refusal, "01 2026-03-01T18:00:00Z")) << refusal;
  options.extension = {"anna", "2025-03-02T18:00:00Z"};
  EXPECT_TRUE(contains(fault(GradebookAction::extend), "for every module")) << "no module would gain anything";
  EXPECT_TRUE(Gradebook(options.into).read().extensions.empty());

  options.module = "2";
  options.time = "2026-02-01T18:00:00Z";
  run(GradebookAction::set_due);
  options.extension = {"anna", "2026-02-09T18:00:00Z"};
  EXPECT_TRUE(contains(run(GradebookAction::extend), "nothing changes there: 01 2026-03-01T18:00:00Z."));
  // A shorter one takes the place of the one before: only other times count against it.
  options.extension = {"anna", "2026-02-08T18:00:00Z"};
  EXPECT_TRUE(contains(run(GradebookAction::extend), "anna has until 2026-02-08T18:00:00Z"));
}

TEST_F(GradebookSetup, GradescopesScoreIsTheTotalOfTheGradebook) {
  record();
  options.student = "anna";
  options.format = "gradescope";
  options.to = at("results.json").string();
  const auto results = [&] {
    run(GradebookAction::write_export);
    return json::parse(text_of(options.to));
  };
  EXPECT_DOUBLE_EQ(results().at("score"), 20) << "10 of 15, and 10 of 10";
  make_sums_due();
  const json planned = results();
  EXPECT_DOUBLE_EQ(planned.at("score"), 8) << "10 of 15, two days late; module 02 is not in the total";
  EXPECT_TRUE(contains(planned.at("output"), "02 means: 10 of 10, not in the total")) << planned.at("output");
  options.module = "2";
  EXPECT_DOUBLE_EQ(results().at("score"), 10) << "asked for by name";
  EXPECT_FALSE(contains(results().at("output"), "not in the total"));
  options.weight = "3";
  run(GradebookAction::set_weight);
  options.module.clear();
  const double total = compute_marks(Gradebook(options.into).read()).student("anna").total_percent;
  EXPECT_NEAR(results().at("score").get<double>() / 25, total / 100, 0.001) << "25 points are offered";
}

}  // namespace
}  // namespace grader::testing
