// Prints the table of lesson 12, "What it costs": bytes of attention weights, counted by the tensor allocator while
// scaled_dot_product_attention runs on one sequence and one head; then what one pass through GPT-3's 96 layers would
// keep, for one head a layer and for its 96 heads (Brown et al. 2020, table 2.1).
#include <cstdio>
#include <exception>

#include "gu/attention.hpp"
#include "gu/memory.hpp"

namespace {

using gu::Index;

constexpr Index layers = 96;
constexpr Index heads = 96;

struct Bytes {
  Index kept;  // what the weights hold when the call is over
  Index peak;  // the most that lived at once during the call
};

/// The bytes do not depend on head_dim but for the inputs, so that one feature will do.
Bytes count(Index tokens) {
  gu::Generator generator(1);
  const gu::Tensor x = gu::uniform({1, 1, tokens, 1}, generator, -1, 1);
  const gu::MemoryScope scope;
  const gu::Tensor weights = gu::scaled_dot_product_attention(x, x, x).weights;
  return {scope.live_bytes(), scope.peak_bytes()};
}

std::string size_text(Index bytes) {
  constexpr Index kibi = 1024;
  const char* unit = "KiB";
  double size = static_cast<double>(bytes) / kibi;
  if (bytes >= kibi * kibi * kibi) {
    unit = "GiB";
    size /= kibi * kibi;
  } else if (bytes >= kibi * kibi) {
    unit = "MiB";
    size /= kibi;
  }
  char text[32];
  std::snprintf(text, sizeof text, "%.4g %s", size, unit);
  return text;
}

void print_table() {
  std::printf(
      "| tokens | weights of one head, bytes | | peak of the call | 96 layers, one head each | 96 layers of 96 heads "
      "|\n");
  std::printf("|---|---|---|---|---|---|\n");
  for (const Index tokens : {128, 256, 512, 1024, 2048}) {
    const Bytes bytes = count(tokens);
    std::printf("| %lld | %lld | %s | %s | %s | %s |\n", static_cast<long long>(tokens),
                static_cast<long long>(bytes.kept), size_text(bytes.kept).c_str(), size_text(bytes.peak).c_str(),
                size_text(layers * bytes.kept).c_str(), size_text(layers * heads * bytes.kept).c_str());
  }
}

}  // namespace

int main() {
  try {
    print_table();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
