/// @file
/// Building with Ninja: one at a time in a build folder, within limits, the whole output kept as a log.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "course.hpp"
#include "process.hpp"

namespace grader {

struct BuildResult {
  bool ok = false;
  Ending ending = Ending::exited;  ///< wall_clock: a step took too long
  std::string output;              ///< what Ninja, the compiler and the linker said
  std::string log;                 ///< path of the same, relative to the course; empty when nothing failed or warned
  double seconds = 0;
};

/// Longest step of a build that holds a student's files.
inline constexpr int compile_seconds = 60;
/// Of one that holds the course's own alone: a slow machine is no fault, and there is nothing to explain sooner.
inline constexpr int course_compile_seconds = 900;

/// "provider/12_attention/mine/libgu_attention.so": the path in a build folder and the Ninja target.
std::string provider_target(const Module& module, std::string_view provider);
/// "provider/12_attention/mine".
std::string provider_folder(const Module& module, std::string_view provider);
std::string suite_target(const Module& module);
std::string bench_target(const Module& module);

/// Runs `ninja -C build/<preset> TARGETS`; waits in a queue when another grader builds in the same folder.
/// The time limit restarts with every finished step, so it is a limit of one file and not of a whole first build.
/// @param log_name  the log is build/<preset>/log/<log_name>.txt
/// @param step_seconds  the longest that one step may take
/// @throws EnvironmentError  no ninja, no compiler, no disk, a folder that cannot be written
BuildResult build(const Course& course, std::string_view preset, const std::vector<std::string>& targets,
                  std::string_view log_name, int step_seconds = course_compile_seconds);

/// Runs CMake for build/<preset>; waits in the same queue.
/// @param still_wanted  asked when it is our turn: whoever was before us may have done it. None: it is.
/// @throws EnvironmentError with CMake's own first error
void configure(const std::filesystem::path& root, std::string_view preset,
               const std::function<bool()>& still_wanted = {});

/// Throws what CMake's output says of a failed configuration, with advice.
/// @throws CourseFault       it cannot use the course's table
/// @throws EnvironmentError  anything else
[[noreturn]] void configuration_failed(const std::filesystem::path& build_folder, const std::string& output);

/// "g++ 12.2.0", as CMake recorded it in the build folder; empty when it is not known. Starts no process.
std::string compiler_of(const std::filesystem::path& build_folder);

}  // namespace grader
