// The mean square of the signal through twenty layers of ReLU, for four ways to draw the weights. Prints the table of
// lesson 03; with the argument "svg", the figure figures/twenty_layers.svg.
#include <cmath>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <vector>

#include "gu/activations.hpp"
#include "gu/line_plot.hpp"
#include "gu/linear.hpp"
#include "gu/tensor.hpp"

namespace {

using gu::Generator;
using gu::Index;
using gu::Tensor;

constexpr Index layers = 20;

struct Start {
  const char* name;
  const char* color;
  const char* dashes;
  Tensor (*draw)(const gu::Shape&, Generator&);
};

const std::vector<Start> starts{
    {"Kaiming", "#208040", "none", [](const gu::Shape& shape, Generator& g) { return gu::kaiming_normal(shape, g); }},
    {"Xavier", "#2060c0", "6 3", [](const gu::Shape& shape, Generator& g) { return gu::xavier_normal(shape, g); }},
    {"N(0, 1)", "#c03030", "none", [](const gu::Shape& shape, Generator& g) { return gu::normal(shape, g, 0, 1); }},
    {"N(0, 0.01^2)", "#808080", "2 3",
     [](const gu::Shape& shape, Generator& g) { return gu::normal(shape, g, 0, 0.01F); }}};

double mean_square(const Tensor& x) {
  double total = 0;
  const Index count = gu::element_count(x.shape());
  for (Index i = 0; i < count; ++i) total += double{x.data()[i]} * double{x.data()[i]};
  return total / static_cast<double>(count);
}

//! [twenty]
/// The mean square of the input and behind each of twenty layers of 256 units.
std::vector<double> run(const Start& start) {
  Generator generator(3);
  Tensor signal = gu::normal({64, 256}, generator);
  std::vector<double> squares{mean_square(signal)};
  for (Index layer = 0; layer < layers; ++layer) {
    gu::Linear linear(start.draw({256, 256}, generator));
    signal = gu::relu(linear.forward(signal));
    squares.push_back(mean_square(signal));
  }
  return squares;
}
//! [twenty]

void print_table() {
  std::printf("| weights | layer 1 | layer 5 | layer 10 | layer 20 |\n|---|---|---|---|---|\n");
  for (const Start& start : starts) {
    const std::vector<double> squares = run(start);
    std::printf("| %s | %.2g | %.2g | %.2g | %.2g |\n", start.name, squares[1], squares[5], squares[10], squares[20]);
  }
}

void print_figure() {
  gu::LinePlot plot{{"layer", 0, 20, 5}, {"log10 of the mean square", -40, 50, 10}, {}};
  for (const Start& start : starts) {
    gu::Curve curve{start.name, start.color, start.dashes, {}};
    const std::vector<double> squares = run(start);
    for (std::size_t i = 0; i < squares.size(); ++i)
      curve.points.emplace_back(static_cast<double>(i), std::log10(squares[i]));
    plot.curves.push_back(curve);
  }
  std::fputs(gu::svg_of("Mean square of the signal behind each of twenty ReLU layers of 256 units", {plot}).c_str(),
             stdout);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc == 2 && std::strcmp(argv[1], "svg") == 0) {
      print_figure();
    } else {
      print_table();
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
