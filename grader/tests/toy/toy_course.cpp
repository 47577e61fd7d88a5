#include "toy_course.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include "pattern.hpp"

namespace grader::tests {

namespace fs = std::filesystem;

namespace {

const fs::path framework = GU_FRAMEWORK_DIR;
const fs::path origin = TOY_COURSE_ORIGIN;
const fs::path build_file = framework / "grader" / "tests" / "toy_course" / "CMakeLists.txt.in";

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// Written only when it differs, so that a restored file does not look newer than what was built from it.
void put(const fs::path& file, const std::string& text) {
  if (fs::is_regular_file(fs::symlink_status(file)) && slurp(file) == text) return;
  fs::create_directories(file.parent_path());
  fs::remove_all(file);
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

std::string grader_binary() {
  return GRADER_BINARY;
}

ToyCourse& ToyCourse::fresh() {
  static ToyCourse course;
  course.restore_files();
  return course;
}

ToyCourse::ToyCourse() : root_(TOY_COURSE_DIR) {
  fs::create_directories(root_);
}

void ToyCourse::restore_files() const {
  std::vector<fs::path> strays;  // files and folders that a test before has made
  for (const char* folder : {"modules", "solutions"}) {
    if (!fs::exists(root_ / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root_ / folder)) {
      fs::permissions(entry.path(), fs::perms::owner_all, fs::perm_options::add);
      if (!fs::exists(origin / fs::relative(entry.path(), root_))) strays.push_back(entry.path());
    }
  }
  for (const fs::path& stray : strays) fs::remove_all(stray);
  for (const auto& entry : fs::recursive_directory_iterator(origin)) {
    if (entry.is_regular_file()) put(root_ / fs::relative(entry.path(), origin), slurp(entry.path()));
  }
  put(root_ / "CMakeLists.txt", Pattern("@FRAMEWORK@").replaced(slurp(build_file), framework.string()));
  put(root_ / "CMakePresets.json", slurp(framework / "CMakePresets.json"));
  fs::remove_all(root_ / ".grader");
}

Outcome ToyCourse::grader(const std::vector<std::string>& arguments, const Environment& environment) const {
  std::vector<std::string> command{grader_binary(), "--plain"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run(command, environment);
}

pid_t ToyCourse::start(const std::vector<std::string>& command, const Environment& environment) const {
  // Files and not pipes: the reader cannot block the writer, whatever it writes.
  const auto emptied = [this](const char* name) {
    return ::open((root_ / name).c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
  };
  const int output = emptied("run.out");
  const int errors = emptied("run.err");
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO);
  posix_spawn_file_actions_addchdir_np(&files, root_.c_str());
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t interrupts;  // a shell that starts these tests in the background lets them be ignored
  sigemptyset(&interrupts);
  sigaddset(&interrupts, SIGINT);
  posix_spawnattr_setsigdefault(&attributes, &interrupts);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  // By env, which looks for the program where the environment that it sets says.
  std::vector<std::string> words{"/usr/bin/env", "COLUMNS=80"};
  for (const auto& [name, value] : environment) words.push_back(name + "=" + value);
  words.insert(words.end(), command.begin(), command.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = -1;
  const int error = posix_spawn(&child, arguments[0], &files, &attributes, arguments.data(), environ);
  EXPECT_EQ(error, 0) << "env cannot be started: " << std::strerror(error);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  ::close(output);
  ::close(errors);
  return child;
}

Outcome ToyCourse::run(const std::vector<std::string>& command, const Environment& environment) const {
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = start(command, environment);
  int status = 0;
  ::waitpid(child, &status, 0);
  Outcome result;
  result.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  result.output = read("run.out");
  result.errors = read("run.err");
  return result;
}

void ToyCourse::write(const std::string& file, const std::string& text) const {
  put(root_ / file, text);
}

std::string ToyCourse::read(const std::string& file) const {
  return slurp(root_ / file);
}

void ToyCourse::replace(const std::string& file, const std::string& old_text, const std::string& new_text) const {
  std::string text = read(file);
  const auto at = text.find(old_text);
  ASSERT_NE(at, std::string::npos) << old_text << " is not in " << file;
  text.replace(at, old_text.size(), new_text);
  write(file, text);
}

void ToyCourse::solve(const std::string& folder) const {
  for (const auto& entry : fs::directory_iterator(root_ / "solutions" / folder / "src")) {
    put(root_ / "modules" / folder / "src" / entry.path().filename(), slurp(entry.path()));
  }
}

void expect_golden(const std::string& name, const std::string& text) {
  std::string normal = text;
  for (const auto& [pattern, word] :
       std::vector<std::pair<std::string, std::string>>{{R"([0-9]+\.[0-9]+ s\b)", "N s"},
                                                        {R"(\b[0-9]{8}T[0-9]{6}(\.[0-9]+)?Z?)", "TIME"},
                                                        {R"(\(g\+\+ [0-9.]+\))", "(compiler)"}}) {
    normal = Pattern(pattern).replaced(normal, word);
  }
  for (std::string::size_type at; (at = normal.find(TOY_COURSE_DIR)) != std::string::npos;) {
    normal.replace(at, std::string(TOY_COURSE_DIR).size(), "COURSE");
  }
  const fs::path file = framework / "grader" / "tests" / "golden" / (name + ".txt");
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(file) << normal;
    return;
  }
  EXPECT_EQ(slurp(file), normal) << "the report differs from " << file.string()
                                 << "; if it is better, run the tests with UPDATE_GOLDEN=1 and read the change";
}

}  // namespace grader::tests
