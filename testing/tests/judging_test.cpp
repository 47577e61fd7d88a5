#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "failures.hpp"
#include "gu/testing/make.hpp"
#include "gu/testing/observation.hpp"
#include "suite_run.hpp"

namespace gu::testing {
namespace {

/// As long as it lives, comparisons of the test "T.t" take their values from these lines.
class Judging {
 public:
  explicit Judging(const std::string& lines) {
    std::istringstream stream(lines);
    judge_by(stream);
    begin_observed_test("T.t");
  }
  ~Judging() { stop_judging(); }
  Judging(const Judging&) = delete;
  Judging& operator=(const Judging&) = delete;
};

constexpr const char* one = R"({"key": "T.t#0", "shape": [], "bits": "3ff0000000000000"})";

TEST(Judging, DecidesByTheAnswerAndNotByTheValueAtHand) {
  const Judging judging(one);
  EXPECT_EQ(failure_of([] { EXPECT_SCALAR_NEAR(5, 5, exactly()); }), "5\n  got       1\n  expected  5\n");
}

TEST(Judging, TakesARightAnswer) {
  const Judging judging(one);
  EXPECT_TRUE(passes([] { EXPECT_SCALAR_NEAR(5, 1, exactly()); }));
  EXPECT_EQ(answers_left(), 0U);
}

TEST(Judging, RecognisesMistakesInAnswers) {
  const Judging judging(one);
  EXPECT_FALSE(passes([] { EXPECT_SCALAR_NEAR(5, 5, exactly()).unlike("one was answered", Value(1.0)); }));
}

TEST(Judging, FailsWhereThereIsNoAnswer) {
  const Judging judging(one);
  EXPECT_TRUE(passes([] { EXPECT_SCALAR_NEAR(1, 1, exactly()); }));
  EXPECT_EQ(failure_of([] { EXPECT_SCALAR_NEAR(1, 1, exactly()); }),
            "1\n  the run under judgement gave no value here\n");
}

TEST(Judging, GivesAnAnswerOnce) {
  const Judging judging(one);
  EXPECT_TRUE(passes([] { EXPECT_SCALAR_NEAR(5, 1, exactly()); }));
  begin_observed_test("T.t");
  EXPECT_FALSE(passes([] { EXPECT_SCALAR_NEAR(5, 1, exactly()); }));
}

TEST(Judging, CountsAnswersThatNobodyAskedFor) {
  const Judging judging(std::string(one) + "\n" + R"({"key": "T.t#1", "text": "more"})" + "\n" +
                        R"({"key": "T.tt#0", "text": "of another test"})");
  EXPECT_EQ(answers_left(), 2U);
  EXPECT_TRUE(passes([] { EXPECT_SCALAR_NEAR(5, 1, exactly()); }));
  EXPECT_EQ(answers_left(), 1U);
}

TEST(Judging, NeverTakesTextForNumbers) {
  const Judging judging(R"({"key": "T.t#0", "text": "1"})");
  EXPECT_FALSE(passes([] { EXPECT_SCALAR_NEAR(1, 1, exactly()); }));
}

TEST(Judging, NeverTakesWhatIsNotANumberForOne) {
  const Judging judging(R"({"key": "T.t#0", "shape": [], "bits": "7ff8000000000000"})");
  EXPECT_FALSE(passes([] { EXPECT_BETWEEN(1, -INFINITY, INFINITY); }));
}

TEST(Judging, OfTwoOutputsTakesBoth) {
  const std::string two = R"({"key": "T.t#1", "shape": [], "bits": "4000000000000000"})";
  {
    const Judging judging(std::string(one) + "\n" + two);
    EXPECT_EQ(failure_of([] { EXPECT_TENSORS_AGREE(7.0, 7.0, exactly()); }), "7.0\n  got       1\n  expected  2\n");
  }
  const Judging judging(one);
  EXPECT_FALSE(passes([] { EXPECT_TENSORS_AGREE(7.0, 7.0, exactly()); })) << "the second was never given";
}

TEST(Judging, TakesNoMalformedAnswer) {
  for (const char* line : {
           R"({"key": "T.t#0", "shape": [2], "bits": "3ff0000000000000"})",       // too few numbers
           R"({"key": "T.t#0", "shape": [], "bits": "3ff00000000000"})",          // half a number
           R"({"key": "T.t#0", "shape": [], "bits": "3ff000000000000g"})",        // no digit
           R"({"key": "T.t#0", "shape": [-1, -1], "bits": "3ff0000000000000"})",  // a product that is right
           R"({"key": "T.t#0", "shape": [1, 1, 1, 1, 1, 1, 1, 1, 1], "bits": "3ff0000000000000"})",
           R"({"key": "T.t#0", "shape": [4294967296, 4294967296], "bits": ""})",  // overflows to nothing
           R"({"key": "T.t#0", "shape": [1.0], "bits": "3ff0000000000000"})",
           R"({"key": "T.t#0", "text": 1})",
           R"({"key": 0, "text": "x"})",
           R"(not JSON at all)",
           R"([[[[[[)",
       }) {
    const Judging judging(line);
    EXPECT_FALSE(passes([] { EXPECT_TENSOR_EQ(make_tensor({1}, {1}), make_tensor({1}, {1})); })) << line;
  }
}

TEST(Judging, TellsNumbersToTheLastBit) {
  const SuiteRun run = run_tests("Observed.*:Random.*", {.observe = true});
  std::string lines;
  for (const auto& observation : run.observations) lines += observation.dump() + "\n";
  const std::string file = ::testing::TempDir() + "judging_test_answers";
  std::ofstream(file) << lines;
  const SuiteRun judged = run_suite({"--gtest_filter=Observed.NumbersAndText:Random.*", "--gu-answers=" + file});
  EXPECT_EQ(judged.exit_status, 0) << judged.output;
}

TEST(Blind, ObservesWithoutComparing) {
  const SuiteRun run = run_suite({}, {.worker = true, .blind = true});
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_TRUE(run.of("failure").empty()) << "nothing is compared";
  EXPECT_EQ(run.of("test_end").size(), 3U);
  std::string observed;
  for (const auto& observation : run.observations) {
    const std::string key = observation.at("key");
    observed += key.substr(key.find('.') + 1) + "=" + observation.value("bits", observation.value("text", "")) + "\n";
  }
  EXPECT_EQ(observed,
            "ObservesOnly#0=3ff00000000000004000000000000000\n"
            "ObservesOnly#1=open\n"
            "ObservesOnly#2=another type, std::out_of_range: thrown\n"
            "ObservesOnly#3=4014000000000000\n"
            "ObservesOnly#4=4020000000000000\n"
            "ObservesOnly#5=4022000000000000\n"
            "ExpectationsAreSingleStatements#0=3ff0000000000000\n"
            "ExpectationsAreSingleStatements#1=4000000000000000\n"
            "OraclesSeeNothingButInputs#0=00000000000000000000000000000000\n"
            "OraclesSeeNothingButInputs#1=3ff00000000000003ff0000000000000\n"
            "OraclesSeeNothingButInputs#2=3fe00000000000003fe0000000000000\n"
            "OraclesSeeNothingButInputs#3=0000000000000000\n"
            "OraclesSeeNothingButInputs#4=00000000000000000000000000000000\n");
}

TEST(Blind, HoldsNoAnswer) {
  std::ifstream stream(GU_BLIND_SUITE, std::ios::binary);
  const std::string program{std::istreambuf_iterator<char>(stream), {}};
  ASSERT_NE(program.find("Blind"), std::string::npos) << "this is the program";
  EXPECT_EQ(program.find("the secret"), std::string::npos);
}

}  // namespace
}  // namespace gu::testing
