#include "commands/bench.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <sstream>
#include <vector>

#include "base.hpp"
#include "bench_results.hpp"
#include "build.hpp"
#include "lesson.hpp"
#include "process.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr const char* preset = "release";
constexpr std::chrono::seconds longest_benchmark{120};

/// The last line that is not empty: what an uncaught exception said.
std::string last_line(const std::string& text) {
  std::string last = "it printed nothing";
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) last = line;
  }
  const std::size_t what = last.find("what():");
  if (what != std::string::npos) last = last.substr(last.find_first_not_of(' ', what + 7));
  // A skeleton says for each of its holes how big it is; that the task is unwritten is said once.
  constexpr std::string_view unwritten = "is still to be written";
  const std::size_t hole = last.find(unwritten);
  return hole == std::string::npos ? last : last.substr(0, hole + unwritten.size());
}

/// The benchmark's executable with a provider of the module, on the same base for all of them.
class Runner {
 public:
  Runner(const Course& course, const Module& module) : course_(course), module_(module) {
    base_ =
        resolve_base(course, module, has_references_below(course, module) ? BaseChoice::reference : BaseChoice::mine,
                     [](const Module&) { return false; });
  }

  const Base& base() const { return base_; }

  /// What Ninja must build for this provider.
  std::vector<std::string> targets(std::string_view provider) const {
    std::vector<std::string> result = {bench_target(module_), provider_target(module_, provider)};
    for (const auto& [folder, below] : base_) {
      if (const Module* need = course_.find_folder(folder)) result.push_back(provider_target(*need, below));
    }
    return result;
  }

  ProcessResult run(std::string_view provider, const std::vector<std::string>& options) const {
    const fs::path build = course_.build_folder(preset);
    std::string path = (build / provider_folder(module_, provider)).string();
    for (const auto& [folder, below] : base_) {
      if (const Module* need = course_.find_folder(folder))
        path += ':' + (build / provider_folder(*need, below)).string();
    }
    ProcessSpec spec;
    spec.command = {(build / bench_target(module_)).string()};
    spec.command.insert(spec.command.end(), options.begin(), options.end());
    spec.folder = course_.root;
    spec.environment = {{"LD_LIBRARY_PATH", path}, {"LC_ALL", "C"}};
    spec.limits.wall = longest_benchmark;
    return run_process(spec);
  }

  /// One benchmark alone, so that one that stops the program stops no other.
  BenchTime measure(std::string_view provider, const std::string& name) const {
    const fs::path file =
        course_.build_folder(preset) / "bench" / (module_.folder + "-" + std::to_string(::getpid()) + ".json");
    const ProcessResult result = run(provider, {"--benchmark_filter=" + exactly(name), "--benchmark_out_format=json",
                                                "--benchmark_out=" + file.string()});
    BenchTime time;
    if (result.ending == Ending::wall_clock) {
      time.error = fmt::format("{} took more than {} s and was stopped", name, longest_benchmark.count());
    } else if (!result.ok()) {
      time.error = last_line(result.output);
    } else {
      time = parse_bench_json(read_text(file));
    }
    std::error_code ignored;
    fs::remove(file, ignored);
    return time;
  }

 private:
  /// A regular expression that only this name matches.
  static std::string exactly(const std::string& name) {
    std::string expression = "^";
    for (const char letter : name) {
      if (std::string_view(".^$|()[]{}*+?\\").find(letter) != std::string_view::npos) expression += '\\';
      expression += letter;
    }
    return expression + '$';
  }

  const Course& course_;
  const Module& module_;
  Base base_;
};

std::vector<std::string> list_benchmarks(const Runner& runner, const BenchOptions& options, std::string_view provider) {
  std::vector<std::string> arguments = {"--benchmark_list_tests=true"};
  if (!options.filter.empty()) arguments.push_back("--benchmark_filter=" + options.filter);
  const ProcessResult result = runner.run(provider, arguments);
  if (!result.ok()) throw CourseFault("the benchmark does not start: " + last_line(result.output));
  std::vector<std::string> names;
  std::istringstream lines(result.output);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && !line.starts_with("Failed to match")) names.push_back(line);
  }
  if (names.empty()) {
    throw UsageError("no benchmark of this module matches '" + options.filter + "'. Without --filter all of them run.");
  }
  return names;
}

void require_build(const BuildResult& result) {
  if (!result.ok) throw CourseFault("the benchmark or the reference does not compile; the log: " + result.log);
}

std::vector<BenchRow> measure_all(const Terminal& terminal, const Runner& runner, const std::vector<std::string>& names,
                                  bool has_reference) {
  std::vector<BenchRow> rows;
  for (const std::string& name : names) {
    if (!without_library(name).empty()) continue;
    if (terminal.style().interactive) terminal.out() << "measuring " << name << " ..." << std::flush;
    BenchRow row{name, {}, {}, {}};
    // One after the other for each benchmark: a machine that grows warm or busy slows both alike.
    if (has_reference) row.reference = runner.measure("reference", name);
    row.mine = runner.measure("mine", name);
    for (const std::string& other : names) {
      if (without_library(other) == name) row.library = runner.measure(has_reference ? "reference" : "mine", other);
    }
    if (terminal.style().interactive) terminal.out() << '\r' << std::string(name.size() + 14, ' ') << '\r';
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

ExitStatus run_bench(const Course& course, const BenchOptions& options) {
  const Terminal& terminal = options.terminal;
  const std::string folder = select(course, options.selector).module->folder;
  const Course release = load_course(course.root, preset);
  const Module& module = *release.find_folder(folder);
  if (!module.has_bench) {
    if (fs::exists(course.root / "modules" / folder / "bench.cpp")) {
      throw EnvironmentError("modules/" + folder +
                             "/bench.cpp needs Google Benchmark, which CMake did not find. "
                             "Install it (sudo apt-get install libbenchmark-dev), then: cmake --preset release");
    }
    terminal.line(fmt::format("Module {} has no benchmark: modules/{}/bench.cpp does not exist. Skipped.",
                              module.number, folder));
    return ExitStatus::passed;
  }
  const Runner runner(release, module);
  if (module.has_reference) require_build(build(release, preset, runner.targets("reference"), "bench-reference"));
  const BuildResult mine = build(release, preset, runner.targets("mine"), "bench-" + folder, compile_seconds);
  if (!mine.ok) {
    terminal.paragraph(
        fmt::format("Your module {} does not compile, so there is nothing to measure. `grader check {}` "
                    "shows the first error; the whole log: {}",
                    module.number, module.number, mine.log));
    return ExitStatus::student_fault;
  }
  const std::string base = describe_base(release, runner.base());
  terminal.line(
      fmt::format("Module {}: {}, preset {}{}", module.number, module.title, preset, base.empty() ? "" : ", " + base));
  const std::vector<std::string> names = list_benchmarks(runner, options, module.has_reference ? "reference" : "mine");
  const std::vector<BenchRow> rows = measure_all(terminal, runner, names, module.has_reference);
  print_bench_table(terminal, rows);
  terminal.line();
  terminal.paragraph(module.has_reference ? "A ratio of 2.00x means that yours takes twice as long."
                                          : "This edition has no reference to compare with.");
  const bool failed =
      std::any_of(rows.begin(), rows.end(), [](const BenchRow& row) { return !row.mine.error.empty(); });
  return failed ? ExitStatus::student_fault : ExitStatus::passed;
}

}  // namespace grader
