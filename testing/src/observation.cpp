#include "gu/testing/observation.hpp"

#include <unistd.h>

#include <bit>
#include <cstdint>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace gu::testing {

namespace {
int observer = -1;
std::string running;
int comparisons = 0;
}  // namespace

void observe_to(int descriptor) {
  observer = descriptor;
}

int begin_observed_test(const char* name) {
  running = name;
  return std::exchange(comparisons, 0);
}

int comparisons_so_far() {
  return comparisons;
}

void observe(const Value& actual, const Tolerance& tolerance) {
  const int number = comparisons++;
  if (observer < 0) return;
  nlohmann::json line{{"key", running + "#" + std::to_string(number)}, {"tolerance", tolerance.size}};
  if (actual.is_text) {
    line["text"] = actual.text;
  } else {
    line["shape"] = std::vector<Index>(actual.numbers.shape.begin(), actual.numbers.shape.end());
    std::string bits;
    for (const double value : actual.numbers.values) {
      std::array<char, 17> hex{};
      std::snprintf(hex.data(), hex.size(), "%016llx",
                    static_cast<unsigned long long>(std::bit_cast<std::uint64_t>(value)));
      bits += hex.data();
    }
    line["bits"] = bits;
  }
  const std::string text = line.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) + "\n";
  for (std::size_t done = 0; done < text.size();) {
    const auto written = ::write(observer, text.data() + done, text.size() - done);
    if (written <= 0) return;
    done += static_cast<std::size_t>(written);
  }
}

}  // namespace gu::testing
