// Writes figures/losses.svg of lesson 04 to standard output: losses by how wrong a prediction is, computed by this
// module.
#include <cstdio>
#include <functional>
#include <stdexcept>

#include "gu/line_plot.hpp"
#include "gu/losses.hpp"
#include "gu/tensor.hpp"

namespace {

using Loss = std::function<double(float)>;

double number(const gu::Tensor& loss) {
  return double{*loss.data()};
}

gu::Curve curve(const char* name, const char* color, const char* dashes, const gu::PlotAxis& x, const Loss& loss) {
  gu::Curve result{name, color, dashes, {}};
  constexpr int steps = 96;
  for (int i = 0; i <= steps; ++i) {
    const double at = x.low + (x.high - x.low) * i / steps;
    result.points.emplace_back(at, loss(static_cast<float>(at)));
  }
  return result;
}

gu::LinePlot regression() {
  const gu::PlotAxis x{"prediction - target", -4, 4, 1};
  const gu::Tensor zero = gu::scalar(0);
  return {x,
          {"loss", 0, 8, 1},
          {curve("mse_loss", "#c03030", "none", x, [&](float d) { return number(mse_loss(gu::scalar(d), zero)); }),
           curve("huber_loss, delta 1", "#2060c0", "none", x,
                 [&](float d) { return number(huber_loss(gu::scalar(d), zero, 1)); }),
           curve("huber_loss, delta 2", "#2060c0", "6 3", x,
                 [&](float d) { return number(huber_loss(gu::scalar(d), zero, 2)); })}};
}

gu::LinePlot classification() {
  const gu::PlotAxis x{"logit of the right class", -8, 8, 2};
  const gu::Tensor one = gu::scalar(1);
  const auto against_zeros = [](float logit, gu::Index classes, float smoothing) {
    gu::Tensor logits = gu::zeros({1, classes});
    logits.mutable_data()[0] = logit;
    const gu::Index target = 0;
    return number(cross_entropy(logits, {&target, 1}, {.label_smoothing = smoothing}));
  };
  return {
      x,
      {"loss, nats", 0, 10, 2},
      {curve("binary, target 1", "#208040", "none", x,
             [&](float logit) { return number(binary_cross_entropy_with_logits(gu::scalar(logit), one)); }),
       curve("10 classes, others 0", "#c03030", "none", x, [&](float logit) { return against_zeros(logit, 10, 0); }),
       curve("the same, smoothed by 0.1", "#c03030", "6 3", x,
             [&](float logit) { return against_zeros(logit, 10, 0.1F); })}};
}

}  // namespace

int main() {
  try {
    std::fputs(gu::svg_of("Losses by how wrong a prediction is", {regression(), classification()}).c_str(), stdout);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
