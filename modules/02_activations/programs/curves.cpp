// Writes figures/activations.svg of lesson 02 to standard output: activation functions, drawn by this module.
#include <cstdio>
#include <exception>

#include "gu/activations.hpp"
#include "gu/line_plot.hpp"

namespace {

using Function = gu::Tensor (*)(const gu::Tensor&);

constexpr float range = 4;  // x runs from -range to range

gu::Tensor leaky(const gu::Tensor& x) {
  return gu::leaky_relu(x, 0.1F);
}

gu::Curve curve(const char* name, const char* color, const char* dashes, Function function) {
  constexpr gu::Index points = 65;
  const gu::Tensor x = gu::arange(points, -range, 2 * range / (points - 1));
  const gu::Tensor y = function(x);
  gu::Curve result{name, color, dashes, {}};
  for (gu::Index i = 0; i < points; ++i) result.points.emplace_back(double{x(i)}, double{y(i)});
  return result;
}

gu::PlotAxis x_axis() {
  return {"x", -range, range, 2};
}

gu::LinePlot rectifiers() {
  return {x_axis(),
          {"y", -1, 4, 1},
          {curve("relu", "#000000", "none", gu::relu), curve("leaky_relu, slope 0.1", "#888888", "6 3", leaky),
           curve("gelu", "#c03030", "none", gu::gelu), curve("silu", "#2060c0", "none", gu::silu),
           curve("softplus", "#208040", "2 3", gu::softplus)}};
}

gu::LinePlot squashing() {
  return {x_axis(),
          {"y", -1, 1, 1},
          {curve("sigmoid", "#2060c0", "none", gu::sigmoid), curve("tanh", "#c03030", "6 3", gu::tanh)}};
}

}  // namespace

int main() {
  try {
    std::fputs(gu::svg_of("Activation functions from -4 to 4", {rectifiers(), squashing()}).c_str(), stdout);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
