// Writes figures/heat_map.svg of lesson 12 to standard output, or, with the argument `text`, the same weights for the
// terminal. Nothing is trained: each word is a random vector, the same wherever the word stands, and serves as query
// and key alike. So a word finds itself, which is all that attention can do before anything was learnt.
#include <cstdio>
#include <cstring>
#include <exception>
#include <map>

#include "gu/attention.hpp"

namespace {

using gu::Index;
using gu::Tensor;

const std::vector<std::string> words{"the", "cat", "saw", "the", "other", "cat"};

/// [1, 1, tokens, 16]: one standard normal vector for each different word.
Tensor random_words() {
  constexpr Index features = 16;
  gu::Generator generator(12);
  std::map<std::string, Tensor> vectors;
  std::vector<Tensor> sentence;
  for (const std::string& word : words) {
    if (!vectors.contains(word)) vectors[word] = gu::normal({features}, generator);
    sentence.push_back(vectors[word]);
  }
  return gu::reshape(gu::stack(sentence), {1, 1, static_cast<Index>(words.size()), features});
}

//! [weights]
/// [tokens, tokens]: every word asks every word.
Tensor weights_under(const Tensor& mask) {
  const Tensor x = random_words();
  const auto tokens = static_cast<Index>(words.size());
  return gu::reshape(gu::scaled_dot_product_attention(x, x, x, {.mask = mask}).weights, {tokens, tokens});
}
//! [weights]

void print_text(double x, double y, const char* anchor, const char* color, const std::string& text) {
  std::printf("<text x=\"%g\" y=\"%g\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n", x, y, anchor, color, text.c_str());
}

/// One panel: a row a query, a column a key, the number in the cell.
void print_panel(double left, const char* title, const Tensor& weights) {
  constexpr double cell = 44;
  constexpr double top = 70;
  const auto tokens = static_cast<Index>(words.size());
  print_text(left + cell * static_cast<double>(tokens) / 2, 22, "middle", "#111111", title);
  for (Index i = 0; i < tokens; ++i) {
    const double at = cell * static_cast<double>(i);
    print_text(left + at + cell / 2, top - 8, "middle", "#111111", words[static_cast<std::size_t>(i)]);
    print_text(left - 8, top + at + cell / 2 + 5, "end", "#111111", words[static_cast<std::size_t>(i)]);
    for (Index j = 0; j < tokens; ++j) {
      const auto weight = double{weights(i, j)};
      const double x = left + cell * static_cast<double>(j);
      std::printf(
          "<rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" fill=\"#1f5fa8\" fill-opacity=\"%.3f\" "
          "stroke=\"#bbbbbb\"/>\n",
          x, top + at, cell, cell, weight);
      char number[16];
      std::snprintf(number, sizeof number, "%.2f", weight);
      if (weight > 0)
        print_text(x + cell / 2, top + at + cell / 2 + 5, "middle", weight > 0.5 ? "#ffffff" : "#111111", number);
    }
  }
}

void print_svg(const Tensor& open, const Tensor& causal) {
  std::printf(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"380\" viewBox=\"0 0 720 380\" "
      "font-family=\"sans-serif\" font-size=\"13\">\n");
  std::printf("<title>Attention weights of six words, without a mask and under a causal mask</title>\n");
  std::printf("<rect width=\"720\" height=\"380\" fill=\"#ffffff\"/>\n");
  print_panel(70, "no mask", open);
  print_panel(430, "causal mask", causal);
  print_text(360, 365, "middle", "#111111",
             "rows: queries, columns: keys; every row sums to 1; blank: hidden, exactly 0");
  std::printf("</svg>\n");
}

}  // namespace

int main(int count, char** arguments) {
  try {
    const auto tokens = static_cast<Index>(words.size());
    const Tensor open = weights_under({});
    const Tensor causal = weights_under(gu::causal_mask(tokens, tokens));
    if (count == 2 && std::strcmp(arguments[1], "text") == 0) {
      std::printf("%s\n%s", gu::attention_map(open, words, words).c_str(),
                  gu::attention_map(causal, words, words).c_str());
    } else if (count == 1) {
      print_svg(open, causal);
    } else {
      std::fprintf(stderr, "usage: attention_heat_map [text]\n");
      return 2;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
