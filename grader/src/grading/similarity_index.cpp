#include "grading/similarity_index.hpp"

#include <algorithm>
#include <cmath>

namespace grader {
namespace {

/// A piece that one student repeats is compared in its first places only; more would multiply, not add.
constexpr std::size_t most_places = 8;

struct Place {
  std::uint64_t hash = 0;
  std::uint32_t work = 0;
  std::uint32_t file = 0;
  std::uint32_t token = 0;
  auto key() const { return std::tie(hash, work, file, token); }
};

using Hashes = std::unordered_set<std::uint64_t>;

/// Hashes that more than `limit` works hold.
Hashes common_hashes(const std::vector<IndexedWork>& works, const Hashes& given, std::size_t limit) {
  std::vector<std::uint64_t> all;
  for (const IndexedWork& work : works) {
    std::vector<std::uint64_t> mine;
    for (const IndexedFile& file : work.files) {
      std::copy_if(file.hashes.begin(), file.hashes.end(), std::back_inserter(mine),
                   [&](std::uint64_t hash) { return !given.contains(hash); });
    }
    std::sort(mine.begin(), mine.end());
    all.insert(all.end(), mine.begin(), std::unique(mine.begin(), mine.end()));
  }
  std::sort(all.begin(), all.end());
  Hashes common;
  for (std::size_t first = 0; first < all.size();) {
    std::size_t last = first;
    while (last < all.size() && all[last] == all[first]) ++last;
    if (last - first > limit) common.insert(all[first]);
    first = last;
  }
  return common;
}

void find_owners(IndexedFile& file, const Hashes& given, const Hashes& common, std::size_t gram) {
  file.owners.assign(file.tokens.classes.size(), TokenOwner::student);
  const auto mark = [&](const Hashes& hashes, TokenOwner owner) {
    for (std::size_t i = 0; i < file.hashes.size(); ++i) {
      if (!hashes.contains(file.hashes[i])) continue;
      std::fill_n(file.owners.begin() + static_cast<std::ptrdiff_t>(i), gram, owner);
    }
  };
  mark(common, TokenOwner::everybody);
  mark(given, TokenOwner::course);
}

void count_owners(IndexedWork& work) {
  for (const IndexedFile& file : work.files) {
    for (const TokenOwner owner : file.owners) {
      ++(owner == TokenOwner::student  ? work.size.own
         : owner == TokenOwner::course ? work.size.given
                                       : work.size.common);
    }
  }
}

/// Every pair of places of one hash in different works. `places` is sorted by hash, then work.
void add_candidates(const std::vector<Place>& places, std::vector<Candidate>& candidates) {
  for (std::size_t first = 0; first < places.size();) {
    std::vector<Place> group;
    std::size_t of_work = 0;
    std::size_t last = first;
    for (; last < places.size() && places[last].hash == places[first].hash; ++last) {
      of_work = !group.empty() && group.back().work == places[last].work ? of_work + 1 : 0;
      if (of_work < most_places) group.push_back(places[last]);
    }
    first = last;
    for (std::size_t i = 0; i < group.size(); ++i) {
      for (std::size_t j = i + 1; j < group.size(); ++j) {
        if (group[i].work == group[j].work) continue;
        candidates.push_back(
            {group[i].work, group[j].work, group[i].file, group[i].token, group[j].file, group[j].token});
      }
    }
  }
}

}  // namespace

std::size_t ComparisonRules::common_limit(std::size_t submissions) const {
  const double share = std::floor(common_share * static_cast<double>(submissions));
  return std::max(common_least, static_cast<std::size_t>(std::max(share, 0.0)));
}

SimilarityIndex index_class(const std::vector<ComparedWork>& works, const std::vector<std::string>& given,
                            const ComparisonRules& rules) {
  const std::size_t gram = rules.winnowing.gram;
  SimilarityIndex index;
  index.common_limit = rules.common_limit(works.size());

  Hashes left_out;
  for (const std::string& text : given) {
    const std::vector<std::uint64_t> hashes = gram_hashes(token_stream(text).classes, gram);
    index.hashes += hashes.size();
    left_out.insert(hashes.begin(), hashes.end());
  }
  for (const ComparedWork& work : works) {
    IndexedWork indexed;
    for (const auto& [path, content] : work.files) {
      IndexedFile file{path, token_stream(content), {}, {}};
      file.hashes = gram_hashes(file.tokens.classes, gram);
      index.hashes += file.hashes.size();
      indexed.files.push_back(std::move(file));
    }
    index.works.push_back(std::move(indexed));
  }

  const Hashes common = common_hashes(index.works, left_out, index.common_limit);
  for (IndexedWork& work : index.works) {
    for (IndexedFile& file : work.files) find_owners(file, left_out, common, gram);
    count_owners(work);
  }
  left_out.insert(common.begin(), common.end());

  std::vector<Place> places;
  for (std::uint32_t work = 0; work < index.works.size(); ++work) {
    std::vector<IndexedFile>& files = index.works[work].files;
    for (std::uint32_t file = 0; file < files.size(); ++file) {
      for (const Fingerprint& each : winnow(files[file].hashes, rules.winnowing.window, left_out)) {
        places.push_back({each.hash, work, file, each.position});
      }
      files[file].hashes = {};
    }
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.key() < b.key(); });
  add_candidates(places, index.candidates);
  std::sort(index.candidates.begin(), index.candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.key() < b.key(); });
  return index;
}

}  // namespace grader
