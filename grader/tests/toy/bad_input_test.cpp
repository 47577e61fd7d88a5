// What a student does by accident: each gets a clear sentence, the right exit status, and loses nothing.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "toy_course.hpp"

namespace grader::tests {
namespace {

namespace fs = std::filesystem;

void expect(const Outcome& run, int exit_status, const std::vector<std::string>& parts) {
  EXPECT_EQ(run.exit_status, exit_status) << run.output << run.errors;
  for (const std::string& part : parts) {
    EXPECT_NE((run.output + run.errors).find(part), std::string::npos) << "no \"" << part << "\" in\n"
                                                                       << run.output << run.errors;
  }
}

const std::string add_file = "modules/01_sums/src/add.cpp";

TEST(BadInput, UnknownModulesTasksAndOptionsNameTheNearest) {
  const ToyCourse& toy = ToyCourse::fresh();
  expect(toy.grader({"check", "sumz"}), 2, {"sumz", "sums"});
  expect(toy.grader({"check", "99"}), 2, {"99"});
  expect(toy.grader({"check", "1.9"}), 2, {"'9'", "1.1 add"});
  expect(toy.grader({"check", "1.ad"}), 2, {"add"});
  expect(toy.grader({"check", "1", "--jsom", "-"}), 2, {"--jsom", "--json"});
  expect(toy.grader({"chek"}), 2, {"chek", "check"});
  expect(toy.grader({"explain", "Add.AdsBothNumbers"}), 2, {"Add.AddsBothNumbers"});
  expect(toy.grader({"check", "1", "--base", "yours"}), 2, {"yours", "mine"});
  expect(toy.grader({"hint", "1"}), 2, {"1.1"});
  expect(toy.grader({"check", "1", "--seed", "-1"}), 2, {"--seed", "-1"});
  expect(toy.grader({"milestone"}), 2, {"no command 'milestone'"});
}

TEST(BadInput, ADeletedFileIsNamedAndComesBack) {
  const ToyCourse& toy = ToyCourse::fresh();
  expect(toy.grader({"check", "1"}), 1, {"add"});
  fs::remove(toy.root() / add_file);
  expect(toy.grader({"check", "1"}), 1, {add_file, "is missing", "grader reset 1.1"});
  expect(toy.grader({"reset", "1.1"}), 0, {add_file});
  EXPECT_NE(toy.read(add_file).find("todo"), std::string::npos);
}

TEST(BadInput, ARenamedFileIsRecognised) {
  const ToyCourse& toy = ToyCourse::fresh();
  fs::rename(toy.root() / add_file, toy.root() / "modules/01_sums/src/addition.cpp");
  expect(toy.grader({"check", "1"}), 1, {add_file, "addition.cpp"});
}

TEST(BadInput, AFolderWhereAFileShouldBeIsSaidToBeOne) {
  const ToyCourse& toy = ToyCourse::fresh();
  expect(toy.grader({"check", "1"}), 1, {"add"});  // so that the skeleton is known
  fs::remove(toy.root() / add_file);
  fs::create_directories(toy.root() / add_file);
  expect(toy.grader({"check", "1"}), 1, {add_file + " is not a file", "grader reset 1.1"});
  expect(toy.grader({"solution", "1.1", "--anyway"}), 3, {add_file + " is no file", "Move it away"});
  expect(toy.grader({"reset", "1.1"}), 3, {add_file + " is no file", "Move it away"});
  EXPECT_TRUE(fs::is_directory(toy.root() / add_file));
  fs::remove_all(toy.root() / add_file);
}

TEST(BadInput, SourcesThatCannotCompileGetAWordOfAdvice) {
  const ToyCourse& toy = ToyCourse::fresh();
  const std::string contract = "#include \"gu/sums.hpp\"\nnamespace gu {\n";
  toy.write(add_file, contract + "float add(float a, float b) { return a + b }\n}\n");
  expect(toy.grader({"check", "1"}), 1, {add_file + ":3", "expected ';'"});
  toy.write(add_file, "#error I am not done\n");
  expect(toy.grader({"check", "1"}), 1, {add_file + ":1", "I am not done"});
  toy.write(add_file, contract +
                          "template <int n> struct Deep { using type = typename Deep<n + 1>::type; };\n"
                          "float add(float a, float b) { return Deep<0>::type{} + a + b; }\n}\n");
  expect(toy.grader({"check", "1"}), 1, {add_file, "template"});
  toy.write(add_file, contract + "float add(float a, float b) { return a + b; }\n}\nint main() { return 0; }\n");
  expect(toy.grader({"check", "1"}), 1, {add_file + ":5", "main"});
  toy.write(add_file, contract + "}\n");
  expect(toy.grader({"check", "1"}), 1, {"gu::add(float, float)"});
  toy.write(add_file, contract + "float helper(float);\nfloat add(float a, float b) { return helper(a) + b; }\n}\n");
  expect(toy.grader({"check", "1"}), 1, {"helper(float)"});
}

TEST(BadInput, ADamagedDatabaseIsSetAsideAndNothingElseIsLost) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.write(".grader/progress.sqlite", "this is no database, and has never been one, whatever its name says");
  expect(toy.grader({"check", "1"}), 1, {"damaged"});
  bool kept = false;
  for (const auto& entry : fs::directory_iterator(toy.root() / ".grader")) {
    kept = kept || entry.path().filename().string().find("damaged") != std::string::npos;
  }
  EXPECT_TRUE(kept);
}

TEST(BadInput, TwoGradersAtOnceBothAnswer) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("01_sums");
  toy.replace(add_file, "a + b", "b + a");  // so that both want to build
  const Outcome run =
      toy.run({"sh", "-c",
               "\"$0\" --plain check 1 >one.txt & first=$!; \"$0\" --plain check 1 >two.txt; second=$?; "
               "wait $first; echo $? $second",
               grader_binary()});
  EXPECT_EQ(run.output, "0 0\n") << toy.read("one.txt") << toy.read("two.txt") << run.errors;
}

TEST(BadInput, CtrlCInTheMiddleStopsWhatWasStarted) {
  const ToyCourse& toy = ToyCourse::fresh();
  const std::string before = toy.read("modules/04_excesses/src/hangs.cpp");
  EXPECT_EQ(toy.grader({"check", "4.4"}).exit_status, 3);  // so that everything is built
  const pid_t child = toy.start({grader_binary(), "--plain", "check", "4.1", "--timeout", "50"});
  std::this_thread::sleep_for(std::chrono::seconds(3));
  ::kill(child, SIGINT);
  int status = 0;
  const auto start = std::chrono::steady_clock::now();
  ::waitpid(child, &status, 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
  EXPECT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  EXPECT_EQ(toy.read("modules/04_excesses/src/hangs.cpp"), before);
  EXPECT_EQ(toy.run({"pgrep", "-f", (toy.root() / "build/check/suite/04_excesses").string()}).output, "")
      << "a suite survived";
}

TEST(BadInput, AMachineWithoutToolsIsTheMachinesFault) {
  const ToyCourse& toy = ToyCourse::fresh();
  fs::create_directories(toy.root() / "empty_path");
  const std::string nowhere = (toy.root() / "empty_path").string();
  expect(toy.grader({"check", "1"}, {{"PATH", nowhere}}), 3, {"ninja", "apt"});
  expect(toy.grader({"doctor"}, {{"PATH", nowhere}}), 3, {"cmake", "apt"});
}

TEST(BadInput, AnOldCMakeIsSaidToBeOld) {
  const ToyCourse& toy = ToyCourse::fresh();
  // An old release knows no presets, and says so in words of its own.
  toy.write("old/cmake",
            "#!/bin/sh\n[ \"$1\" = --version ] && exec echo 'cmake version 3.16.3'\n"
            "echo 'CMake Error: Unknown argument --preset' >&2\nexit 1\n");
  fs::permissions(toy.root() / "old/cmake", fs::perms::owner_all);
  const std::string path = (toy.root() / "old").string() + ":" + std::getenv("PATH");
  expect(toy.grader({"doctor"}, {{"PATH", path}}), 3, {"3.16.3", "3.25"});
  fs::last_write_time(toy.root() / "modules/course.cmake", fs::file_time_type::clock::now());  // so that CMake is asked
  expect(toy.grader({"check", "1"}, {{"PATH", path}}), 3, {"CMake 3.16.3 is too old", "3.25", "make setup"});
  fs::remove_all(toy.root() / "old");
}

TEST(BadInput, ATableThatCannotBeReadIsTheCoursesFault) {
  const ToyCourse& toy = ToyCourse::fresh();
  const std::string table = toy.read("modules/course.cmake");
  toy.write("modules/course.cmake", table + "course module(\n");
  expect(toy.grader({"check", "1"}), 4, {"fault of the course", "modules/course.cmake", "git checkout"});
  toy.write("modules/course.cmake", table);
  toy.replace("modules/course.cmake", "NEEDS 01_sums", "NEED 01_sums");
  expect(toy.grader({"check", "1"}), 4,
         {"fault of the course", "modules/course.cmake:4", "'NEED 01_sums' belongs to no keyword"});
  toy.write("modules/course.cmake", table);
  expect(toy.grader({"check", "1"}), 1, {"0 of 20 points"});
}

TEST(BadInput, OutsideOfACourseTheWayBackIsTold) {
  const ToyCourse& toy = ToyCourse::fresh();
  expect(toy.run({"sh", "-c", "cd / && \"$0\" --plain check 1", grader_binary()}), 2,
         {"modules/course.cmake", "`grader --course DIR"});
}

TEST(BadInput, WhoeverStartsItMayIgnoreTheEndsOfChildren) {
  const ToyCourse& toy = ToyCourse::fresh();
  expect(toy.run({"timeout", "60", "sh", "-c", "trap '' CHLD; exec \"$0\" --plain check 1", grader_binary()}), 1,
         {"0 of 20 points"});
}

TEST(BadInput, TheMachineCanBeLookedAtOutsideOfACourse) {
  const ToyCourse& toy = ToyCourse::fresh();
  const std::string doctor = "cd / && \"$0\" --plain doctor";
  expect(toy.run({"sh", "-c", doctor, grader_binary()}), 0,
         {"C++ compiler", "Everything that the course needs is here"});
  expect(toy.run({"sh", "-c", doctor + " --course /etc", grader_binary()}), 2,
         {"Neither /etc", "`grader --course DIR"});
}

TEST(BadInput, AFullDiskIsSaidAndTheStudentsFilesStay) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("01_sums");
  const std::string before = toy.read(add_file);
  toy.replace(add_file, "a + b", "b + a");
  // No file may grow beyond one block: what a full disk looks like to a compiler.
  const Outcome run = toy.run({"sh", "-c", "ulimit -f 1; trap '' XFSZ; exec \"$0\" --plain check 1", grader_binary()});
  EXPECT_EQ(run.exit_status, 3) << run.output << run.errors;
  EXPECT_NE(toy.read(add_file).find("b + a"), std::string::npos);
  EXPECT_FALSE(before.empty());
}

TEST(BadInput, ADiskThatIsFullWhenTheLinkerWritesIsTheMachinesFault) {
  const ToyCourse& toy = ToyCourse::fresh();
  toy.solve("01_sums");
  expect(toy.grader({"check", "1"}), 0, {"20 of 20 points"});
  // A full disk of its own, which nobody else sees and which is gone with the shell.
  const std::string script =
      "mount -t tmpfs -o size=64k tmpfs build/check/provider || exit 77\n"
      "cat /dev/zero >build/check/provider/fill 2>/dev/null\n"
      "exec \"$0\" --plain check 1";
  const Outcome run = toy.run({"unshare", "--mount", "sh", "-c", script, grader_binary()});
  if (run.exit_status == 77 || run.errors.find("unshare failed") != std::string::npos) {
    GTEST_SKIP() << "SKIPPED ALOUD: no file system can be mounted here: " << run.errors;
  }
  expect(run, 3, {"The disk is full", "df -h"});
  expect(toy.grader({"check", "1"}), 0, {"20 of 20 points"});
}

}  // namespace
}  // namespace grader::tests
