// Completion in the shells themselves, against what the help lists.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <set>
#include <sstream>

#include "pattern.hpp"
#include "toy_course.hpp"

namespace grader::tests {
namespace {

namespace fs = std::filesystem;
using Words = std::set<std::string>;

/// The first words of the lines of a section of a help text: "Subcommands:", "Options:".
Words section(const std::string& help, const std::string& title, const Pattern& form) {
  Words words;
  std::istringstream lines(help);
  bool within = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == title) {
      within = true;
    } else if (line.empty() || line.front() != ' ') {
      within = false;
    }
    if (!within) continue;
    if (const auto found = form.find(line)) words.insert((*found)[1]);
  }
  return words;
}

Words commands_of(const std::string& help) {
  return section(help, "Subcommands:", Pattern("^  ([a-z-]+)"));
}
Words options_of(const std::string& help) {
  return section(help, "Options:", Pattern("^  (?:-[a-z],)?(--[a-z-]+)"));
}

Words lines_of(const std::string& text) {
  Words lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.insert(line);
  return lines;
}

/// What the grader says itself, without the shells: the words of `grader complete`.
Words said(const ToyCourse& toy, const std::vector<std::string>& words) {
  std::vector<std::string> command{grader_binary(), "complete"};
  command.insert(command.end(), words.begin(), words.end());
  Words result;
  for (const std::string& line : lines_of(toy.run(command).output)) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string::npos) result.insert(line.substr(0, tab));
  }
  return result;
}

/// Asks for the help of a command, completes a dash after it, and goes on with the commands below it.
int compare_with_help(const ToyCourse& toy, const std::vector<std::string>& command) {
  std::vector<std::string> ask = command;
  ask.emplace_back("--help");
  const Outcome help = toy.grader(ask);
  EXPECT_EQ(help.exit_status, 0) << help.errors;
  ask.back() = "-";
  const Words offered = said(toy, ask);
  const Words wanted = options_of(help.output);
  EXPECT_FALSE(wanted.empty()) << help.output;
  for (const std::string& option : wanted) EXPECT_TRUE(offered.contains(option)) << help.output << "lacks " << option;
  ask.back() = "";
  const Words commands = commands_of(help.output);
  if (!commands.empty()) {
    EXPECT_EQ(said(toy, ask), commands);
  }
  int count = 1;
  for (const std::string& each : commands) {
    ask.back() = each;
    count += compare_with_help(toy, ask);
  }
  return count;
}

TEST(Completion, OffersEveryCommandAndOptionThatTheHelpLists) {
  // The program, at least twenty commands, and some below those.
  EXPECT_GT(compare_with_help(ToyCourse::fresh(), {}), 20);
}

TEST(Completion, OffersWhatTheOptionsTake) {
  const ToyCourse& toy = ToyCourse::fresh();
  EXPECT_EQ(toy.grader({"list"}).exit_status, 0);  // so that it is configured
  EXPECT_EQ(said(toy, {"check", "--base", ""}), (Words{"auto", "mine", "reference"}));
  EXPECT_EQ(said(toy, {"publish", "--solutions", ""}), (Words{"with", "without"}));
  EXPECT_EQ(said(toy, {"gradebook", "export", ""}), (Words{"csv", "canvas", "moodle", "gradescope", "junit"}));
  EXPECT_TRUE(said(toy, {"explain", ""}).contains("Add.AddsBothNumbers"));
  EXPECT_TRUE(said(toy, {"hint", "1."}).contains("1.1"));
  EXPECT_EQ(toy.run({grader_binary(), "complete", "check", "--json", ""}).output, "files\n-\tstandard output\n");
}

/// The shell with its driver in completion/, and `grader` on its path. Tells aloud and skips where there is no such shell.
class InShell : public ::testing::TestWithParam<std::vector<std::string>> {
 protected:
  void SetUp() override {
    if (toy_.run({"which", GetParam().front()}).exit_status != 0) {
      const std::string why = "SKIPPED ALOUD: " + GetParam().front() + " is not installed (cmake/packages_test.txt)";
      std::cout << why << '\n';
      GTEST_SKIP() << why;
    }
    toy_.grader({"list"});
    fs::create_directories(toy_.root() / "bin");
    fs::remove(toy_.root() / "bin/grader");
    fs::create_symlink(grader_binary(), toy_.root() / "bin/grader");
  }
  Words offered(const std::string& line) const {
    std::vector<std::string> command = GetParam();
    command.push_back(fs::path(__FILE__).parent_path() / "completion" / ("offered." + GetParam().front()));
    command.push_back(line);
    const Outcome run = toy_.run(
        command, {{"PATH", (toy_.root() / "bin").string() + ":" + std::getenv("PATH")}, {"HOME", toy_.root()}});
    EXPECT_EQ(run.exit_status, 0) << line << '\n' << run.output << run.errors;
    return lines_of(run.output);
  }
  std::string shell() const { return GetParam().front(); }

  const ToyCourse& toy_ = ToyCourse::fresh();
};

TEST_P(InShell, CommandsAndOptionsAreThoseOfTheHelp) {
  const std::string help = toy_.grader({"--help"}).output;
  for (const std::string& command : commands_of(help)) {
    EXPECT_TRUE(offered("grader " + command.substr(0, command.size() - 1)).contains(command)) << command;
  }
  EXPECT_EQ(offered("grader ch"), Words{"check"});
  const Words options = offered("grader check --");
  for (const std::string& option : options_of(toy_.grader({"check", "--help"}).output)) {
    EXPECT_TRUE(options.contains(option)) << option;
  }
}

TEST_P(InShell, NamesChoicesAndFiles) {
  EXPECT_EQ(offered("grader check su"), Words{"sums"});
  EXPECT_EQ(offered("grader hint 1."), (Words{"1.1", "1.2", "1.3"}));
  EXPECT_EQ(offered("grader check --base m"), Words{"mine"});
  EXPECT_EQ(offered("grader gradebook set "), (Words{"policy", "due", "weight"}));
  EXPECT_EQ(offered("grader check --base=re"), Words{shell() == "fish" ? "--base=reference" : "reference"});
  toy_.write("folder with room/report.json", "{}");
  EXPECT_EQ(offered("grader check --json CMakeP"), Words{"CMakePresets.json"});
  const Words folders = offered("grader --course folder");
  EXPECT_EQ(folders.size(), 1U);
  EXPECT_TRUE(folders.begin()->find("with") != std::string::npos) << *folders.begin();
  fs::remove_all(toy_.root() / "folder with room");
}

INSTANTIATE_TEST_SUITE_P(Shells, InShell,
                         ::testing::Values(std::vector<std::string>{"bash", "--norc"},
                                           std::vector<std::string>{"zsh", "-f"},
                                           std::vector<std::string>{"fish", "-N"}),
                         [](const auto& shell) { return shell.param.front(); });

}  // namespace
}  // namespace grader::tests
