#include "grading/similarity_report.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "../json_schema.hpp"
#include "commands/similarity.hpp"
#include "strict_markup.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

using nlohmann::json;

/// About 90 tokens that no skeleton holds.
std::string solution(const std::string& name) {
  return "float " + name +
         "(const Tensor& x) {\n  float sum = 0;\n  for (Index i = 0; i < x.size(0); ++i) {\n"
         "    if (x(i) > 3 && sum < 7) {\n      sum += x(i) * 2 - 1;\n    } else {\n      sum = sum / 2 + x(i) % 5;\n"
         "    }\n  }\n  while (sum > 100) sum = g(sum, \"<script>\") - 1;\n  return sum == 0 ? -1 : sum;\n}\n";
}

struct Example {
  std::vector<ComparedWork> works;
  ClassComparison comparison;
};

Example example() {
  const std::string path = "modules/01_sums/src/add.cpp";
  Example result;
  result.works = {{"ada", "ada.zip", {{path, solution("add")}}},
                  {"bob<b>\x1b[2J", "bob.zip", {{path, "// mine\n" + solution("plus")}}},
                  {"zoe", "zoe.zip", {{path, "float add() { return std::accumulate(a.begin(), a.end(), 0); }\n"}}}};
  result.comparison = compare_class(result.works, {});
  return result;
}

TEST(SimilarityReport, TextIsARankingInEightyColumns) {
  const Example of = example();
  TextTerminal out;
  print_similarity(out.terminal, of.works, of.comparison, {});
  EXPECT_TRUE(contains(out.text(), "  1  100.0 %"));
  EXPECT_TRUE(contains(out.text(), "ada"));
  EXPECT_TRUE(contains(out.text(), "Resemblance is no proof."));
  EXPECT_TRUE(contains(out.text(), "nothing was sent anywhere"));
  EXPECT_FALSE(contains(out.text(), "zoe"));
  EXPECT_FALSE(contains(out.text(), "\x1b"));
  std::istringstream lines(out.text());
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80U) << line;
}

TEST(SimilarityReport, OnlyWhatIsWhollyEqualHasAHundredPercent) {
  EXPECT_EQ(share_text(1), "100.0 %");
  EXPECT_EQ(share_text(0.99996), "99.9 %");
  EXPECT_EQ(share_text(0.996), "99.6 %");
  EXPECT_EQ(share_text(0.29), "29.0 %");
  EXPECT_EQ(share_text(0), "0.0 %");
}

TEST(SimilarityReport, JsonFitsItsSchema) {
  const Example of = example();
  const json document = json::parse(similarity_to_json(of.works, of.comparison, {}));
  const auto faults = tests::schema_faults(tests::load_schema("similarity-1"), document);
  EXPECT_TRUE(faults.empty()) << faults.front();
  ASSERT_EQ(document.at("pairs").size(), 1U);
  EXPECT_EQ(document.at("pairs")[0].at("right"), 1);
  EXPECT_EQ(document.at("pairs")[0].at("matches")[0].at("right").at("first_line"), 2);
  EXPECT_EQ(document.at("pairs")[0].at("matches")[0].at("right").at("last_line"), 13);
  EXPECT_EQ(document.at("method").at("guaranteed"), 24);
}

TEST(SimilarityReport, ThePageShowsBothSidesLinkedAndStandsAlone) {
  const Example of = example();
  const std::string page = similarity_page("Toy", of.works, of.comparison, {});
  const Markup markup = read_markup(page);
  EXPECT_EQ(joined_faults(markup), "");
  EXPECT_TRUE(markup.ids.contains("l-1-0"));
  EXPECT_TRUE(markup.ids.contains("r-1-0"));
  EXPECT_NE(std::find(markup.links.begin(), markup.links.end(), "#r-1-0"), markup.links.end());
  EXPECT_EQ(markup.elements.at("details"), 1);
  for (const char* part :
       {"sum = sum / 2 + x(i) % 5;", "// mine", "Resemblance is no proof.", "nothing was sent", "bob<b>"}) {
    EXPECT_TRUE(contains(markup.text, part)) << part;
  }
  EXPECT_FALSE(contains(markup.text, "accumulate")) << "the code of a student who resembles nobody";
  EXPECT_TRUE(contains(page, "class=\"match m0\""));
}

TEST(SimilarityReport, TellsWhoseCodeWasHardlyCompared) {
  std::vector<ComparedWork> works;
  for (int i = 0; i < 12; ++i) {
    works.push_back({"s" + std::to_string(i), "x", {{"modules/01_sums/src/add.cpp", solution("add")}}});
  }
  const ClassComparison comparison = compare_class(works, {});
  EXPECT_EQ(hardly_compared(comparison).size(), 12U);
  TextTerminal out;
  print_similarity(out.terminal, works, comparison, {});
  EXPECT_TRUE(contains(out.text(), "Look at these by hand"));
  EXPECT_EQ(joined_faults(read_markup(similarity_page("Toy", works, comparison, {}))), "");
  EXPECT_TRUE(hardly_compared(example().comparison).empty());
}

class SimilarityCommand : public ::testing::Test {
 protected:
  void submit(const std::string& student, const std::string& content) {
    write_text(inbox.path() / student / "modules/01_sums/src/add.cpp", content);
  }
  std::string run(const std::string& html = "", const std::string& file = "") {
    TextTerminal out;
    SimilarityOptions options;
    options.submissions = {inbox.path().string()};
    options.html = html;
    options.json = file;
    options.terminal = out.terminal;
    EXPECT_EQ(run_similarity(course.course, options), ExitStatus::passed);
    return out.text();
  }
  TemporaryCourse course;
  TemporaryFolder inbox;
  TemporaryFolder reports;
};

TEST_F(SimilarityCommand, ComparesAFolderOfAClass) {
  submit("ada", solution("add"));
  submit("bob", solution("plus"));
  submit("eve", skeleton_of("add"));
  const std::string html = (reports.path() / "pairs.html").string();
  const std::string file = (reports.path() / "pairs.json").string();
  const std::string text = run(html, file);
  EXPECT_TRUE(contains(text, "ada"));
  EXPECT_TRUE(contains(text, "bob"));
  EXPECT_EQ(joined_faults(read_markup(text_of(html))), "");
  EXPECT_EQ(json::parse(text_of(file)).at("submissions").size(), 3U);
  for (const std::string& document : {html, file})
    EXPECT_EQ(fs::status(document).permissions(), fs::perms(0600)) << "it shows the code of students";
}

TEST_F(SimilarityCommand, LeavesOutWhatTheLessonShows) {
  submit("ada", solution("add"));
  submit("bob", solution("plus"));
  write_text(course.path() / "modules/01_sums/LESSON.md", "# Sums\n\n```cpp\n" + solution("shown") + "```\n");
  EXPECT_TRUE(contains(run(), "no pair that resembles"));
}

TEST_F(SimilarityCommand, NeedsTwo) {
  submit("ada", solution("add"));
  SimilarityOptions options;
  options.submissions = {(inbox.path() / "ada").string()};
  EXPECT_THROW(run_similarity(course.course, options), UsageError);
}

}  // namespace
}  // namespace grader::testing
