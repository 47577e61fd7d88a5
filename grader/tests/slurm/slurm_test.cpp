// `grader grade --executor slurm` against a real Slurm, which the test starts for itself (cluster.sh) on this machine.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>

#include "../toy/toy_course.hpp"

namespace grader::tests {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();  // a process may be gone between opening and reading
  return text.str();
}

/// Runs from construction to destruction, or as long as this process lives: the script ends with its standard input.
class Cluster {
 public:
  Cluster() {
    std::string name = (fs::temp_directory_path() / "grader-slurm-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (pipe2(input.data(), O_CLOEXEC) != 0 || pipe2(output.data(), O_CLOEXEC) != 0)
      throw std::runtime_error("no pipe");
    process_ = fork();
    if (process_ == 0) {
      dup2(input[0], STDIN_FILENO);
      dup2(output[1], STDOUT_FILENO);
      execl(CLUSTER_SCRIPT, CLUSTER_SCRIPT, folder_.c_str(), "2", nullptr);
      _exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    for (char letter = 0; read(output[0], &letter, 1) == 1 && letter != '\n';) words_ += letter;
    ::close(output[0]);
  }
  ~Cluster() {
    ::close(input_);
    waitpid(process_, nullptr, 0);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  /// Empty: jobs can be submitted.
  std::string why_not() const { return words_ == "ready" ? "" : words_.empty() ? "the script said nothing" : words_; }
  Environment environment() const { return {{"SLURM_CONF", (folder_ / "slurm.conf").string()}}; }

 private:
  fs::path folder_;
  pid_t process_ = -1;
  int input_ = -1;
  std::string words_;
};

/// Points of every student, by task: what the gradebook holds.
std::string gradebook(const ToyCourse& course, const fs::path& into) {
  const Outcome shown = course.grader({"gradebook", "--into", into.string(), "export", "csv", "--to", "-"});
  EXPECT_EQ(shown.exit_status, 0) << shown.errors;
  return shown.output;
}

/// The worker of one item, found by its command line, killed once. Runs beside the grading.
class Killer {
 public:
  Killer(fs::path into, std::string student) : into_(std::move(into)), student_(std::move(student)) {
    thread_ = std::thread([this] {
      while (!over_ && killed_ == 0) {
        look();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
    });
  }
  ~Killer() { stop(); }
  Killer(const Killer&) = delete;
  Killer& operator=(const Killer&) = delete;
  /// @return the process that was killed, or 0
  pid_t stop() {
    over_ = true;
    if (thread_.joinable()) thread_.join();
    return killed_;
  }

 private:
  void look() {
    const std::string list = text_of(into_ / "slurm" / "1" / "items");
    std::istringstream items(list);
    std::string path;
    int item = -1;
    int number = 0;
    for (; std::getline(items, path, '\0'); ++number) {
      if (fs::path(path).filename() == student_) item = number;
    }
    if (item < 0) return;
    // No other process on this machine names this grading's list and this item.
    const std::string mark = std::string("--list") + '\0' + (into_ / "slurm/1/items").string() + '\0' + "--item" +
                             '\0' + std::to_string(item) + '\0';
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/proc", error)) {
      const std::string name = entry.path().filename();
      if (name.find_first_not_of("0123456789") != std::string::npos) continue;
      if (text_of(entry.path() / "cmdline").find(mark) == std::string::npos) continue;
      if (::kill(std::stoi(name), SIGKILL) == 0) killed_ = std::stoi(name);
      return;
    }
  }

  fs::path into_;
  std::string student_;
  std::atomic<bool> over_ = false;
  std::atomic<pid_t> killed_ = 0;
  std::thread thread_;
};

class Slurm : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!cluster_.why_not().empty()) {
      std::cout << "SKIPPED ALOUD: nothing was tested against Slurm. " << cluster_.why_not() << std::endl;
      GTEST_SKIP() << cluster_.why_not();
    }
    fs::remove_all(class_folder());
    fs::remove_all(marks("slurm"));
    fs::remove_all(marks("local"));
  }

  fs::path class_folder() const { return course_.root() / "a class"; }
  fs::path marks(const std::string& executor) const { return course_.root() / ("marks by " + executor); }
  void hand_in(const std::string& student, const std::string& module, const std::string& from) {
    const fs::path to = class_folder() / student / "modules" / module / "src";
    fs::create_directories(to);
    fs::copy(course_.root() / from, to, fs::copy_options::recursive);
  }
  Outcome grade(const std::string& executor) {
    return course_.grader({"grade", class_folder().string(), "--into", marks(executor).string(), "--modules", "1-2",
                           "--workers", "2", "--executor", executor, "--json"},
                          cluster_.environment());
  }

  /// The same, not waited for.
  pid_t start_grading(const std::vector<std::string>& more) {
    std::vector<std::string> words{grader_binary(), "--plain",
                                   "--course",      course_.root().string(),
                                   "grade",         class_folder().string(),
                                   "--into",        marks("slurm").string(),
                                   "--modules",     "1-2",
                                   "--executor",    "slurm"};
    words.insert(words.end(), more.begin(), more.end());
    const pid_t child = fork();
    if (child != 0) return child;
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    for (const auto& [name, value] : cluster_.environment()) setenv(name.c_str(), value.c_str(), 1);
    execv(arguments[0], arguments.data());
    _exit(127);
  }

  /// What Slurm has queued or runs, a line a job.
  std::string jobs() {
    std::string ids = course_.run({"squeue", "--noheader", "--format=%F"}, cluster_.environment()).output;
    while (ids.ends_with('\n')) ids.pop_back();
    return ids;
  }
  std::string wait_for_a_job() {
    for (int look = 0; look < 3000; ++look) {
      if (const std::string ids = jobs(); !ids.empty()) return ids;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return "";
  }

  Cluster cluster_;
  ToyCourse& course_ = ToyCourse::fresh();
};

TEST_F(Slurm, GivesTheMarksOfALocalGradingThoughATaskWasKilled) {
  hand_in("ada", "01_sums", "solutions/01_sums/src");
  hand_in("ada", "02_means", "solutions/02_means/src");
  hand_in("bob o'brien", "01_sums", "modules/01_sums/src");
  hand_in("cleo", "01_sums", "modules/01_sums/src");
  fs::copy_file(course_.root() / "solutions/01_sums/src/add.cpp", class_folder() / "cleo/modules/01_sums/src/add.cpp",
                fs::copy_options::overwrite_existing);
  std::ofstream(class_folder() / "dan.zip") << "this is no archive";
  std::ofstream(class_folder() / "odd\nname.tar.gz") << "nor is this";

  Killer killer(marks("slurm"), "ada");
  const Outcome slurm = grade("slurm");
  EXPECT_NE(killer.stop(), 0) << "ada's worker was never seen, so no retry was tried";
  ASSERT_EQ(slurm.exit_status, 0) << slurm.errors;
  EXPECT_NE(slurm.errors.find("submitted once more"), std::string::npos) << slurm.errors;
  const Outcome local = grade("local");
  ASSERT_EQ(local.exit_status, 0) << local.errors;

  const auto summary = nlohmann::json::parse(slurm.output);
  EXPECT_EQ(summary.at("submissions"), 5);
  EXPECT_TRUE(summary.at("faults").empty()) << summary;
  const std::string marks_by_slurm = gradebook(course_, marks("slurm"));
  EXPECT_EQ(marks_by_slurm, gradebook(course_, marks("local")));
  // The comparison is of something: all five are there, and ada has what the reference earns.
  for (const char* student : {"ada", "bob", "cleo", "dan"})
    EXPECT_NE(marks_by_slurm.find(student), std::string::npos) << student << " is not in:\n" << marks_by_slurm;
  EXPECT_NE(slurm.errors.find("ada  "), std::string::npos) << slurm.errors;
}

// What is graded needs no task: the second grading submits those that are new, and none where nothing is.
TEST_F(Slurm, WhatIsGradedAlreadyIsNotSubmittedAgain) {
  hand_in("ada", "01_sums", "solutions/01_sums/src");
  hand_in("cleo", "01_sums", "modules/01_sums/src");
  const Outcome first = grade("slurm");
  ASSERT_EQ(first.exit_status, 0) << first.errors;
  EXPECT_NE(first.errors.find(": 2 submissions, in"), std::string::npos) << first.errors;
  hand_in("dora", "02_means", "solutions/02_means/src");
  const Outcome second = grade("slurm");
  ASSERT_EQ(second.exit_status, 0) << second.errors;
  EXPECT_NE(second.errors.find(": 1 submission, in"), std::string::npos) << second.errors;
  EXPECT_EQ(nlohmann::json::parse(second.output).at("submissions"), 3);
  const Outcome third = grade("slurm");
  ASSERT_EQ(third.exit_status, 0) << third.errors;
  EXPECT_EQ(third.errors.find("Slurm job"), std::string::npos) << third.errors;
  EXPECT_NE(third.errors.find("[3/3]"), std::string::npos) << third.errors;
}

// The jobs of a grader that was killed are held, so they are still there when the next one comes.
TEST_F(Slurm, TheJobsOfAKilledGraderAreCancelledByTheNext) {
  hand_in("ada", "01_sums", "solutions/01_sums/src");
  const pid_t killed = start_grading({"--sbatch=--hold"});
  const std::string held = wait_for_a_job();
  ASSERT_NE(held, "") << "the job of the first grader never appeared";
  ::kill(killed, SIGKILL);
  waitpid(killed, nullptr, 0);
  EXPECT_EQ(jobs(), held) << "a killed grader cannot cancel anything";
  const Outcome next = grade("slurm");
  ASSERT_EQ(next.exit_status, 0) << next.errors;
  EXPECT_NE(next.errors.find("Cancelled in Slurm: " + held + "\n"), std::string::npos) << next.errors;
  EXPECT_EQ(jobs().find(held), std::string::npos) << jobs();
}

}  // namespace
}  // namespace grader::tests
