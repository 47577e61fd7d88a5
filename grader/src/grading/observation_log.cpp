#include "grading/observation_log.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "errors.hpp"
#include "stranger_line.hpp"

namespace grader {
namespace {

using nlohmann::json;

constexpr std::size_t most_strangers = 10;

bool is_value(const json& line) {
  if (line.contains("text")) return line["text"].is_string();
  return line.contains("shape") && line["shape"].is_array() && line.contains("bits") && line["bits"].is_string();
}

/// Only the members that the protocol knows, so that nothing else reaches the judge.
std::string clean(const json& line) {
  json kept{{"key", line["key"]}};
  for (const char* member : {"text", "shape", "bits"}) {
    if (line.contains(member)) kept[member] = line[member];
  }
  return kept.dump(-1, ' ', true, json::error_handler_t::replace);
}

}  // namespace

bool ObservationLog::take(std::string_view text) {
  if (text.find("\"key\"") == std::string_view::npos) return false;
  const json line = parse_stranger_line(text);
  if (!line.is_object() || !line.contains("key") || line.contains("event")) return false;
  const std::string key = line["key"].is_string() ? line["key"].get<std::string>() : "";
  const std::size_t mark = key.rfind('#');
  const std::string test = key.substr(0, mark == std::string::npos ? 0 : mark);
  if (!expected_.contains(test)) {
    if (strangers_.size() < most_strangers) strangers_.push_back(key.substr(0, 100));
    return true;
  }
  std::vector<std::string>& lines = lines_[test];
  const std::string next = std::to_string(lines.size());
  if (key.substr(mark + 1) != next) {
    breach(test, "observation " + key.substr(mark + 1, 20) + " came where " + next + " was due");
  } else if (!is_value(line)) {
    breach(test, "observation " + next + " is neither numbers of a shape nor a text");
  } else {
    lines.push_back(clean(line));
  }
  return true;
}

void ObservationLog::write(const std::filesystem::path& file) const {
  std::ofstream stream(file, std::ios::binary);
  for (const auto& [test, lines] : lines_) {
    if (breaches_.contains(test)) continue;
    for (const std::string& line : lines) stream << line << '\n';
  }
  stream.close();
  if (!stream) throw EnvironmentError(file.string() + " cannot be written. Is the disk full? (`df -h .`)");
}

}  // namespace grader
