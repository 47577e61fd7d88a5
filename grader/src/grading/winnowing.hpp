/// @file
/// Fingerprints of a token sequence: Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for document
/// fingerprinting", SIGMOD 2003, sections 2 and 3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace grader {

/// Tokens that mean the same to a comparison are equal: every identifier, every number, every string.
using TokenClass = std::uint32_t;

struct TokenStream {
  std::vector<TokenClass> classes;
  std::vector<int> lines;       ///< of each token
  std::vector<int> last_lines;  ///< where it ends
};

/// Identifiers folded to one class, literals to one a kind, `and` to &&; #include lines left out.
TokenStream token_stream(std::string_view source);

/// Two streams with `guaranteed()` equal tokens in a row share a fingerprint; with fewer than `gram` they share none.
struct Winnowing {
  std::size_t gram = 16;   ///< tokens of a fingerprint: the paper's k
  std::size_t window = 9;  ///< one fingerprint of so many neighbours, at least: the paper's w
  std::size_t guaranteed() const { return gram + window - 1; }
};

/// A rolling hash of every `gram` neighbouring tokens, one multiplication each. Empty for a shorter stream.
std::vector<std::uint64_t> gram_hashes(std::span<const TokenClass> classes, std::size_t gram);

struct Fingerprint {
  std::uint64_t hash = 0;
  std::uint32_t position = 0;  ///< of its first token
};

/// The smallest hash of every window, the rightmost of equals, each position once. A window holds neighbouring hashes; those
/// of `left_out` count as larger than all and are never taken: what is chosen depends on the window alone, so the
/// guarantee holds for every match with one hash that stays. Fewer hashes than a window are one window. Linear.
std::vector<Fingerprint> winnow(std::span<const std::uint64_t> hashes, std::size_t window,
                                const std::unordered_set<std::uint64_t>& left_out = {});

}  // namespace grader
