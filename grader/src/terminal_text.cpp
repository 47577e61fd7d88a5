#include <algorithm>
#include <array>
#include <cstdint>

#include "terminal.hpp"

namespace grader {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 1;
};

/// An invalid byte counts as one character of one column.
CodePoint decode(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (bytes == 1 || at + bytes > text.size()) return {lead, 1};
  std::uint32_t value = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0U) != 0x80U) return {lead, 1};
    value = (value << 6U) | (next & 0x3FU);
  }
  return {value, bytes};
}

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};
// Unicode 15 East Asian Width W and F, in the ranges that names and lessons may hold.
constexpr std::array<Range, 9> wide_ranges{{{0x1100, 0x115F},
                                            {0x2E80, 0xA4CF},
                                            {0xAC00, 0xD7A3},
                                            {0xF900, 0xFAFF},
                                            {0xFE30, 0xFE6F},
                                            {0xFF00, 0xFF60},
                                            {0xFFE0, 0xFFE6},
                                            {0x1F300, 0x1FAFF},
                                            {0x20000, 0x3FFFD}}};
constexpr std::array<Range, 3> zero_ranges{{{0x0300, 0x036F}, {0x200B, 0x200F}, {0xFE00, 0xFE0F}}};

template <std::size_t Count>
bool within(std::uint32_t value, const std::array<Range, Count>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [value](const Range& range) { return value >= range.first && value <= range.last; });
}

/// Length of the escape sequence at `at`, 0 if there is none.
std::size_t escape_length(std::string_view text, std::size_t at) {
  if (text[at] != '\x1b' || at + 1 >= text.size() || text[at + 1] != '[') return 0;
  std::size_t end = at + 2;
  while (end < text.size() && (text[end] < '@' || text[end] > '~')) ++end;
  return std::min(end + 1, text.size()) - at;
}

/// A command in backticks is one word, where it fits on a line: broken in two it could not be copied.
std::size_t word_end(std::string_view line, std::size_t start, std::size_t width) {
  const std::size_t end = std::min(line.find(' ', start), line.size());
  const std::string_view word = line.substr(start, end - start);
  if (std::count(word.begin(), word.end(), '`') % 2 == 0) return end;
  const std::size_t close = line.find('`', end);
  if (close == std::string_view::npos) return end;
  const std::size_t whole = std::min(line.find(' ', close), line.size());
  return display_width(line.substr(start, whole - start)) <= width ? whole : end;
}

void wrap_line(std::string_view line, std::size_t width, std::vector<std::string>& out) {
  if (line.empty() || line.front() == ' ') {
    out.emplace_back(line);
    return;
  }
  std::string current;
  std::size_t columns = 0;
  for (std::size_t start = 0; start < line.size();) {
    const std::size_t word_start = std::min(line.find_first_not_of(' ', start), line.size());
    const std::size_t end = word_end(line, word_start, width);
    const std::size_t gap = word_start - start;
    const std::string_view word = line.substr(word_start, end - word_start);
    start = end;
    if (word.empty()) break;  // spaces at the end of the line
    const std::size_t word_columns = display_width(word);
    if (!current.empty() && columns + gap + word_columns > width) {
      out.push_back(std::move(current));
      current = word;
      columns = word_columns;
      continue;
    }
    current.append(gap, ' ');
    current += word;
    columns += gap + word_columns;
  }
  out.push_back(std::move(current));
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t escape = escape_length(text, at); escape > 0) {
      at += escape;
      continue;
    }
    const CodePoint point = decode(text, at);
    at += point.bytes;
    if (within(point.value, zero_ranges)) continue;
    columns += within(point.value, wide_ranges) ? 2U : 1U;
  }
  return columns;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    wrap_line(text.substr(start, end - start), std::max<std::size_t>(width, 1), lines);
    start = end + 1;
  }
  return lines;
}

std::string shortened(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  while (!text.empty() && display_width(text) + 3 > width) {
    const auto is_inside_a_letter = [&] { return (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U; };
    while (text.size() > 1 && is_inside_a_letter()) text.remove_suffix(1);
    text.remove_suffix(1);
  }
  return std::string(text) + "...";
}

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  const std::size_t columns = display_width(text);
  if (columns < width) result.append(width - columns, ' ');
  return result;
}

}  // namespace grader
