#include "plan.hpp"

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <functional>
#include <map>

namespace grader::sandbox {
namespace {

constexpr int fault_status = 125;
std::string& spoken_secret() {
  static std::string secret;
  return secret;
}

template <typename Number>
Number number_in(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) refuse("'" + std::string(text) + "' is no number");
  return number;
}

template <typename Number>
std::function<void(std::string_view)> into(Number& target) {
  return [&target](std::string_view text) { target = number_in<Number>(text); };
}

std::function<void(std::string_view)> into(std::string& target) {
  return [&target](std::string_view text) { target = text; };
}

std::map<std::string_view, std::function<void(std::string_view)>> readers(Plan& plan) {
  return {{"tier", into(plan.tier)},
          {"secret",
           [&plan](std::string_view text) {
             plan.secret = text;
             spoken_secret() = text;
           }},
          {"folder", into(plan.folder)},
          {"event", into(plan.event_option)},
          {"bubblewrap", into(plan.bubblewrap)},
          {"enter", [&plan](std::string_view text) { plan.entrances.emplace_back(text); }},
          {"status", into(plan.status)},
          {"temporary", into(plan.temporary)},
          {"memory", into(plan.memory)},
          {"file_size", into(plan.file_size)},
          {"processes", into(plan.processes)},
          {"open_files", into(plan.open_files)},
          {"cpu_seconds", into(plan.cpu_seconds)},
          {"user", into(plan.user)},
          {"group", into(plan.group)},
          {"env", [&plan](std::string_view text) { plan.environment.emplace_back(text); }},
          {"read",
           [&plan](std::string_view text) {
             plan.mounts.push_back({std::string(text), "", false});
           }},
          {"write",
           [&plan](std::string_view text) {
             plan.mounts.push_back({std::string(text), "", true});
           }},
          {"at", [&plan](std::string_view text) {
             if (plan.mounts.empty()) refuse("'at=' comes after 'read=' or 'write='");
             plan.mounts.back().target = text;
           }}};
}

void say(const std::string& text) {
  const std::string line = "grader-sandbox " + spoken_secret() + ": " + text + "\n";
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace

void refuse(std::string_view what) {
  say(std::string(what));
  _exit(fault_status);
}

void fail(std::string_view what) {
  const int number = errno;
  refuse(std::string(what) + ": " + std::strerror(number));
}

int Plan::event_descriptor() const {
  if (event_option.empty()) return -1;
  const std::string_view last = command.back();
  if (last.rfind(event_option, 0) != 0) refuse("the descriptor for events is missing");
  return number_in<int>(last.substr(event_option.size()));
}

Plan read_plan(int count, char** arguments) {
  Plan plan;
  const auto known = readers(plan);
  int index = 1;
  for (; index < count && std::strcmp(arguments[index], "--") != 0; ++index) {
    const std::string_view word = arguments[index];
    const std::size_t equals = word.find('=');
    const auto reader = known.find(word.substr(0, equals));
    if (equals == std::string_view::npos || reader == known.end()) {
      refuse("unknown word '" + std::string(word) + "'. This program is started by grader grade, not by hand");
    }
    reader->second(word.substr(equals + 1));
    plan.words.emplace_back(word);
  }
  for (++index; index < count; ++index) plan.command.emplace_back(arguments[index]);
  if (plan.command.empty()) refuse("no command. This program is started by grader grade, not by hand");
  for (int wiped = 1; wiped < count; ++wiped) std::memset(arguments[wiped], 0, std::strlen(arguments[wiped]));
  return plan;
}

}  // namespace grader::sandbox
