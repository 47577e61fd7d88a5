/// @file
/// Which submissions of a class resemble each other, in what they do not share with the course or with everybody.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "course.hpp"
#include "grading/winnowing.hpp"

namespace grader {

/// What one student handed in.
struct ComparedWork {
  std::string student;
  std::string name;                          ///< of the submission: "ada.tar.gz"
  std::map<std::string, std::string> files;  ///< "modules/12_attention/src/masks.cpp" -> content
};

struct ComparisonRules {
  Winnowing winnowing;
  /// What occurs in more submissions than either says is an idiom of this class and left out. It also bounds the work: a
  /// fingerprint has at most so many owners.
  std::size_t common_least = 10;
  double common_share = 0.1;
  /// Pairs below either are not reported: a few equal lines in two short programs say nothing.
  double least_score = 0.05;
  std::size_t least_tokens = 40;
  std::size_t common_limit(std::size_t submissions) const;
};

struct Region {
  std::string file;
  int first_line = 0;
  int last_line = 0;
};

/// Equal tokens in a row, as many as there are: the token before and the token after differ or are not the student's own.
struct Match {
  Region left;
  Region right;
  std::size_t tokens = 0;
};

struct SimilarPair {
  std::size_t left = 0;  ///< index of a work
  std::size_t right = 0;
  std::size_t matched = 0;  ///< tokens, each counted once
  double of_left = 0;       ///< share of the left's own tokens, 0 to 1
  double of_right = 0;
  double score = 0;            ///< the larger of the two: matched tokens by the smaller size
  std::vector<Match> matches;  ///< the longest first

  /// How much there is to look at, in tokens: a hundred equal ones that are all of a short answer happen by themselves, and so do some
  /// in a long one; many that are most of it do not.
  double weight() const { return static_cast<double>(matched) * score; }
};

/// How much of a submission was compared.
struct ComparedSize {
  std::size_t own = 0;     ///< tokens
  std::size_t given = 0;   ///< tokens that the course gave out: skeleton, contract, lesson, hints
  std::size_t common = 0;  ///< tokens that too many submissions share
};

struct ClassComparison {
  std::vector<ComparedSize> sizes;  ///< of each work
  std::vector<SimilarPair> pairs;   ///< the greatest weight first
  std::size_t common_limit = 0;     ///< what more submissions than this share was left out
  std::uint64_t hashes = 0;         ///< that were computed
  std::uint64_t candidates = 0;     ///< pairs of equal fingerprints that were looked at
};

/// @param given  texts of C++ that every student had
/// Time and memory grow with the tokens of the class, n log n, and with the pairs that really match.
ClassComparison compare_class(const std::vector<ComparedWork>& works, const std::vector<std::string>& given,
                              const ComparisonRules& rules = {});

/// The code that the course gives out for these modules: skeletons, contracts, given bodies, programs, tests, and what stands
/// between fences in lessons and hints. @throws EnvironmentError  a skeleton is neither there nor in git
std::vector<std::string> given_code(const Course& course, const std::vector<const Module*>& modules);

}  // namespace grader
