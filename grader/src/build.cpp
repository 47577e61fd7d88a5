#include "build.hpp"

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <system_error>

#include "build_lock.hpp"
#include "compile_errors.hpp"
#include "content_stamps.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t compile_memory = std::uint64_t{4} << 30;

/// Reads Ninja's "[3/12] …" lines; a person who waits sees how far a long build is.
class StepLine {
 public:
  /// True when a step was finished.
  bool read(std::string_view piece) {
    line_.append(piece);
    bool finished = false;
    for (std::size_t end = line_.find('\n'); end != std::string::npos; end = line_.find('\n')) {
      finished = line_.front() == '[' || finished;
      if (line_.front() == '[') show(line_.substr(1, line_.find(']') - 1));
      line_.erase(0, end + 1);
    }
    return finished;
  }
  void clear() {
    if (shown_) std::fputs("\r\033[K", stderr);
    shown_ = false;
  }

 private:
  void show(const std::string& steps) {
    if (!interactive_ || std::chrono::steady_clock::now() - started_ < std::chrono::milliseconds(700)) return;
    std::fprintf(stderr, "\r  building, step %s ", steps.c_str());
    shown_ = true;
  }

  const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  const bool interactive_ = isatty(STDERR_FILENO) == 1;
  bool shown_ = false;
  std::string line_;
};

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// The line of `text` that holds `part`.
std::string line_with(const std::string& text, std::string_view part) {
  const std::size_t at = text.find(part);
  if (at == std::string::npos) return "";
  const std::size_t before = text.rfind('\n', at);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

/// Throws when the machine and not a source file made the build fail.
void throw_if_environment(const std::string& output, const fs::path& build_folder) {
  // "File too large" is what a limit of file sizes (ulimit -f) looks like, "Disk full?" is how mold puts it.
  for (const char* part : {"No space left on device", "Disk quota exceeded", "File too large", "Disk full?"}) {
    if (!holds(output, part)) continue;
    throw EnvironmentError("The disk is full: " + line_with(output, part) +
                           ". Make room (`df -h .`, `ulimit -f`), then try again.");
  }
  if (holds(output, "Read-only file system") || holds(output, "ninja: error: opening build log: Permission denied")) {
    throw EnvironmentError(build_folder.string() + " cannot be written (read-only or not yours). " +
                           "Copy the course to a folder of your own, or see `ls -ld build`.");
  }
  for (const char* part : {"c++: not found", "g++: not found", "clang++: not found", "c++: No such file",
                           "c++: Permission denied", "g++: Permission denied", "clang++: Permission denied"}) {
    if (!holds(output, part)) continue;
    throw EnvironmentError("The compiler that this folder was configured with is gone (" + line_with(output, part) +
                           "). Install it (`make setup`), or delete " + build_folder.string() + " to choose anew.");
  }
  if (holds(output, "cannot execute 'cc1plus'") || holds(output, "error trying to exec 'cc1plus'")) {
    throw EnvironmentError("The C++ compiler is not installed whole: " + line_with(output, "cc1plus") +
                           ". Install it: `make setup`, or `apt install g++`.");
  }
}

std::string write_log(const Course& course, const fs::path& build_folder, std::string_view name,
                      const std::string& text) {
  const fs::path file = build_folder / "log" / (std::string(name) + ".txt");
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  std::ofstream stream(file);
  stream << text;
  return stream ? file.lexically_relative(course.root).string() : "";
}

}  // namespace

std::string provider_folder(const Module& module, std::string_view provider) {
  return "provider/" + module.folder + "/" + std::string(provider);
}
std::string provider_target(const Module& module, std::string_view provider) {
  return provider_folder(module, provider) + "/lib" + module.library + ".so";
}
std::string suite_target(const Module& module) {
  return "suite/" + module.folder;
}
std::string bench_target(const Module& module) {
  return "bench/" + module.folder;
}

BuildResult build(const Course& course, std::string_view preset, const std::vector<std::string>& targets,
                  std::string_view log_name, int step_seconds) {
  const fs::path folder = course.build_folder(preset);
  ProcessSpec spec;
  // All errors of all files, so that the report can count them; the first is shown.
  spec.command = {"ninja", "-C", folder.string(), "-k", "0"};
  spec.command.insert(spec.command.end(), targets.begin(), targets.end());
  spec.folder = course.root;
  // Compilers speak English and without colour, which is what compile_errors.cpp reads.
  spec.environment = {{"LC_ALL", "C"}, {"GCC_COLORS", ""}, {"TERM", "dumb"}, {"CLICOLOR_FORCE", "0"}};
  spec.without_prefixes = {"NINJA_STATUS", "MAKEFLAGS", "LD_LIBRARY_PATH", "LD_PRELOAD"};
  spec.limits.wall = std::chrono::seconds(step_seconds);
  spec.limits.address_space = compile_memory;
  spec.limits.file_size = 0;
  spec.stop_signal = SIGTERM;  // Ninja then ends its compilers and removes half-written files
  const BuildLock lock(folder);
  const ContentStamps stamps(course, preset, targets);
  StepLine steps;
  ProcessHooks hooks;
  hooks.output = [&steps](std::string_view piece) { return steps.read(piece); };
  const ProcessResult run = run_process(spec, hooks);
  steps.clear();
  stamps.settle();
  BuildResult result;
  result.seconds = run.seconds;
  result.ending = run.ending;
  result.ok = run.ok();
  if (run.ending == Ending::not_found) {
    throw EnvironmentError(
        "The build tool ninja is not on the PATH. Install it: `make setup`, or `apt install ninja-build`.");
  }
  // What the compiler only warned of is kept as well: Ninja says it once.
  if (!result.ok || holds(run.output, ": warning: ")) result.log = write_log(course, folder, log_name, run.output);
  result.output = run.output;
  if (result.ok) return result;
  throw_if_environment(run.output, folder);
  // Ninja asks CMake for a new build file when the course's table has changed.
  if (step_failed(run.output, "build.ninja")) configuration_failed(folder, run.output);
  return result;
}

}  // namespace grader
