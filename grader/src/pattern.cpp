#include "pattern.hpp"

#include <regex>

namespace grader {
namespace {

Pattern::Match words_of(const std::cmatch& found) {
  Pattern::Match words;
  for (const auto& each : found) words.push_back(each.str());
  return words;
}

}  // namespace

struct Pattern::Compiled {
  std::regex expression;
};

Pattern::Pattern(const std::string& expression) : compiled_(new Compiled{std::regex(expression)}) {}
Pattern::~Pattern() = default;

std::optional<Pattern::Match> Pattern::find(std::string_view text) const {
  std::cmatch found;
  if (!std::regex_search(text.data(), text.data() + text.size(), found, compiled_->expression)) return std::nullopt;
  return words_of(found);
}

std::optional<Pattern::Match> Pattern::match(std::string_view text) const {
  std::cmatch found;
  if (!std::regex_match(text.data(), text.data() + text.size(), found, compiled_->expression)) return std::nullopt;
  return words_of(found);
}

std::vector<Pattern::Match> Pattern::find_all(std::string_view text) const {
  std::vector<Match> places;
  for (std::cregex_iterator it(text.data(), text.data() + text.size(), compiled_->expression), end; it != end; ++it)
    places.push_back(words_of(*it));
  return places;
}

std::string Pattern::replaced(std::string_view text, const std::string& word) const {
  return std::regex_replace(std::string(text), compiled_->expression, word);
}

}  // namespace grader
