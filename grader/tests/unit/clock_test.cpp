#include "clock.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"

namespace grader::testing {
namespace {

std::string normal(const char* text) {
  return utc_text(parse_time(text));
}

TEST(ParseTime, KnowsUtcAndZones) {
  EXPECT_EQ(parse_time("1970-01-01T00:00:00Z").time_since_epoch().count(), 0);
  EXPECT_EQ(parse_time("2026-03-01T17:59:00Z").time_since_epoch().count(), 1772387940);  // date -u -d ... +%s
  EXPECT_EQ(normal("2026-03-01T17:59:00Z"), "2026-03-01T17:59:00Z");
  EXPECT_EQ(normal("2026-03-01T18:59:00+01:00"), "2026-03-01T17:59:00Z");
  EXPECT_EQ(normal("2026-03-01 18:59+0100"), "2026-03-01T17:59:00Z");
  EXPECT_EQ(normal("2026-02-28T20:00:00-05:30"), "2026-03-01T01:30:00Z");
  EXPECT_EQ(normal("2024-02-29T23:59:59.999Z"), "2024-02-29T23:59:59Z") << "a fraction is cut, never rounded up";
  EXPECT_EQ(normal("2024-02-29T12:00Z"), "2024-02-29T12:00:00Z");
}

TEST(ParseTime, RefusesNonsenseWithExamples) {
  for (const char* text : {"",
                           "tomorrow",
                           "2026-03-01",
                           "2026-03-01T17:59:00",
                           "2026-02-29T12:00:00Z",
                           "2026-13-01T00:00Z",
                           "2026-00-10T00:00Z",
                           "2026-04-31T00:00Z",
                           "2026-03-01T24:00:00Z",
                           "2026-03-01T17:60Z",
                           "2026-03-01T17:59:60Z",
                           "26-03-01T17:59Z",
                           "2026-3-1T17:59Z",
                           "01.03.2026 17:59",
                           "2026-03-01T17:59:00Zx",
                           "2026-03-01T17:59:00+1",
                           "2026-03-01T17:59:00+25:00",
                           "2026-03-01T17:59:00.Z",
                           " 2026-03-01T17:59:00Z",
                           "2026-03-01T17Z",
                           "-026-03-01T17:59Z",
                           "9999-03-01T17:59Z"}) {
    try {
      parse_time(text);
      ADD_FAILURE() << "accepted " << text;
    } catch (const UsageError& error) {
      EXPECT_NE(std::string(error.what()).find(std::string("'") + text + "'"), std::string::npos) << error.what();
      EXPECT_NE(std::string(error.what()).find("2026-03-01T18:59+01:00"), std::string::npos) << error.what();
    }
  }
}

}  // namespace
}  // namespace grader::testing
