/// @file
/// How the build compiles each file: compile_commands.json of a build folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace grader {

/// One file that is compiled.
struct CompileCommand {
  std::string file;              ///< its full path
  std::string command;           ///< for a shell, in the build folder
  std::filesystem::path object;  ///< full path of what it makes; empty if the command does not say
};

/// In the order of the file. What an older build left in the folders of its targets is not among it.
/// @throws CourseFault  it is not there or is none: the folder was never configured whole
std::vector<CompileCommand> load_compile_commands(const std::filesystem::path& build_folder);

/// The objects that belong to one CMake target.
std::vector<std::filesystem::path> objects_of_target(const std::vector<CompileCommand>& commands,
                                                     const std::string& target);

}  // namespace grader
