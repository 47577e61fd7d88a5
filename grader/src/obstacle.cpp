#include "obstacle.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string_view>
#include <utility>

#include "blame.hpp"
#include "report.hpp"

namespace grader {

bool has_failed(const TestVerdict& test) {
  return test.status != TestStatus::passed && test.status != TestStatus::skipped;
}

namespace {

/// "2.10" after "2.9", and before "12.1".
bool is_earlier(const std::string& left, const std::string& right) {
  const auto numbers = [](const std::string& id) {
    std::pair<int, int> both;
    const char* const end = id.data() + id.size();
    const char* const dot = std::from_chars(id.data(), end, both.first).ptr;
    if (dot != end) std::from_chars(dot + 1, end, both.second);
    return both;
  };
  return numbers(left) < numbers(right);
}

}  // namespace

Obstacle obstacle_of(const TaskVerdict& task) {
  Obstacle obstacle;
  for (const TestVerdict& test : task.tests) {
    if (!has_failed(test)) continue;
    const std::string todo = todo_task(test);
    if (todo.empty()) {
      ++obstacle.failed;
    } else if (todo == task.id) {
      obstacle.unwritten = true;
      const std::size_t colon = test.message.find(": ");
      if (colon != std::string::npos && obstacle.size.empty()) obstacle.size = test.message.substr(colon + 2);
    } else if (std::find(obstacle.waits_for.begin(), obstacle.waits_for.end(), todo) == obstacle.waits_for.end()) {
      obstacle.waits_for.push_back(todo);
    }
  }
  std::sort(obstacle.waits_for.begin(), obstacle.waits_for.end(), is_earlier);
  return obstacle;
}

std::string claim_in_words(std::string_view test) {
  const std::size_t dot = test.find('.');
  if (dot == std::string_view::npos) return "";
  std::string_view name = test.substr(dot + 1);
  name = name.substr(0, name.find('/'));
  const auto upper = [&](std::size_t i) {
    return i < name.size() && std::isupper(static_cast<unsigned char>(name[i])) != 0;
  };
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name.substr(i, 3) == "NaN") {
      text += i > 0 ? " NaN" : "NaN";
      i += 2;
      continue;
    }
    const bool starts = upper(i) && i > 0 && (!upper(i - 1) || (i + 1 < name.size() && !upper(i + 1)));
    if (starts || name[i] == '_') text += ' ';
    if (name[i] == '_') continue;
    // Only a word's own capital is lowered; NaN, KL and the like stay as they are.
    const bool word = upper(i) && i + 1 < name.size() && std::islower(static_cast<unsigned char>(name[i + 1])) != 0;
    text += word && i > 0 ? static_cast<char>(std::tolower(static_cast<unsigned char>(name[i]))) : name[i];
  }
  return text;
}

}  // namespace grader
