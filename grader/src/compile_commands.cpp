#include "compile_commands.hpp"

#include <fmt/core.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>

#include "errors.hpp"

namespace grader {

namespace fs = std::filesystem;

namespace {

/// What stands behind -o. CMake writes it relative to the build folder, and -c right after it.
fs::path object_of(std::string_view command) {
  constexpr std::string_view before = " -o ";
  const std::size_t found = command.rfind(before);
  if (found == std::string_view::npos) return {};
  const std::size_t begin = found + before.size();
  return std::string(command.substr(begin, command.find(" -c ", begin) - begin));
}

}  // namespace

std::vector<CompileCommand> load_compile_commands(const fs::path& build_folder) {
  const fs::path path = build_folder / "compile_commands.json";
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  std::vector<CompileCommand> commands;
  try {
    for (const auto& entry : nlohmann::json::parse(text.str())) {
      CompileCommand& each = commands.emplace_back(CompileCommand{entry.at("file"), entry.at("command"), {}});
      each.object = object_of(each.command);
      if (!each.object.empty()) each.object = build_folder / each.object;
    }
  } catch (const nlohmann::json::exception& error) {
    throw CourseFault(fmt::format("{} is not there or cannot be read: {}. `cmake --preset {}` writes it anew.",
                                  path.string(), error.what(), build_folder.filename().string()));
  }
  return commands;
}

std::vector<fs::path> objects_of_target(const std::vector<CompileCommand>& commands, const std::string& target) {
  const std::string folder = "CMakeFiles/" + target + ".dir/";
  std::vector<fs::path> objects;
  for (const CompileCommand& each : commands) {
    const std::string& object = each.object.native();
    const std::size_t found = object.find(folder);
    if (found != std::string::npos && found > 0 && object[found - 1] == '/') objects.push_back(each.object);
  }
  return objects;
}

}  // namespace grader
