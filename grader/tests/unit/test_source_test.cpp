#include "test_source.hpp"

#include <gtest/gtest.h>

#include "commands/explain.hpp"
#include "errors.hpp"
#include "progress.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

constexpr const char* source = R"code(#include "gu/sums.hpp"

namespace {

// A sum takes both numbers,
// in whatever order.
// Input: 2 and 3,
//   then 3 and 2
// Lesson: "Adding"
TEST(Add, AddsBoth) {
  EXPECT_SCALAR_NEAR(add(2, 3), 5, exactly())
      .because("both numbers "
               "count, \"all\" of them\n")
      .unlike("no because", 1.0);
  EXPECT_SCALAR_NEAR(add(3, 2), 5, exactly()).because(R"(raw "text")");
  EXPECT_SCALAR_NEAR(add(4, 2), 6, exactly()).because(R"(raw "text")");
}

TEST_F( Scale , Scales ) {}

// Every size works.
TEST_P(Sizes, Work) { EXPECT_TRUE(works(GetParam())).because("of its own"); }

// TEST(Not, ATest) {
int TEST_COUNT = 0;
}
)code";

TEST(TestSource, ReadsClaimInputLessonAndReasons) {
  const auto tests = parse_test_source(source, "modules/01_sums/tests/add_test.cpp");
  ASSERT_EQ(tests.size(), 3U);
  EXPECT_EQ(tests[0].full_name(), "Add.AddsBoth");
  EXPECT_EQ(tests[0].claim, "A sum takes both numbers, in whatever order.");
  EXPECT_EQ(tests[0].input, "2 and 3, then 3 and 2");
  EXPECT_EQ(tests[0].lesson, "Adding");
  EXPECT_EQ(tests[0].line, 10);
  ASSERT_EQ(tests[0].because.size(), 2U) << "the same reason is told once";
  EXPECT_EQ(tests[0].because[0], "both numbers count, \"all\" of them\n");
  EXPECT_EQ(tests[0].because[1], "raw \"text\"");
}

TEST(TestSource, ATestWithoutACommentClaimsNothing) {
  const auto tests = parse_test_source(source, "x");
  EXPECT_EQ(tests[1].full_name(), "Scale.Scales");
  EXPECT_EQ(tests[1].claim, "");
  EXPECT_TRUE(tests[1].because.empty()) << "the next test's reasons are not its own";
}

TEST(TestSource, ManyTestsOfOneSourceNeedAPattern) {
  const auto tests = parse_test_source(source, "x");
  EXPECT_EQ(tests[2].filter(), "'*Sizes*Work*'");
  EXPECT_EQ(tests[0].filter(), "Add.AddsBoth");
}

TEST(TestSource, BrokenTextIsNoTestAndNoCrash) {
  EXPECT_TRUE(parse_test_source("TEST(Add", "x").empty());
  EXPECT_TRUE(parse_test_source("TEST(Add)\n", "x").empty());
  EXPECT_EQ(parse_test_source("TEST(A, B) { x.because(\"never closed", "x").size(), 1U);
  EXPECT_EQ(parse_test_source("TEST(A, B) { x.because(R\"(never closed", "x").size(), 1U);
}

class Explain : public ::testing::Test {
 protected:
  void SetUp() override {
    write_text(toy_.path() / "modules/01_sums/tests/add_test.cpp", source);
    write_text(toy_.path() / "modules/01_sums/LESSON.md", "# Sums\n\n## Adding {#adding}\n");
  }
  std::string explain(const std::string& test) const {
    TextTerminal out;
    run_explain(toy_.course, {test, out.terminal});
    return out.text();
  }
  TemporaryCourse toy_;
};

TEST_F(Explain, OneTestInFull) {
  const std::string text = explain("Add.AddsBoth");
  for (const char* part : {"A sum takes both numbers", "2 and 3, then 3 and 2", "modules/01_sums/LESSON.md:3",
                           "modules/01_sums/tests/add_test.cpp:10", "grader check 1 --filter Add.AddsBoth",
                           "LD_LIBRARY_PATH=build/check/provider/01_sums/mine",
                           "gdb --args build/check/suite/01_sums --gtest_filter=Add.AddsBoth"}) {
    EXPECT_TRUE(contains(text, part)) << part << "\nis not in\n" << text;
  }
}

TEST_F(Explain, APartOfANameFindsItWhateverItsCase) {
  EXPECT_TRUE(contains(explain("addsbo"), "Add.AddsBoth"));
}

TEST_F(Explain, AnInstanceIsItsSource) {
  EXPECT_TRUE(contains(explain("All/Sizes.Work/3"), "Every size works."));
}

TEST_F(Explain, WithoutANameItIsTheLastFailureThatStillStands) {
  EXPECT_THROW(explain(""), UsageError) << "nothing has failed yet";
  ModuleVerdict verdict = verdict_of(toy_.sums(), Status::failed);
  const auto say = [](TestVerdict& test, const std::string& name, const std::string& kind, const std::string& mistake) {
    test.name = name;
    test.kind = kind;
    test.mistake = mistake;
  };
  verdict.tasks[0].tests.resize(1);
  say(verdict.tasks[0].tests[0], "Add.AddsBoth", "todo", "");
  say(verdict.tasks[1].tests[0], "Scale.Scales", "comparison", "");
  Progress(toy_.course).record(verdict);
  EXPECT_TRUE(contains(explain(""), "Scale.Scales")) << "what is unwritten has no failure to explain";
  say(verdict.tasks[0].tests[0], "Add.AddsBoth", "comparison", "");
  Progress(toy_.course).record(verdict);
  EXPECT_TRUE(contains(explain(""), "Add.AddsBoth")) << "the first task that failed";
  Progress(toy_.course).record(verdict_of(toy_.means(), Status::passed));
  EXPECT_TRUE(contains(explain(""), "Add.AddsBoth")) << "a later check of another module changes nothing";
  verdict.tasks[0].status = verdict.status = Status::passed;
  verdict.tasks[0].tests[0].status = TestStatus::passed;
  verdict.tasks.resize(1);
  Progress(toy_.course).record(verdict);
  EXPECT_TRUE(contains(explain(""), "Scale.Scales")) << "Add has passed since";
}

TEST_F(Explain, WithoutANameATestThatKnowsTheMistakeComesFirst) {
  write_text(toy_.path() / "modules/01_sums/tests/add_test.cpp", "TEST(Add, First) {}\nTEST(Add, Second) {}\n");
  ModuleVerdict verdict = verdict_of(toy_.sums(), Status::failed);
  TestVerdict second = verdict.tasks[0].tests[0];
  verdict.tasks[0].tests[0].name = "Add.First";
  second.name = "Add.Second";
  second.mistake = "one number was ignored";
  verdict.tasks[0].tests.push_back(second);
  Progress(toy_.course).record(verdict);
  EXPECT_TRUE(contains(explain(""), "Add.Second")) << explain("");
}

TEST_F(Explain, SeveralAreListed) {
  const std::string text = explain("s");
  EXPECT_TRUE(contains(text, "3 tests hold 's'")) << text;
  EXPECT_TRUE(contains(text, "  Scale.Scales")) << text;
}

TEST_F(Explain, AnUnknownNameGivesTheNearest) {
  try {
    explain("Add.AdsBoth");
    FAIL() << "expected a UsageError";
  } catch (const UsageError& error) {
    EXPECT_TRUE(contains(error.what(), "Did you mean Add.AddsBoth")) << error.what();
  }
  EXPECT_THROW(explain(""), UsageError);
}

}  // namespace
}  // namespace grader::testing
