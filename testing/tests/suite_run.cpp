#include "suite_run.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace gu::testing {

namespace {

/// A nameless file that takes what a child writes to one descriptor. A file and no pipe: nobody need read meanwhile.
class Catcher {
 public:
  Catcher() : file_(std::tmpfile(), &std::fclose) {
    if (file_ == nullptr) throw std::runtime_error("no temporary file could be made");
  }
  int descriptor() const { return ::fileno(file_.get()); }
  std::string text() const {
    std::string text;
    std::array<char, 4096> piece{};
    for (off_t at = 0;; at = static_cast<off_t>(text.size())) {
      const auto count = ::pread(descriptor(), piece.data(), piece.size(), at);
      if (count <= 0) return text;
      text.append(piece.data(), static_cast<std::size_t>(count));
    }
  }
  std::vector<nlohmann::json> lines() const {
    std::istringstream in(text());
    std::vector<nlohmann::json> parsed;
    for (std::string line; std::getline(in, line);) {
      // A crash begins a line of its own, whatever was being written.
      if (!line.empty()) parsed.push_back(nlohmann::json::parse(line));
    }
    return parsed;
  }

 private:
  std::unique_ptr<std::FILE, decltype(&std::fclose)> file_;
};

// Far above every descriptor that a test opens.
constexpr int report_descriptor = 100;
constexpr int observe_descriptor = 101;

}  // namespace

std::vector<nlohmann::json> SuiteRun::of(const std::string& kind) const {
  std::vector<nlohmann::json> found;
  for (const auto& event : events) {
    if (event.at("event") == kind) found.push_back(event);
  }
  return found;
}

nlohmann::json SuiteRun::only(const std::string& kind) const {
  const auto found = of(kind);
  if (found.size() != 1) {
    throw std::runtime_error(std::to_string(found.size()) + " events of kind " + kind + "\n" + output + errors);
  }
  return found[0];
}

SuiteRun run_suite(const std::vector<std::string>& arguments, const RunOptions& options) {
  std::vector<std::string> words{options.blind ? GU_BLIND_SUITE : GU_BEHAVIOUR_SUITE};
  words.insert(words.end(), arguments.begin(), arguments.end());
  if (options.worker) {
    words.push_back("--gu-worker-fd=" + std::to_string(report_descriptor));
  } else if (options.report) {
    words.push_back("--gu-report-fd=" + std::to_string(report_descriptor));
  }
  if (options.observe) words.push_back("--gu-observe-fd=" + std::to_string(observe_descriptor));
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  const Catcher output;
  const Catcher errors;
  const Catcher report;
  const Catcher observed;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, output.descriptor(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, errors.descriptor(), STDERR_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, report.descriptor(), report_descriptor);
  ::posix_spawn_file_actions_adddup2(&actions, observed.descriptor(), observe_descriptor);
  pid_t child = 0;
  const int refused = ::posix_spawn(&child, words[0].c_str(), &actions, nullptr, pointers.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (refused != 0 || ::waitpid(child, &status, 0) != child) {
    throw std::runtime_error(words[0] + " could not be run");
  }

  SuiteRun run;
  run.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  run.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  run.output = output.text();
  run.errors = errors.text();
  for (nlohmann::json& line : report.lines()) (line.contains("key") ? run.observations : run.events).push_back(line);
  for (nlohmann::json& line : observed.lines()) run.observations.push_back(line);
  return run;
}

}  // namespace gu::testing
