/// @file
/// The token streams of a class and where they share fingerprints: the first half of compare_class.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "grading/similarity.hpp"

namespace grader {

/// Who a token belongs to.
enum class TokenOwner : std::uint8_t { student, course, everybody };

struct IndexedFile {
  std::string path;
  TokenStream tokens;
  std::vector<std::uint64_t> hashes;
  std::vector<TokenOwner> owners;  ///< of each token
};

struct IndexedWork {
  std::vector<IndexedFile> files;
  ComparedSize size;
};

/// Equal fingerprints in two works.
struct Candidate {
  std::uint32_t left = 0;  ///< index of a work, smaller than `right`
  std::uint32_t right = 0;
  std::uint32_t left_file = 0;
  std::uint32_t left_token = 0;
  std::uint32_t right_file = 0;
  std::uint32_t right_token = 0;
  auto key() const { return std::tie(left, right, left_file, left_token, right_file, right_token); }
};

struct SimilarityIndex {
  std::vector<IndexedWork> works;
  std::vector<Candidate> candidates;  ///< in the order of their keys
  std::uint64_t hashes = 0;
  std::size_t common_limit = 0;
};

SimilarityIndex index_class(const std::vector<ComparedWork>& works, const std::vector<std::string>& given,
                            const ComparisonRules& rules);

}  // namespace grader
