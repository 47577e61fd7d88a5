#include "suite.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <system_error>

#include "crash_place.hpp"
#include "errors.hpp"
#include "process.hpp"
#include "sandbox/sandbox.hpp"
#include "suite_events.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr std::uint64_t suite_memory = std::uint64_t{2} << 30;
constexpr std::uint64_t suite_output = std::uint64_t{8} << 20;
constexpr std::uint64_t worker_events = std::uint64_t{64} << 20;
constexpr std::chrono::milliseconds worker_time = std::chrono::minutes(3);  // of a suite, restarts included

/// What a changed suite cannot keep: written as the first line of its list.
std::string identity(const fs::path& executable) {
  struct stat look {};
  if (stat(executable.c_str(), &look) != 0) return "";
  return fmt::format("{}.{:09} {} {}", look.st_mtim.tv_sec, look.st_mtim.tv_nsec, look.st_size, look.st_ino);
}

fs::path list_file(const fs::path& executable) {
  return executable.string() + ".tests";
}

ProcessSpec suite_process(const SuiteSetup& setup) {
  ProcessSpec spec;
  spec.command = {setup.executable.string()};
  spec.folder = setup.root;
  std::string path;
  for (const fs::path& folder : setup.providers) path += (path.empty() ? "" : ":") + folder.string();
  spec.environment = {{"LD_LIBRARY_PATH", path}, {"LC_ALL", "C"}};
  spec.without_prefixes = {"GTEST_", "LD_PRELOAD", "LD_AUDIT", "LD_DEBUG", "MALLOC_", "GLIBC_TUNABLES"};
  if (setup.sanitized) {
    spec.environment.emplace_back("ASAN_OPTIONS",
                                  "hard_rss_limit_mb=2048:detect_leaks=0:detect_stack_use_after_return=1");
    spec.environment.emplace_back("UBSAN_OPTIONS", "print_stacktrace=1");
  } else {
    spec.limits.address_space = suite_memory;
  }
  spec.limits.wall = std::chrono::milliseconds(std::llround(setup.timeout_seconds * 1000));
  spec.limits.output = suite_output;
  return spec;
}

std::optional<std::vector<ExpectedTest>> parse_list(std::istream& lines, const fs::path& root) {
  std::vector<ExpectedTest> tests;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() != '{') continue;  // what a constructor prints comes through the same pipe
    const json entry = json::parse(line, nullptr, false);
    if (!entry.is_object() || !entry.contains("test") || !entry.contains("task")) return std::nullopt;
    ExpectedTest test{entry.value("test", ""), entry.value("task", ""), entry.value("file", ""),
                      entry.value("line", 0)};
    test.file = relative_to(root, test.file);
    tests.push_back(std::move(test));
  }
  return tests;
}

std::string filter_of(const std::vector<std::string>& names) {
  std::string filter = "--gtest_filter=";
  for (const std::string& name : names) filter += (filter.back() == '=' ? "" : ":") + name;
  return filter;
}

std::chrono::milliseconds spent(double seconds) {
  return std::chrono::milliseconds(std::llround(seconds * 1000));
}

/// The dynamic loader ends a program with status 127 before main.
bool loader_failed(const ProcessResult& end) {
  return end.ending == Ending::exited && end.exit_status == 127 &&
         (end.output.find("symbol lookup error") != std::string::npos ||
          end.output.find("error while loading shared libraries") != std::string::npos);
}

}  // namespace

std::string relative_to(const fs::path& root, const std::string& file) {
  const std::string prefix = root.string() + "/";
  return file.rfind(prefix, 0) == 0 ? file.substr(prefix.size()) : file;
}

bool has_test_list(const fs::path& executable) {
  std::ifstream file(list_file(executable));
  std::string key;
  return std::getline(file, key) && !key.empty() && key == identity(executable);
}

std::vector<ExpectedTest> list_tests(const SuiteSetup& setup) {
  const std::string key = identity(setup.executable);
  {
    std::ifstream file(list_file(setup.executable));
    std::string kept;
    if (std::getline(file, kept) && kept == key && !key.empty()) {
      if (auto tests = parse_list(file, setup.root)) return *std::move(tests);
    }
  }
  ProcessSpec spec = suite_process(setup);
  spec.command.emplace_back("--gu-list");
  const ProcessResult run = run_process(spec);
  std::istringstream lines(run.output);
  auto tests = run.ok() ? parse_list(lines, setup.root) : std::nullopt;
  if (!tests || tests->empty()) {
    throw CourseFault(setup.executable.string() + " --gu-list names no tests. It said:\n" + run.output.substr(0, 1000));
  }
  // Whole or not at all: a reader takes no half-written list for the truth. A full disk costs only time.
  const fs::path file = list_file(setup.executable);
  const fs::path draft = file.string() + "." + std::to_string(getpid());
  std::ofstream stream(draft);
  stream << key << "\n" << run.output;
  stream.close();
  std::error_code error;
  if (stream) fs::rename(draft, file, error);
  if (!stream || error) fs::remove(draft, error);
  return *std::move(tests);
}

namespace {

/// A task that hung once would hang again, ten seconds a test: the rest of it is not run.
void give_up_hanging_tasks(SuiteFold& fold, const std::vector<ExpectedTest>& tests) {
  std::map<std::string, std::string> hung;  // task -> the test that did not end
  for (const ExpectedTest& test : tests) {
    const auto found = fold.results().find(test.name);
    if (found != fold.results().end() && found->second.status == TestStatus::timed_out)
      hung.emplace(test.task, test.name);
  }
  for (const auto& [task, culprit] : hung) {
    const auto belongs = [&tests, &task = task](const std::string& name) {
      return std::any_of(tests.begin(), tests.end(),
                         [&](const ExpectedTest& test) { return test.name == name && test.task == task; });
    };
    fold.fail_remaining(TestStatus::not_run, "missing", "Not run: " + culprit + " of the same task did not end.",
                        belongs);
  }
}

}  // namespace

SuiteResult run_suite(const SuiteSetup& setup, const std::vector<ExpectedTest>& tests, bool all_of_suite) {
  std::vector<std::string> names;
  names.reserve(tests.size());
  for (const ExpectedTest& test : tests) names.push_back(test.name);
  SuiteFold fold(names, setup.timeout_seconds, setup.repeat);
  SuiteResult result;
  for (int start = 0; true; ++start) {
    ProcessSpec spec = suite_process(setup);
    // Every undefined function shows at the start, not in the middle of the first test that happens to need it.
    spec.environment.emplace_back("LD_BIND_NOW", "1");
    spec.command.push_back("--gu-seed=" + std::to_string(setup.seed));
    if (setup.shuffle) {
      spec.command.emplace_back("--gtest_shuffle");
      spec.command.push_back("--gtest_random_seed=" + std::to_string(setup.seed % 99999 + 1));
    }
    if (setup.repeat > 1) spec.command.push_back("--gtest_repeat=" + std::to_string(setup.repeat));
    if (!all_of_suite || start > 0) spec.command.push_back(filter_of(fold.remaining()));
    spec.event_option = "--gu-report-fd=";
    if (!setup.answers.empty()) spec.command.push_back("--gu-answers=" + setup.answers.string());
    if (setup.observation) {
      spec.event_option = "--gu-worker-fd=";
      spec.limits.events = worker_events;
      // Forged events restart the clock of a test, but not this one; nor does a crash.
      spec.limits.whole = std::max(std::chrono::milliseconds(1), worker_time - spent(result.seconds));
    }
    if (setup.enclose) spec = setup.enclose(spec);
    fold.begin_process();
    ProcessHooks hooks;
    hooks.event_line = [&fold, &setup](std::string_view line) {
      return !(setup.observation && setup.observation(line)) && fold.event(line);
    };
    hooks.output = [&fold](std::string_view piece) {
      fold.output(piece);
      return false;
    };
    const ProcessResult end = run_process(spec, hooks);
    result.seconds += end.seconds;
    if (const std::string fault = setup.enclose ? sandbox_fault(spec, end) : ""; !fault.empty())
      throw EnvironmentError("The sandbox could not run a worker: " + fault);
    if (end.ending == Ending::not_found)
      throw CourseFault(setup.executable.string() + " is not there or cannot be run.");
    if (loader_failed(end)) result.loader_output = end.output;
    fold.end_process(end);
    if (end.ending == Ending::wall_clock) give_up_hanging_tasks(fold, tests);
    if (fold.remaining().empty() || fold.never_began()) break;
    if (setup.observation && (end.ending == Ending::event_limit || spent(result.seconds) >= worker_time)) {
      fold.fail_remaining(TestStatus::not_run, "protocol",
                          "Not run: the tests before it had used up the time or the reports of the whole suite.");
      break;
    }
    if (!fold.ended_early()) {
      fold.fail_remaining(TestStatus::not_run, "missing", "The suite ended without running this test.");
      break;
    }
    if (start == most_restarts) {
      fold.fail_remaining(TestStatus::not_run, "missing",
                          fmt::format("Not run: the suite had crashed or hung {} times before.", start + 1));
      break;
    }
  }
  result.tests = fold.results();
  result.unexpected = fold.unexpected();
  for (const auto& [name, frames] : fold.frames()) {
    if (setup.observation) break;  // a worker's word on which file to read where is nothing to go by
    const auto found = result.tests.find(name);
    if (found == result.tests.end() || found->second.status != TestStatus::crashed) continue;
    const std::string place = crash_place(setup.root, frames);
    if (!place.empty()) found->second.message += "\nat " + place;
  }
  for (const ExpectedTest& test : tests) {
    TestVerdict& verdict = result.tests.at(test.name);
    verdict.file = relative_to(setup.root, verdict.file);
    // An exception has no line: the test's own then. And a worker could name a file that is not for students.
    if (verdict.line <= 0 || (setup.observation && verdict.file != test.file)) {
      verdict.file = test.file;
      verdict.line = test.line;
    }
  }
  return result;
}

}  // namespace grader
