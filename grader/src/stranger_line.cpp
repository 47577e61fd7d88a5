#include "stranger_line.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace grader {
namespace {

constexpr int deepest = 8;  // an event has three levels

int nesting_of(std::string_view line) {
  int depth = 0;
  int most = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_text) {
      if (c == '\\') ++i;
      if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      most = std::max(most, ++depth);
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return most;
}

}  // namespace

nlohmann::json parse_stranger_line(std::string_view line) {
  if (nesting_of(line) > deepest) return nlohmann::json(nlohmann::json::value_t::discarded);
  return nlohmann::json::parse(std::string(line), nullptr,
                               false);  // of a string: that parser is compiled and optimised
}

}  // namespace grader
