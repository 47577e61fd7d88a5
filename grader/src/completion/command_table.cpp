#include "completion/command_table.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace grader {

const CommandOption* CommandDescription::option(std::string_view option_name) const {
  const auto found = std::find_if(options.begin(), options.end(), [&](const CommandOption& each) {
    return std::find(each.names.begin(), each.names.end(), option_name) != each.names.end();
  });
  return found == options.end() ? nullptr : &*found;
}

const CommandDescription* CommandDescription::command(std::string_view command_name) const {
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const CommandDescription& each) { return each.name == command_name; });
  return found == commands.end() ? nullptr : &*found;
}

CommandDescription describe_commands(const CLI::App& app) {
  CommandDescription result;
  result.name = app.get_name();
  result.description = app.get_description();
  for (const CLI::Option* each :
       app.get_options([](const CLI::Option* option) { return !option->get_group().empty(); })) {
    if (each->get_positional()) {
      result.arguments.push_back({each->get_type_name(), each->get_items_expected_max() > 1});
      continue;
    }
    CommandOption option{{}, each->get_description(), each->get_items_expected_max() > 0, each->get_type_name()};
    for (const std::string& name : each->get_lnames()) option.names.push_back("--" + name);
    for (const std::string& name : each->get_snames()) option.names.push_back("-" + name);
    result.options.push_back(std::move(option));
  }
  for (const CLI::App* each :
       app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); }))
    result.commands.push_back(describe_commands(*each));
  return result;
}

}  // namespace grader
