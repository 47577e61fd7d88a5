// Writes figures/activations.svg of lesson 02 to standard output: the eight functions, drawn by this module.
#include <cstdio>
#include <exception>
#include <vector>

#include "gu/activations.hpp"

namespace {

using Function = gu::Tensor (*)(const gu::Tensor&);

struct Curve {
  const char* name;
  const char* color;
  const char* dashes;
  Function function;
};

struct Panel {
  double left;
  int lowest;
  int highest;
  std::vector<Curve> curves;
};

constexpr double width = 300;   // of a panel's axes, pixels
constexpr double height = 240;  // of the same
constexpr double top = 20;
constexpr int range = 4;  // x runs from -range to range

gu::Tensor leaky(const gu::Tensor& x) {
  return gu::leaky_relu(x, 0.1F);
}

double across(const Panel& panel, double x) {
  return panel.left + width * (x + range) / (2 * range);
}

double down(const Panel& panel, double y) {
  return top + height * (panel.highest - y) / (panel.highest - panel.lowest);
}

void print_line(const Panel& panel, double x1, double y1, double x2, double y2) {
  std::printf("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#bbbbbb'/>\n", across(panel, x1), down(panel, y1),
              across(panel, x2), down(panel, y2));
}

void print_axes(const Panel& panel) {
  for (int y = panel.lowest; y <= panel.highest; ++y) {
    print_line(panel, -range, y, range, y);
    std::printf("<text x='%.1f' y='%.1f' text-anchor='end'>%d</text>\n", panel.left - 6, down(panel, y) + 4, y);
  }
  for (int x = -range; x <= range; x += 2) {
    print_line(panel, x, panel.lowest, x, panel.highest);
    std::printf("<text x='%.1f' y='%.1f' text-anchor='middle'>%d</text>\n", across(panel, x), top + height + 16, x);
  }
}

void print_curve(const Panel& panel, const Curve& curve, std::size_t number) {
  constexpr gu::Index points = 65;
  const gu::Tensor x = gu::arange(points, -range, 2.0F * range / (points - 1));
  const gu::Tensor y = curve.function(x);
  std::printf("<polyline fill='none' stroke='%s' stroke-width='2' stroke-dasharray='%s' points='", curve.color,
              curve.dashes);
  for (gu::Index i = 0; i < points; ++i) {
    if (y(i) <= static_cast<float>(panel.highest)) {
      std::printf("%.1f,%.1f ", across(panel, double{x(i)}), down(panel, double{y(i)}));
    }
  }
  const double key = top + 12 + 18 * static_cast<double>(number);
  std::printf("'/>\n<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s' stroke-width='2' ", panel.left + 10, key,
              panel.left + 38, key, curve.color);
  std::printf("stroke-dasharray='%s'/>\n<text x='%.1f' y='%.1f'>%s</text>\n", curve.dashes, panel.left + 44, key + 4,
              curve.name);
}

void print_figure() {
  const std::vector<Panel> panels{
      {40,
       -1,
       4,
       {{"relu", "#000000", "none", gu::relu},
        {"leaky_relu, slope 0.1", "#888888", "6 3", leaky},
        {"gelu", "#c03030", "none", gu::gelu},
        {"silu", "#2060c0", "none", gu::silu},
        {"softplus", "#208040", "2 3", gu::softplus}}},
      {390, -1, 1, {{"sigmoid", "#2060c0", "none", gu::sigmoid}, {"tanh", "#c03030", "6 3", gu::tanh}}}};
  std::printf(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 710 290' font-family='sans-serif' "
      "font-size='12'>\n<title>Activation functions from -4 to 4</title>\n"
      "<rect width='710' height='290' fill='#ffffff'/>\n");
  for (const Panel& panel : panels) {
    print_axes(panel);
    for (std::size_t i = 0; i < panel.curves.size(); ++i) print_curve(panel, panel.curves[i], i);
  }
  std::printf("</svg>\n");
}

}  // namespace

int main() {
  try {
    print_figure();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
