/// @file
/// Watching an expectation fail without failing oneself.
#pragma once

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace gu::testing {

/// The message of every failure that the statement causes, without GoogleTest's own first line.
inline std::vector<std::string> failures_of(const std::function<void()>& statement) {
  ::testing::TestPartResultArray results;
  {
    const ::testing::ScopedFakeTestPartResultReporter interceptor(
        ::testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
    statement();
  }
  std::vector<std::string> messages;
  for (int i = 0; i < results.size(); ++i) {
    std::string message = results.GetTestPartResult(i).message();
    if (message.rfind("Failed\n", 0) == 0) message.erase(0, 7);
    messages.push_back(message);
  }
  return messages;
}

/// The one failure that the statement causes; where there is none, or several, a text that no expectation matches.
inline std::string failure_of(const std::function<void()>& statement) {
  const auto messages = failures_of(statement);
  return messages.size() == 1 ? messages[0] : "caused " + std::to_string(messages.size()) + " failures";
}

inline bool passes(const std::function<void()>& statement) {
  return failures_of(statement).empty();
}

inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace gu::testing

/// `text` holds `part`; shows the text where it does not.
#define EXPECT_HOLDS(text, part) EXPECT_PRED2(::gu::testing::holds, text, part)
/// The expectation `statement` fails once.
#define EXPECT_FAILS(statement) EXPECT_EQ(::gu::testing::failures_of([&] { statement; }).size(), 1U) << #statement
/// The expectation `statement` is fulfilled.
#define EXPECT_PASSES(statement) EXPECT_TRUE(::gu::testing::passes([&] { statement; })) << #statement
