#include <algorithm>
#include <chrono>
#include <fstream>
#include <system_error>

#include "build.hpp"
#include "build_lock.hpp"
#include "errors.hpp"
#include "process.hpp"
#include "version.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

constexpr const char* least_cmake = "3.25";  // CMakePresets.json: cmakeMinimumRequired

/// CMake's first error: from "CMake Error" to the blank line that ends its text, or to what it prints beside it.
std::string first_error(const std::string& output) {
  const std::size_t begin = output.find("CMake Error");
  if (begin == std::string::npos) {
    const std::size_t last = output.size() > 600 ? output.size() - 600 : 0;
    return output.substr(last);
  }
  const std::size_t end = std::min(output.find("\n\n\n", begin), output.find("Preset CMake variables:", begin));
  return output.substr(begin, std::min(end, begin + 1200) - begin);
}

/// Asked when something failed: an old CMake stumbles over words of the presets that it does not know, each release over others.
std::string complaint_about_cmake() {
  ProcessSpec spec;
  spec.command = {"cmake", "--version"};
  spec.environment = {{"LC_ALL", "C"}};
  spec.limits.wall = std::chrono::seconds(10);
  const std::string version = find_version(run_process(spec).output);
  if (version.empty() || compare_versions(version, least_cmake) >= 0) return "";
  return "CMake " + version + " is too old, " + least_cmake +
         " or newer is needed. Install one: `make setup`, or https://cmake.org/download.";
}

std::string advice(const std::string& error) {
  if (const std::string old = complaint_about_cmake(); !old.empty()) return old;
  if (error.find("CMAKE_CXX_COMPILER") != std::string::npos) {
    return "No C++ compiler was found. Install one: `make setup`, or `apt install g++`.";
  }
  if (error.find("CMAKE_MAKE_PROGRAM") != std::string::npos) {
    return "The build tool Ninja was not found. Install it: `make setup`, or `apt install ninja-build`.";
  }
  if (error.find("Could not find a package") != std::string::npos ||
      error.find("Could NOT find") != std::string::npos) {
    return "A library is missing. `make setup` installs what is missing; `grader doctor` lists it.";
  }
  if (error.find("No space left") != std::string::npos) return "The disk is full. Make room (`df -h .`).";
  for (const char* refusal : {"Permission denied", "Read-only", "Cannot open file for write"}) {
    if (error.find(refusal) == std::string::npos) continue;
    return "The folder cannot be written. Copy the course to a folder of your own.";
  }
  return "`grader doctor` says what the machine lacks.";
}

}  // namespace

void configure(const fs::path& root, std::string_view preset, const std::function<bool()>& still_wanted) {
  const fs::path build = root / "build" / preset;
  std::error_code error;
  fs::create_directories(build, error);
  if (error) {
    throw EnvironmentError(build.string() + " cannot be made: " + error.message() +
                           ". The course needs a folder that you may write to, with room on the disk.");
  }
  const BuildLock lock(build);
  if (still_wanted && !still_wanted()) return;
  ProcessSpec spec;
  spec.folder = root;
  if (fs::exists(root / "CMakePresets.json")) {
    spec.command = {"cmake", "--preset", std::string(preset)};
  } else {
    spec.command = {"cmake", "-G", "Ninja", "-S", root.string(), "-B", build.string()};
  }
  spec.environment = {{"LC_ALL", "C"}};
  spec.without_prefixes = {"MAKEFLAGS", "LD_PRELOAD"};
  spec.limits.wall = std::chrono::minutes(10);
  spec.stop_signal = 15;
  const ProcessResult run = run_process(spec);
  if (run.ok()) return;
  if (run.ending == Ending::not_found) {
    throw EnvironmentError("CMake is not on the PATH. Install it: `make setup`, or `apt install cmake`.");
  }
  if (run.ending == Ending::wall_clock)
    throw EnvironmentError("CMake did not finish within 10 minutes; it was stopped.");
  configuration_failed(build, run.output);
}

void configuration_failed(const fs::path& build_folder, const std::string& output) {
  const std::string error = first_error(output);
  // Our own messages about the table begin with its name too.
  if (error.find("modules/course.cmake") != std::string::npos) {
    throw CourseFault(
        "The course's table, modules/course.cmake, cannot be used. If it was edited, get it back with `git checkout -- "
        "modules/course.cmake` or from a fresh copy of the course.\n\n" +
        error);
  }
  throw EnvironmentError("CMake could not prepare " + build_folder.string() + ". " + advice(error) + "\n\n" + error);
}

std::string compiler_of(const fs::path& build_folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(build_folder / "CMakeFiles", error)) {
    std::ifstream file(entry.path() / "CMakeCXXCompiler.cmake");
    if (!file) continue;
    std::string name;
    std::string version;
    for (std::string line; std::getline(file, line);) {
      // set(CMAKE_CXX_COMPILER_ID "GNU")
      const std::size_t open = line.find('"');
      const std::size_t close = line.rfind('"');
      if (open == std::string::npos || close <= open) continue;
      const std::string value = line.substr(open + 1, close - open - 1);
      if (line.rfind("set(CMAKE_CXX_COMPILER_ID ", 0) == 0) name = value;
      if (line.rfind("set(CMAKE_CXX_COMPILER_VERSION ", 0) == 0) version = value;
    }
    if (name == "GNU") name = "g++";
    if (name == "Clang") name = "clang++";
    if (!name.empty()) return name + " " + version;
  }
  return "";
}

}  // namespace grader
