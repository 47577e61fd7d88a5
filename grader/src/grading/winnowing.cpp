#include "grading/winnowing.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <utility>

#include "grading/cpp_tokens.hpp"

namespace grader {
namespace {

/// Spreads a number over 64 bits, one to one (the finalizer of splitmix64): neighbours become strangers.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31U);
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> alternatives{{{"and", "&&"},
                                                                                      {"and_eq", "&="},
                                                                                      {"bitand", "&"},
                                                                                      {"bitor", "|"},
                                                                                      {"compl", "~"},
                                                                                      {"not", "!"},
                                                                                      {"not_eq", "!="},
                                                                                      {"or", "||"},
                                                                                      {"or_eq", "|="},
                                                                                      {"xor", "^"},
                                                                                      {"xor_eq", "^="},
                                                                                      {"<%", "{"},
                                                                                      {"%>", "}"},
                                                                                      {"<:", "["},
                                                                                      {":>", "]"}}};

/// FNV-1a over the usual spelling. A collision of two tokens costs a false match of one token, no more.
TokenClass spelling_class(std::string_view text) {
  for (const auto& [alternative, usual] : alternatives) {
    if (text == alternative) text = usual;
  }
  TokenClass hash = 2166136261U;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
  return hash;
}

TokenClass class_of(const Token& token) {
  const bool spelled = token.kind == TokenKind::keyword || token.kind == TokenKind::punctuation;
  return spelled ? spelling_class(token.text) : static_cast<TokenClass>(token.kind);
}

}  // namespace

TokenStream token_stream(std::string_view source) {
  const std::vector<Token> tokens = tokenize_cpp(source);
  TokenStream stream;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].text == "#" && i + 2 < tokens.size() && tokens[i + 2].kind == TokenKind::header) {
      i += 2;
      continue;
    }
    stream.classes.push_back(class_of(tokens[i]));
    stream.lines.push_back(tokens[i].line);
    stream.last_lines.push_back(tokens[i].last_line);
  }
  return stream;
}

std::vector<std::uint64_t> gram_hashes(std::span<const TokenClass> classes, std::size_t gram) {
  std::vector<std::uint64_t> hashes;
  if (gram == 0 || classes.size() < gram) return hashes;
  hashes.reserve(classes.size() - gram + 1);
  // A polynomial in an odd base modulo 2^64 (section 2 of the paper, equation 1); the leaving token's term is taken away.
  constexpr std::uint64_t base = 0x9e3779b97f4a7c15ULL;
  std::uint64_t highest = 1;
  for (std::size_t i = 1; i < gram; ++i) highest *= base;
  std::uint64_t rolling = 0;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (i >= gram) rolling -= mixed(classes[i - gram]) * highest;
    rolling = rolling * base + mixed(classes[i]);
    if (i + 1 >= gram) hashes.push_back(mixed(rolling));
  }
  return hashes;
}

std::vector<Fingerprint> winnow(std::span<const std::uint64_t> hashes, std::size_t window,
                                const std::unordered_set<std::uint64_t>& left_out) {
  std::vector<Fingerprint> chosen;
  window = std::clamp<std::size_t>(window, 1, std::max<std::size_t>(hashes.size(), 1));
  // Positions of the window whose hash is smaller than every later one's: the first is the minimum.
  std::deque<std::size_t> rising;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    if (!rising.empty() && rising.front() + window <= i) rising.pop_front();
    if (!left_out.contains(hashes[i])) {
      while (!rising.empty() && hashes[rising.back()] >= hashes[i]) rising.pop_back();
      rising.push_back(i);
    }
    if (i + 1 < window || rising.empty()) continue;
    const std::size_t smallest = rising.front();
    if (chosen.empty() || chosen.back().position != smallest) {
      chosen.push_back({hashes[smallest], static_cast<std::uint32_t>(smallest)});
    }
  }
  return chosen;
}

}  // namespace grader
