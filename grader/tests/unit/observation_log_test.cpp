#include "grading/observation_log.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"
#include "temporary_course.hpp"

namespace grader {
namespace {

std::string observation(const std::string& key, const std::string& value = R"("text": "yes")") {
  return R"({"key": ")" + key + R"(", )" + value + "}";
}

std::string written(const ObservationLog& log) {
  const testing::TemporaryFolder folder;
  log.write(folder.path() / "answers");
  return testing::text_of(folder.path() / "answers");
}

class Observations : public ::testing::Test {
 protected:
  ObservationLog log{{"A.one", "A.two"}};
};

TEST_F(Observations, InOrderAreKept) {
  EXPECT_TRUE(log.take(observation("A.one#0")));
  EXPECT_TRUE(log.take(observation("A.one#1", R"("shape": [1], "bits": "3ff0000000000000")")));
  EXPECT_TRUE(log.take(observation("A.two#0")));
  EXPECT_TRUE(log.breaches().empty());
  EXPECT_EQ(written(log),
            "{\"key\":\"A.one#0\",\"text\":\"yes\"}\n"
            "{\"bits\":\"3ff0000000000000\",\"key\":\"A.one#1\",\"shape\":[1]}\n"
            "{\"key\":\"A.two#0\",\"text\":\"yes\"}\n");
}

TEST_F(Observations, EventsAreNone) {
  EXPECT_FALSE(log.take(R"({"event": "test_start", "test": "A.one"})"));
  EXPECT_FALSE(log.take(R"({"event": "failure", "test": "A.one", "key": "A.one#0"})"));
  EXPECT_FALSE(log.take("what a student prints"));
  EXPECT_FALSE(log.take(R"({"key": )"));
  EXPECT_EQ(written(log), "");
}

// Whoever copies such a line runs out of stack. That this test ends at all is its claim.
TEST_F(Observations, NestedAMillionDeepAreNone) {
  const std::string nested = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  EXPECT_FALSE(log.take(observation("A.one#0", R"("bits": "", "shape": )" + nested)));
  EXPECT_EQ(written(log), "");
}

TEST_F(Observations, RepeatedBreakTheirTest) {
  log.take(observation("A.one#0"));
  log.take(observation("A.one#0", R"("text": "no")"));
  log.take(observation("A.two#0"));
  EXPECT_EQ(log.breaches().count("A.one"), 1U);
  EXPECT_EQ(log.breaches().count("A.two"), 0U);
  EXPECT_EQ(written(log), "{\"key\":\"A.two#0\",\"text\":\"yes\"}\n") << "a broken test has no answers at all";
}

TEST_F(Observations, OutOfOrderBreakTheirTest) {
  log.take(observation("A.one#1"));
  log.take(observation("A.one#0"));
  EXPECT_EQ(log.breaches().at("A.one"), "observation 1 came where 0 was due");
}

TEST_F(Observations, WithOddNumbersBreakTheirTest) {
  for (const char* key : {"A.one#", "A.one#00", "A.one#-1", "A.one# 0", "A.one#99999999999999999999999"}) {
    ObservationLog fresh{{"A.one"}};
    EXPECT_TRUE(fresh.take(observation(key)));
    EXPECT_EQ(fresh.breaches().size(), 1U) << key;
  }
}

TEST_F(Observations, OfNoTestAreStrangers) {
  for (const char* key : {"B.one#0", "A.on#0", "A.one", "#0", ""}) EXPECT_TRUE(log.take(observation(key))) << key;
  EXPECT_EQ(log.strangers().size(), 5U);
  for (int i = 0; i < 100; ++i) log.take(observation("B.many#0"));
  EXPECT_EQ(log.strangers().size(), 10U) << "however many there are";
  EXPECT_EQ(written(log), "");
}

TEST_F(Observations, WithoutAValueBreakTheirTest) {
  for (const char* value :
       {R"("text": 3)", R"("shape": [1])", R"("bits": "00")", R"("shape": 1, "bits": "")", R"("other": 1)"}) {
    ObservationLog fresh{{"A.one"}};
    fresh.take(observation("A.one#0", value));
    EXPECT_EQ(fresh.breaches().size(), 1U) << value;
  }
}

TEST_F(Observations, CarryNothingElseToTheJudge) {
  log.take(observation("A.one#0", R"("text": "yes", "status": "passed")"));
  EXPECT_EQ(written(log), "{\"key\":\"A.one#0\",\"text\":\"yes\"}\n");
}

TEST_F(Observations, ThatCannotBeWrittenAreTheMachinesFault) {
  EXPECT_THROW(log.write("/no/such/folder/answers"), EnvironmentError);
}

}  // namespace
}  // namespace grader
