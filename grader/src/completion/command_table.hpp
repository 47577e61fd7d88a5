/// @file
/// The commands and their options as plain data, read out of the parser: what completion goes by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace grader {

struct CommandOption {
  std::vector<std::string> names;  ///< "--verbose", "-v"; the first is the long one
  std::string description;
  bool takes_value = false;
  std::string value;  ///< what it takes, as the help names it: "FILE", "TEXT:{best,last}"
};

struct CommandArgument {
  std::string value;  ///< likewise: "MODULE"
  bool repeats = false;
};

struct CommandDescription {
  std::string name;
  std::string description;
  std::vector<CommandOption> options;
  std::vector<CommandArgument> arguments;
  std::vector<CommandDescription> commands;

  const CommandOption* option(std::string_view option_name) const;
  const CommandDescription* command(std::string_view command_name) const;
};

/// The whole tree below `app`, without what no help lists.
CommandDescription describe_commands(const CLI::App& app);

}  // namespace grader
