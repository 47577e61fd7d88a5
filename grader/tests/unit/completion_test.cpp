// What completion offers: read out of the parser, so nothing of it is written down twice.
#include <gtest/gtest.h>

#include "commands/completion.hpp"
#include "completion/line.hpp"
#include "completion/values.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

/// `tool`, with --course, and the commands `check` (an argument, --json FILE, --all, -v) and `book set due|weight`.
CommandDescription tool() {
  const CommandOption help{{"--help", "-h"}, "help", false, ""};
  CommandDescription check{"check", "build and test", {help}, {{"MODULE", false}}, {}};
  check.options.push_back({{"--json"}, "a report", true, "FILE"});
  check.options.push_back({{"--verbose", "-v"}, "more", false, ""});
  const CommandDescription due{"due", "when", {help}, {{"MODULE", false}, {"TIME", false}}, {}};
  const CommandDescription weight{"weight", "how much", {help}, {{"MODULE", true}}, {}};
  const CommandDescription set{"set", "settings", {help}, {}, {due, weight}};
  const CommandDescription book{"book", "marks", {help}, {}, {set}};
  return {"tool", "", {help, {{"--course"}, "folder", true, "DIR"}}, {}, {check, book}};
}

std::vector<std::string> words_at(const std::vector<std::string>& line) {
  std::vector<std::string> words;
  for (const Suggestion& each : expected_at(tool(), line).words) words.push_back(each.word);
  return words;
}
std::string value_at(const std::vector<std::string>& line) {
  return expected_at(tool(), line).value;
}

using Words = std::vector<std::string>;

TEST(CompletionLine, CommandsComeFirstAndTheirArgumentsThen) {
  EXPECT_EQ(words_at({""}), (Words{"check", "book"}));
  EXPECT_EQ(words_at({}), (Words{"check", "book"}));
  EXPECT_EQ(expected_at(tool(), {"ch"}).words.front(), (Suggestion{"check", "build and test"}));
  EXPECT_EQ(value_at({"check", ""}), "MODULE");
  EXPECT_EQ(words_at({"check", ""}), Words{});
  EXPECT_EQ(value_at({"check", "1", ""}), "") << "it takes one argument only";
  EXPECT_EQ(words_at({"check", "1", ""}), (Words{"--help", "--json", "--verbose", "--course"}));
}

TEST(CompletionLine, CommandsWithinCommands) {
  EXPECT_EQ(words_at({"book", ""}), Words{"set"});
  EXPECT_EQ(words_at({"book", "set", ""}), (Words{"due", "weight"}));
  EXPECT_EQ(value_at({"book", "set", "due", "1", ""}), "TIME");
  EXPECT_EQ(value_at({"book", "set", "weight", "1", "2", "3", ""}), "MODULE") << "as many as one likes";
}

TEST(CompletionLine, OptionsAfterADash) {
  EXPECT_EQ(words_at({"-"}), (Words{"--help", "--course"}));
  EXPECT_EQ(words_at({"check", "--j"}), (Words{"--help", "--json", "--verbose", "--course"}));
  EXPECT_EQ(value_at({"check", "-v", ""}), "MODULE") << "-v takes no value";
  EXPECT_EQ(value_at({"check", "--unknown", ""}), "MODULE");
  EXPECT_EQ(value_at({"check", "--", "-"}), "MODULE") << "after -- there are no options";
}

TEST(CompletionLine, ValuesOfOptions) {
  EXPECT_EQ(value_at({"check", "--json", ""}), "FILE");
  EXPECT_EQ(value_at({"check", "--json=re"}), "FILE");
  EXPECT_EQ(value_at({"check", "--json", "="}), "FILE") << "bash takes = for a word of its own";
  EXPECT_EQ(value_at({"check", "--json", "=", "re"}), "FILE");
  EXPECT_EQ(value_at({"check", "--json", "check", ""}), "MODULE") << "the value is no argument";
  EXPECT_EQ(value_at({"check", "--json=report", ""}), "MODULE");
  EXPECT_EQ(value_at({"--course", ""}), "DIR");
  EXPECT_EQ(value_at({"check", "--course", ""}), "DIR") << "options of the program hold for its commands";
}

TEST(CompletionLine, TheCourseOfTheLineIsKept) {
  EXPECT_EQ(expected_at(tool(), {"--course", "here", "check", ""}).course, "here");
  EXPECT_EQ(expected_at(tool(), {"--course=there", "check", ""}).course, "there");
  EXPECT_EQ(expected_at(tool(), {"check", ""}).course, "");
}

class CompletionValues : public ::testing::Test {
 protected:
  CompletionValues() {
    write_text(toy_.path() / "build/check/course.json", R"({"schema": "groundup/course/1", "name": "T", "modules": [
      {"number": 1, "folder": "01_sums", "name": "sums", "title": "Sums", "library": "gu_sums",
       "tasks": [{"name": "add", "points": 10}, {"name": "scale", "points": 5}], "mistakes": ["add.subtracts"]}]})");
  }
  Words words(std::string_view value) const {
    Words result;
    for (const Suggestion& each : values_of(value, toy_.path() / "modules").words) result.push_back(each.word);
    return result;
  }
  TemporaryCourse toy_;
};

TEST_F(CompletionValues, AreTheNamesOfTheCourse) {
  EXPECT_EQ(words("MODULE"), (Words{"1", "sums"}));
  EXPECT_EQ(words("TASK"), (Words{"1.1", "1.2"}));
  EXPECT_EQ(words("MODULE|TASK"), (Words{"1", "sums", "1.1", "1.2"}));
  EXPECT_EQ(words("PROVIDER"), (Words{"mine", "reference", "mistakes/add.subtracts"}));
  write_text(toy_.path() / "modules/01_sums/tests/add_test.cpp", "TEST(Add, AddsBothNumbers) {}\n");
  EXPECT_EQ(words("TEST"), Words{"Add.AddsBothNumbers"});
  EXPECT_EQ(words("BACKUP"), Words{});
  write_text(toy_.path() / ".grader/backups/2024-02-29T12-00-00Z/modules/01_sums/src/add.cpp", "mine");
  EXPECT_EQ(words("BACKUP"), Words{"2024-02-29T12-00-00Z"});
}

TEST_F(CompletionValues, ChoicesAndFiles) {
  EXPECT_EQ(words("TEXT:{auto,mine,reference}"), (Words{"auto", "mine", "reference"}));
  EXPECT_EQ(words("FILE|-"), Words{"-"});
  EXPECT_TRUE(values_of("FILE|-", toy_.path()).files);
  EXPECT_TRUE(values_of("PATH", toy_.path()).files);
  EXPECT_TRUE(values_of("DIR", toy_.path()).folders);
  EXPECT_FALSE(values_of("SECONDS", toy_.path()).files);
  EXPECT_EQ(words("SECONDS"), Words{});
}

TEST(CompletionOutsideOfACourse, HasNoNamesAndNoErrors) {
  const TemporaryFolder nowhere;
  EXPECT_TRUE(values_of("MODULE|TASK", nowhere.path()).words.empty());
  const TemporaryCourse never_configured;
  EXPECT_TRUE(values_of("MODULE", never_configured.path()).words.empty());
}

TEST(CompleteLine, PrintsTheKindAndThenACandidateALine) {
  TextTerminal words;
  EXPECT_EQ(complete_line(tool(), {"b"}, words.terminal), ExitStatus::passed);
  EXPECT_EQ(words.text(), "words\ncheck\tbuild and test\nbook\tmarks\n");
  TextTerminal files;
  complete_line(tool(), {"check", "--json", ""}, files.terminal);
  EXPECT_EQ(files.text(), "files\n");
  TextTerminal folders;
  complete_line(tool(), {"--course", ""}, folders.terminal);
  EXPECT_EQ(folders.text(), "folders\n");
}

TEST(CompletionScript, OfAnotherShellIsAUsageError) {
  TextTerminal out;
  EXPECT_THROW(run_completion({"powershell", out.terminal}), UsageError);
}

}  // namespace
}  // namespace grader::testing
