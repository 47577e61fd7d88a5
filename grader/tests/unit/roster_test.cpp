#include "gradebook/roster.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"
#include "gradebook/csv.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(Roster, NamesTheLineThatIsWrong) {
  const auto fault = [](const char* content) -> std::string {
    try {
      read_roster(read_csv(content, "class.csv"));
    } catch (const UsageError& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_EQ(fault("id,name\nada,Ada\n"), "accepted");
  EXPECT_TRUE(contains(fault("name,email\nAda,a\n"), "class.csv:1: no column is called 'id'"));
  EXPECT_TRUE(contains(fault("id,name\n\"ada\",\"A\nL\"\nada,B\n"), "class.csv:4: 'ada' is also in line 2"));
  EXPECT_TRUE(contains(fault("id,name\n ,Ada\n"), "class.csv:2: the cell 'id' is empty"));
  EXPECT_TRUE(contains(fault(""), "class.csv:1"));
}

}  // namespace
}  // namespace grader::testing
