#include "gu/testing/growth.hpp"

#include <cmath>

#include "gu/require.hpp"

namespace gu::testing {

double growth_exponent(const std::vector<double>& sizes, const std::vector<double>& counts) {
  require(sizes.size() >= 3 && sizes.size() == counts.size(), "growth_exponent",
          "at least three sizes, a count for each", sizes.size(), " sizes and ", counts.size(), " counts");
  double mean_x = 0;
  double mean_y = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    require(sizes[i] > 0 && counts[i] > 0 && std::isfinite(sizes[i]) && std::isfinite(counts[i]), "growth_exponent",
            "positive, finite sizes and counts (was anything counted at all?)", counts[i], " at size ", sizes[i]);
    mean_x += std::log(sizes[i]) / static_cast<double>(sizes.size());
    mean_y += std::log(counts[i]) / static_cast<double>(sizes.size());
  }
  double covariance = 0;
  double variance = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    covariance += (std::log(sizes[i]) - mean_x) * (std::log(counts[i]) - mean_y);
    variance += (std::log(sizes[i]) - mean_x) * (std::log(sizes[i]) - mean_x);
  }
  require(variance > 0, "growth_exponent", "sizes that differ", "the same size each time");
  return covariance / variance;
}

double fitted_exponent(const std::vector<Index>& sizes, const std::function<Index(Index)>& count) {
  std::vector<double> counts;
  counts.reserve(sizes.size());
  for (const Index size : sizes) counts.push_back(static_cast<double>(count(size)));
  return growth_exponent(std::vector<double>(sizes.begin(), sizes.end()), counts);
}

}  // namespace gu::testing
