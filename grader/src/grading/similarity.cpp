#include "grading/similarity.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "grading/similarity_index.hpp"

namespace grader {
namespace {

/// Equal tokens on both sides.
struct Run {
  std::uint32_t left_file = 0;
  std::uint32_t right_file = 0;
  std::size_t left = 0;  ///< first token
  std::size_t right = 0;
  std::size_t length = 0;
};

/// One pair of works: from equal fingerprints to regions, each token used once.
class PairComparison {
 public:
  PairComparison(const IndexedWork& left, const IndexedWork& right, std::size_t gram)
      : left_(left), right_(right), gram_(gram) {}

  void add(const Candidate& candidate) {
    const std::ptrdiff_t diagonal =
        static_cast<std::ptrdiff_t>(candidate.left_token) - static_cast<std::ptrdiff_t>(candidate.right_token);
    // Candidates come in the order of their left token: what the last run of this diagonal covers is known already.
    std::size_t& known = covered_[{candidate.left_file, candidate.right_file, diagonal}];
    if (candidate.left_token + gram_ <= known) return;
    const Run run =
        extended({candidate.left_file, candidate.right_file, candidate.left_token, candidate.right_token, 0});
    if (run.length < gram_) return;  // two different pieces of one hash
    known = run.left + run.length;
    runs_.push_back(run);
  }

  SimilarPair finish() {
    SimilarPair pair;
    std::stable_sort(runs_.begin(), runs_.end(), [](const Run& a, const Run& b) { return a.length > b.length; });
    for (const Run& run : runs_) tile(run, pair);
    std::stable_sort(pair.matches.begin(), pair.matches.end(),
                     [](const Match& a, const Match& b) { return a.tokens > b.tokens; });
    const auto share = [&](const IndexedWork& work) {
      return work.size.own == 0 ? 0.0 : static_cast<double>(pair.matched) / static_cast<double>(work.size.own);
    };
    pair.of_left = std::min(share(left_), 1.0);
    pair.of_right = std::min(share(right_), 1.0);
    pair.score = std::max(pair.of_left, pair.of_right);
    return pair;
  }

 private:
  /// To both sides as far as the tokens are equal and the student's own; the fingerprint itself is compared, too.
  Run extended(Run run) const {
    const IndexedFile& a = left_.files[run.left_file];
    const IndexedFile& b = right_.files[run.right_file];
    const auto equal = [&](std::size_t i, std::size_t j) {
      return i < a.tokens.classes.size() && j < b.tokens.classes.size() && a.tokens.classes[i] == b.tokens.classes[j];
    };
    const auto own = [&](std::size_t i, std::size_t j) {
      return equal(i, j) && a.owners[i] == TokenOwner::student && b.owners[j] == TokenOwner::student;
    };
    while (run.length < gram_ && equal(run.left + run.length, run.right + run.length)) ++run.length;
    if (run.length < gram_) return run;
    while (own(run.left + run.length, run.right + run.length)) ++run.length;
    while (run.left > 0 && run.right > 0 && own(run.left - 1, run.right - 1)) {
      --run.left;
      --run.right;
      ++run.length;
    }
    return run;
  }

  /// The pieces of the run whose tokens no longer run has used, where they are still as long as a fingerprint.
  void tile(const Run& run, SimilarPair& pair) {
    std::vector<bool>& left_used = used(left_used_, left_, run.left_file);
    std::vector<bool>& right_used = used(right_used_, right_, run.right_file);
    for (std::size_t first = 0; first < run.length;) {
      std::size_t last = first;
      while (last < run.length && !left_used[run.left + last] && !right_used[run.right + last]) ++last;
      if (last - first >= gram_) {
        const std::size_t left = run.left + first;
        const std::size_t right = run.right + first;
        const std::size_t length = last - first;
        std::fill_n(left_used.begin() + static_cast<std::ptrdiff_t>(left), length, true);
        std::fill_n(right_used.begin() + static_cast<std::ptrdiff_t>(right), length, true);
        const TokenStream& a = left_.files[run.left_file].tokens;
        const TokenStream& b = right_.files[run.right_file].tokens;
        pair.matches.push_back({{left_.files[run.left_file].path, a.lines[left], a.last_lines[left + length - 1]},
                                {right_.files[run.right_file].path, b.lines[right], b.last_lines[right + length - 1]},
                                length});
        pair.matched += own_tokens(run, left, right, length);
      }
      first = std::max(last, first + 1);
    }
  }

  static std::vector<bool>& used(std::map<std::uint32_t, std::vector<bool>>& all, const IndexedWork& work,
                                 std::uint32_t file) {
    std::vector<bool>& tokens = all[file];
    tokens.resize(work.files[file].tokens.classes.size());
    return tokens;
  }

  /// A fingerprint may reach into what the course gave; that does not count.
  std::size_t own_tokens(const Run& run, std::size_t left, std::size_t right, std::size_t length) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < length; ++i) {
      const bool own = left_.files[run.left_file].owners[left + i] == TokenOwner::student &&
                       right_.files[run.right_file].owners[right + i] == TokenOwner::student;
      count += own ? 1 : 0;
    }
    return count;
  }

  const IndexedWork& left_;
  const IndexedWork& right_;
  std::size_t gram_;
  std::vector<Run> runs_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::ptrdiff_t>, std::size_t> covered_;
  std::map<std::uint32_t, std::vector<bool>> left_used_;
  std::map<std::uint32_t, std::vector<bool>> right_used_;
};

}  // namespace

ClassComparison compare_class(const std::vector<ComparedWork>& works, const std::vector<std::string>& given,
                              const ComparisonRules& rules) {
  const SimilarityIndex index = index_class(works, given, rules);
  ClassComparison result;
  result.common_limit = index.common_limit;
  result.hashes = index.hashes;
  result.candidates = index.candidates.size();
  for (const IndexedWork& work : index.works) result.sizes.push_back(work.size);

  const std::vector<Candidate>& all = index.candidates;
  for (std::size_t first = 0; first < all.size();) {
    const IndexedWork& left = index.works[all[first].left];
    const IndexedWork& right = index.works[all[first].right];
    PairComparison comparison(left, right, rules.winnowing.gram);
    std::size_t last = first;
    for (; last < all.size() && all[last].left == all[first].left && all[last].right == all[first].right; ++last) {
      comparison.add(all[last]);
    }
    SimilarPair pair = comparison.finish();
    pair.left = all[first].left;
    pair.right = all[first].right;
    if (pair.matched >= rules.least_tokens && pair.score >= rules.least_score) result.pairs.push_back(std::move(pair));
    first = last;
  }
  std::sort(result.pairs.begin(), result.pairs.end(), [&](const SimilarPair& a, const SimilarPair& b) {
    return std::tuple(-a.weight(), works[a.left].student, works[a.right].student) <
           std::tuple(-b.weight(), works[b.left].student, works[b.right].student);
  });
  return result;
}

}  // namespace grader
