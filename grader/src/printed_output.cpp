#include "printed_output.hpp"

#include <algorithm>

namespace grader {
namespace {

constexpr char section_mark = '\x1E';
constexpr std::size_t longest_mark = 500;
constexpr std::size_t kept_characters = 2000;

}  // namespace

void PrintedOutput::clear() {
  texts_.clear();
  current_.clear();
  unread_.clear();
}

void PrintedOutput::read(std::string_view piece) {
  unread_.append(piece);
  std::string_view rest = unread_;
  while (!rest.empty()) {
    const std::size_t text = std::min(rest.find(section_mark), rest.size());
    keep(rest.substr(0, text));
    rest.remove_prefix(text);
    if (rest.empty()) break;
    const std::size_t done = read_mark(rest);
    if (done == 0) break;
    rest.remove_prefix(done);
  }
  unread_.erase(0, unread_.size() - rest.size());
}

std::size_t PrintedOutput::read_mark(std::string_view text) {
  const std::string_view line = text.substr(0, longest_mark);
  const std::size_t end = line.find('\n');
  if (end == std::string_view::npos && text.size() < longest_mark) return 0;
  const std::string name(line.substr(1, end == std::string_view::npos ? 0 : end - 1));
  if (!tests_.contains(name)) {
    keep(text.substr(0, 1));
    return 1;
  }
  current_ = name;
  texts_[current_].clear();
  return end + 1;
}

void PrintedOutput::keep(std::string_view text) {
  std::string& kept = texts_[current_];
  kept.append(text);
  if (kept.size() <= kept_characters) return;
  kept.erase(0, kept.size() - kept_characters);
  // Not from the middle of a UTF-8 character.
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  kept.erase(kept.begin(), std::find_if(kept.begin(), kept.end(), begins));
}

const std::string& PrintedOutput::of(const std::string& test) const {
  static const std::string nothing;
  auto found = texts_.find(test);
  if (found == texts_.end()) found = texts_.find("");
  return found == texts_.end() ? nothing : found->second;
}

}  // namespace grader
