#include "edition/leak_scan.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "edition/code_tokens.hpp"

namespace grader {
namespace {

using Gram = std::uint64_t;

/// FNV-1a over the tokens: among a million rows of tokens two that differ share one number once in twenty million courses.
Gram gram_at(const std::vector<CodeToken>& tokens, std::size_t first) {
  Gram hash = 14695981039346656037U;
  for (std::size_t i = first; i < first + gram_length; ++i) {
    for (const char c : tokens[i].text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    hash = (hash ^ 0xFFU) * 1099511628211U;
  }
  return hash;
}

std::size_t gram_count(const std::vector<CodeToken>& tokens) {
  return tokens.size() < gram_length ? 0 : tokens.size() - gram_length + 1;
}

bool is_telling_row(const std::vector<CodeToken>& tokens, std::size_t first) {
  std::set<std::string_view> words;
  for (std::size_t i = first; i < first + gram_length; ++i) {
    if (is_telling(tokens[i].text)) words.insert(tokens[i].text);
  }
  return words.size() >= telling_words;
}

/// A published file, read twice.
struct Reading {
  std::string file;
  std::vector<CodeToken> code;
  std::vector<CodeToken> everything;
};

std::vector<Reading> read_all(const FileTexts& files) {
  std::vector<Reading> readings;
  for (const auto& [file, text] : files) {
    readings.push_back({file, code_tokens(text, Comments::left_out), code_tokens(text, Comments::read)});
  }
  return readings;
}

std::unordered_set<Gram> idioms(const FileTexts& course_code) {
  std::unordered_map<Gram, std::size_t> files;
  for (const auto& [file, text] : course_code) {
    const auto tokens = code_tokens(text, Comments::left_out);
    std::unordered_set<Gram> grams;
    for (std::size_t i = 0; i < gram_count(tokens); ++i) grams.insert(gram_at(tokens, i));
    for (const Gram gram : grams) ++files[gram];
  }
  std::unordered_set<Gram> result;
  for (const auto& [gram, count] : files) {
    if (count >= idiom_files) result.insert(gram);
  }
  return result;
}

std::unordered_map<Gram, std::string> secrets_of(const LeakSources& sources) {
  std::unordered_set<Gram> free = idioms(sources.course_code);
  for (const auto& [file, text] : sources.given_code) {
    const auto tokens = code_tokens(text, Comments::left_out);
    for (std::size_t i = 0; i < gram_count(tokens); ++i) free.insert(gram_at(tokens, i));
  }
  std::unordered_map<Gram, std::string> secrets;
  for (const auto& [file, text] : sources.secret) {
    const auto tokens = code_tokens(text, Comments::left_out);
    for (std::size_t i = 0; i < gram_count(tokens); ++i) {
      const Gram gram = gram_at(tokens, i);
      if (is_telling_row(tokens, i) && !free.contains(gram)) secrets.try_emplace(gram, file);
    }
  }
  return secrets;
}

std::string words(const std::vector<CodeToken>& tokens, std::size_t first, std::size_t count) {
  std::string text;
  for (std::size_t i = first; i < first + std::min<std::size_t>(count, 24); ++i) {
    text += (text.empty() ? "" : " ") + tokens[i].text;
  }
  return count > 24 ? text + " ..." : text;
}

/// Line -> the longest piece that begins there.
using ByLine = std::map<std::size_t, SharedText>;

void find(const std::string& file, const std::vector<CodeToken>& tokens,
          const std::unordered_map<Gram, std::string>& secrets, ByLine& found) {
  for (std::size_t i = 0; i < gram_count(tokens); ++i) {
    const auto hit = secrets.find(gram_at(tokens, i));
    if (hit == secrets.end()) continue;
    // Rows that touch are one piece: a row of everyday words between two telling ones does not part them.
    const std::size_t first = i;
    std::size_t last = i;
    for (std::size_t next = i + 1; next < gram_count(tokens) && next <= last + gram_length; ++next) {
      if (secrets.contains(gram_at(tokens, next))) last = next;
    }
    i = last;
    const std::size_t length = last - first + gram_length;
    SharedText& place = found[tokens[first].line];
    if (length <= place.tokens) continue;
    place = {file, tokens[first].line, length, hit->second, words(tokens, first, length)};
  }
}

}  // namespace

std::vector<SharedText> shared_texts(const LeakSources& sources) {
  const std::vector<Reading> published = read_all(sources.published);
  const auto secrets = secrets_of(sources);
  std::vector<SharedText> result;
  for (const Reading& reading : published) {
    ByLine found;
    find(reading.file, reading.code, secrets, found);
    find(reading.file, reading.everything, secrets, found);
    for (auto& [line, shared] : found) result.push_back(std::move(shared));
  }
  return result;
}

std::vector<SharedTextException> shared_text_exceptions(const std::string& text) {
  std::vector<SharedTextException> exceptions;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find(": ");
    const std::size_t second = first == std::string::npos ? first : line.find(": ", first + 2);
    if (line.starts_with('#') || second == std::string::npos || second + 2 >= line.size()) continue;
    const std::string number = line.substr(first + 2, second - first - 2);
    const bool digits = !number.empty() && number.size() < 6 &&
                        std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits) exceptions.push_back({line.substr(0, first), std::stoul(number)});
  }
  return exceptions;
}

std::vector<SharedText> leaks(const std::vector<SharedText>& shared,
                              const std::vector<SharedTextException>& exceptions) {
  std::vector<SharedText> result;
  for (const SharedText& each : shared) {
    const bool deliberate =
        std::any_of(exceptions.begin(), exceptions.end(), [&](const SharedTextException& exception) {
          return each.tokens <= exception.tokens &&
                 ::fnmatch(exception.pattern.c_str(), each.file.c_str(), FNM_PATHNAME) == 0;
        });
    if (!deliberate) result.push_back(each);
  }
  return result;
}

}  // namespace grader
