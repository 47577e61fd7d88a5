#include "module_list.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"

namespace grader {
namespace {

class ModuleList : public ::testing::Test {
 protected:
  ModuleList() {
    for (const int number : {1, 2, 5, 12}) {
      Module module;
      module.number = number;
      module.name = "m" + std::to_string(number);
      module.folder = (number < 10 ? "0" : "") + std::to_string(number) + "_" + module.name;
      course.modules.push_back(module);
    }
  }
  std::vector<int> numbers(const char* text) const {
    std::vector<int> found;
    for (const Module* module : select_modules(course, text)) found.push_back(module->number);
    return found;
  }
  Course course;
};

TEST_F(ModuleList, TakesNumbersNamesAndRanges) {
  EXPECT_EQ(numbers(""), std::vector<int>{});
  EXPECT_EQ(numbers("2"), std::vector<int>{2});
  EXPECT_EQ(numbers("m12,1"), (std::vector<int>{1, 12}));
  EXPECT_EQ(numbers("1-5"), (std::vector<int>{1, 2, 5})) << "what the course lacks in between is passed over";
  EXPECT_EQ(numbers("2-12,1,2"), (std::vector<int>{1, 2, 5, 12}));
}

TEST_F(ModuleList, RefusesWhatIsNotThere) {
  for (const char* text : {"3", "m3", "6-9", "5-1", "1,,2", ",", "99999999999-1", "1-16", "3-5", "1-2-5", "1-"})
    EXPECT_THROW(numbers(text), UsageError) << text;
  try {
    numbers("1-16");
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "There is no module 16. There are 1, 2, 5, 12; `grader list` shows them.");
  }
}

}  // namespace
}  // namespace grader
