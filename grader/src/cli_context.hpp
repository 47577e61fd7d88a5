/// @file
/// What the groups of commands get from the parser that they are added to.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace CLI {
class App;
}

namespace grader {

/// Adds a command with its description and what it does.
using AddCommand =
    std::function<CLI::App*(const std::string& name, const std::string& description, std::function<ExitStatus()>)>;

/// What an action asks for when it runs.
struct CommandContext {
  std::function<const Course&()> course;
  std::function<std::filesystem::path()> root;  ///< of the course, without looking into it
  /// Likewise; empty outside of a course. @throws UsageError  the command line names a folder that is none
  std::function<std::filesystem::path()> root_if_any;
  std::function<Terminal()> terminal;
};

}  // namespace grader
