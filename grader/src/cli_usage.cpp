#include "cli_usage.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <vector>

#include "nearest.hpp"

namespace grader {
namespace {

/// The command within commands that the line reached, and how a person calls it: "gradebook set due ".
const CLI::App* reached(const CLI::App& app, std::string& called) {
  const CLI::App* used = &app;
  for (std::vector<CLI::App*> parsed = app.get_subcommands(); !parsed.empty(); parsed = used->get_subcommands()) {
    used = parsed.front();
    called += used->get_name() + " ";
  }
  return used;
}

void add_names(std::vector<std::string>& known, const CLI::App& level) {
  for (const CLI::Option* option : level.get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  }
}

}  // namespace

std::string usage_message(const CLI::App& app, const CLI::ParseError& error) {
  std::string called;
  const CLI::App* used = reached(app, called);
  std::string text = error.what();
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    const std::vector<std::string> extras = app.remaining(true);
    const std::string word = extras.empty() ? "" : extras.front().substr(0, extras.front().find('='));
    const bool option = word.rfind('-', 0) == 0;
    std::vector<std::string> known;
    add_names(known, *used);
    if (used == &app) {
      for (const CLI::App* command :
           app.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); }))
        known.push_back(command->get_name());
    } else {
      add_names(known, app);
    }
    text = fmt::format("There is no {} '{}'.", option ? "option" : used == &app ? "command" : "such argument", word);
    const std::vector<std::string> near = nearest(word, known);
    if (!near.empty()) text += " Did you mean " + join_or(near) + "?";
  }
  if (text.back() != '.' && text.back() != '?') text += '.';
  return text + fmt::format(" `grader {}--help` lists what there is.", called);
}

}  // namespace grader
