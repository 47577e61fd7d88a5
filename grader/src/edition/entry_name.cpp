#include "edition/entry_name.hpp"

#include <algorithm>

namespace grader {
namespace {

bool is_letter_or_digit(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
}

bool is_control(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte < 0x20 || byte == 0x7F;
}

/// How many bytes follow this first one, and the bounds of the second; -1: no first byte.
struct Lead {
  int following = -1;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {0};
  if (byte >= 0xC2 && byte <= 0xDF) return {1};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {};
}

}  // namespace

EntryName checked_name(std::string_view raw) {
  if (raw.empty()) return {"", "it has no name"};
  if (raw.size() > longest_name) {
    return {"", "its name is longer than " + std::to_string(longest_name) + " bytes"};
  }
  if (std::any_of(raw.begin(), raw.end(), is_control)) return {"", "its name holds a control character"};
  if (!is_utf8(raw)) return {"", "its name is not UTF-8"};
  if (raw.find('\\') != std::string::npos) return {"", "its name holds a backslash"};
  if (raw.front() == '/') return {"", "its name is absolute"};
  if (raw.size() >= 2 && raw[1] == ':') return {"", "its name begins with a drive letter"};
  EntryName name;
  while (!raw.empty()) {
    const std::size_t slash = std::min(raw.find('/'), raw.size());
    const std::string_view part = raw.substr(0, slash);
    raw.remove_prefix(std::min(slash + 1, raw.size()));
    if (part == "..") return {"", "its name goes up with '..'"};
    if (part.empty() || part == ".") continue;
    if (!name.path.empty()) name.path += '/';
    name.path += part;
  }
  return name;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Lead lead = lead_of(static_cast<unsigned char>(text[i]));
    const auto length = static_cast<std::size_t>(lead.following) + 1;
    if (lead.following < 0 || length > text.size() - i) return false;
    for (std::size_t k = 1; k < length; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + k]);
      const bool fits = k == 1 ? byte >= lead.low && byte <= lead.high : byte >= 0x80 && byte <= 0xBF;
      if (!fits) return false;
    }
    i += length;
  }
  return true;
}

std::string printable(std::string_view text) {
  static constexpr std::size_t longest = 120;
  static constexpr char digits[] = "0123456789abcdef";
  std::string result;
  for (const char letter : text) {
    if (result.size() >= longest) return result + "...";
    const auto byte = static_cast<unsigned char>(letter);
    if (byte >= 0x20 && byte < 0x7F) {
      result += letter;
    } else {
      result += {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
    }
  }
  return result;
}

bool is_plain_word(std::string_view text) {
  if (text.empty() || text.size() > 64 || !is_letter_or_digit(text.front())) return false;
  return std::all_of(text.begin(), text.end(), [](char letter) {
    return is_letter_or_digit(letter) || letter == '.' || letter == '_' || letter == '-' || letter == '@';
  });
}

}  // namespace grader
