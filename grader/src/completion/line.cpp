#include "completion/line.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace grader {
namespace {

/// Reads a line word by word, as the parser would.
class LineReader {
 public:
  explicit LineReader(const CommandDescription& program) : program_(program), command_(&program) {}

  void take(const std::string& word) {
    if (awaited_ != nullptr) {
      if (word == "=") return;
      take_value(word);
    } else if (!only_arguments_ && word == "--") {
      only_arguments_ = true;
    } else if (!only_arguments_ && is_option(word)) {
      const std::size_t equals = word.find('=');
      awaited_ = value_option(word.substr(0, equals));
      if (awaited_ != nullptr && equals != std::string::npos) take_value(word.substr(equals + 1));
    } else if (const CommandDescription* next = arguments_ == 0 ? command_->command(word) : nullptr) {
      command_ = next;
    } else {
      ++arguments_;
    }
  }

  Expectation at(const std::string& word) const {
    Expectation result;
    result.course = course_;
    const std::size_t equals = word.find('=');
    if (awaited_ != nullptr) {
      result.value = awaited_->value;
    } else if (!only_arguments_ && is_option(word) && equals != std::string::npos) {
      const CommandOption* option = value_option(word.substr(0, equals));
      if (option != nullptr) result.value = option->value;
      // NOLINTNEXTLINE(bugprone-branch-clone): an option is offered where one was begun, and where nothing else can come
    } else if (!only_arguments_ && word.starts_with('-')) {
      result.words = options();
    } else if (!command_->commands.empty() && arguments_ == 0) {
      for (const CommandDescription& each : command_->commands) result.words.push_back({each.name, each.description});
    } else if (const CommandArgument* argument = next_argument()) {
      result.value = argument->value;
    } else {
      result.words = options();
    }
    return result;
  }

 private:
  static bool is_option(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

  void take_value(const std::string& word) {
    if (awaited_->names.front() == "--course") course_ = word;
    awaited_ = nullptr;
  }

  /// Of the command or, as the parser allows, of the program.
  const CommandOption* value_option(const std::string& name) const {
    const CommandOption* found = command_->option(name);
    if (found == nullptr) found = program_.option(name);
    return found != nullptr && found->takes_value ? found : nullptr;
  }

  const CommandArgument* next_argument() const {
    const std::vector<CommandArgument>& all = command_->arguments;
    if (arguments_ < all.size()) return &all[arguments_];
    return !all.empty() && all.back().repeats ? &all.back() : nullptr;
  }

  std::vector<Suggestion> options() const {
    std::vector<Suggestion> result;
    const auto add = [&result](const CommandDescription& level) {
      for (const CommandOption& option : level.options) {
        const Suggestion suggestion{option.names.front(), option.description};
        if (std::find(result.begin(), result.end(), suggestion) == result.end()) result.push_back(suggestion);
      }
    };
    add(*command_);
    if (command_ != &program_) add(program_);
    return result;
  }

  const CommandDescription& program_;
  const CommandDescription* command_;
  const CommandOption* awaited_ = nullptr;  ///< the option whose value comes next
  std::size_t arguments_ = 0;
  bool only_arguments_ = false;
  std::string course_;
};

}  // namespace

Expectation expected_at(const CommandDescription& program, const std::vector<std::string>& words) {
  LineReader reader(program);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) reader.take(words[i]);
  const std::string last = words.empty() ? "" : words.back();
  return reader.at(last == "=" ? "" : last);
}

}  // namespace grader
