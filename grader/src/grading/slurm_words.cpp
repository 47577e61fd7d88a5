#include "grading/slurm_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>

namespace grader {
namespace {

/// More than any Slurm has in one array; a longer range is no answer of squeue.
constexpr std::size_t most_indices = 4'000'001;

bool is_job_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value >= most_indices) return std::nullopt;
  return value;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream{std::string(text)};
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

/// "3", "[4-6,9%2]", "0-10:5". Nothing where it cannot be understood.
std::vector<std::size_t> read_indices(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '[' || c == ']' || c == ' '; }),
             text.end());
  text = text.substr(0, text.find('%'));
  std::vector<std::size_t> indices;
  for (const std::string& range : split(text, ',')) {
    const std::size_t colon = range.find(':');
    const std::string ends = range.substr(0, colon);
    const std::size_t dash = ends.find('-');
    const auto first = number(ends.substr(0, dash));
    const auto last = dash == std::string::npos ? first : number(ends.substr(dash + 1));
    const auto step = colon == std::string::npos ? std::optional<std::size_t>(1) : number(range.substr(colon + 1));
    if (!first || !last || !step || *step == 0) continue;
    for (std::size_t index = *first; index <= *last; index += *step) indices.push_back(index);
  }
  return indices;
}

bool has_ended(std::string_view state) {
  constexpr std::array<std::string_view, 11> ends{"COMPLETED", "CANCELLED",    "FAILED",       "TIMEOUT",
                                                  "NODE_FAIL", "PREEMPTED",    "BOOT_FAIL",    "DEADLINE",
                                                  "REVOKED",   "SPECIAL_EXIT", "OUT_OF_MEMORY"};
  return std::find(ends.begin(), ends.end(), state) != ends.end();
}

}  // namespace

std::optional<SlurmJob> read_job(std::string_view output) {
  std::optional<SlurmJob> job;
  for (std::string line : split(output, '\n')) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    const std::size_t semicolon = line.find(';');
    const std::string id = line.substr(0, semicolon);
    if (!is_job_number(id)) continue;
    job = SlurmJob{id, semicolon == std::string::npos ? "" : line.substr(semicolon + 1)};
  }
  return job;
}

std::vector<QueuedTask> read_queue(std::string_view output) {
  std::vector<QueuedTask> tasks;
  for (const std::string& line : split(output, '\n')) {
    const std::vector<std::string> cells = split(line, '|');
    if (cells.size() < 3 || !is_job_number(cells[0]) || has_ended(cells[2])) continue;
    for (const std::size_t index : read_indices(cells[1]))
      tasks.push_back({cells[0], index, cells[2], cells.size() > 3 ? cells[3] : ""});
  }
  return tasks;
}

std::string index_ranges(const std::vector<std::size_t>& sorted) {
  std::string text;
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t last = i;
    while (last + 1 < sorted.size() && sorted[last + 1] == sorted[last] + 1) ++last;
    if (!text.empty()) text += ',';
    text += std::to_string(sorted[i]);
    if (last > i) text += '-' + std::to_string(sorted[last]);
    i = last + 1;
  }
  return text;
}

std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

}  // namespace grader
