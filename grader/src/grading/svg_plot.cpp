#include "grading/svg_plot.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "grading/html.hpp"

namespace grader {
namespace {

std::string text_at(double x, double y, std::string_view anchor, std::string_view kind, std::string_view text) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" class=\"{}\">{}</text>\n", x, y, anchor, kind,
                     html_escape(text));
}

std::string bar_at(double x, double y, double width, double height, const std::string& title) {
  return fmt::format(
      "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" class=\"bar\"><title>{}</title></rect>\n", x,
      y, width, height, html_escape(title));
}

std::string drawing(double width, double height, const std::string& title, const std::string& content) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
      "viewBox=\"0 0 {0:.0f} {1:.0f}\"><title>{2}</title>\n{3}</svg>\n",
      width, height, html_escape(title), content);
}

/// A distance of ticks that a person reads: 1, 2 or 5 times a power of ten, at most five ticks.
std::size_t tick_of(std::size_t most) {
  for (std::size_t unit = 1;; unit *= 10) {
    for (const std::size_t factor : {1U, 2U, 5U}) {
      if (most <= 5 * factor * unit) return factor * unit;
    }
  }
}

}  // namespace

std::string svg_histogram(const std::vector<double>& values, double most, const std::string& axis, std::size_t bins) {
  constexpr double width = 560;
  constexpr double height = 200;
  constexpr double left = 40;
  constexpr double bottom = 160;
  constexpr double top = 18;
  most = std::max(most, 1.0);
  const bool whole = most == std::floor(most) && most < static_cast<double>(bins);
  const std::size_t parts = whole ? static_cast<std::size_t>(most) + 1 : std::max<std::size_t>(bins, 1);
  const double part = whole ? 1 : most / static_cast<double>(parts);
  std::vector<std::size_t> counts(parts);
  for (const double value : values) {
    const double place = std::clamp(std::floor(value / part), 0.0, static_cast<double>(parts - 1));
    ++counts[std::isfinite(place) ? static_cast<std::size_t>(place) : 0];
  }
  const std::size_t highest = std::max<std::size_t>(*std::max_element(counts.begin(), counts.end()), 1);
  const std::size_t tick = tick_of(highest);
  const double scale = (bottom - top) / static_cast<double>(highest);
  std::string content;
  for (std::size_t count = 0; count <= highest; count += tick) {
    const double y = bottom - static_cast<double>(count) * scale;
    content +=
        fmt::format("<line x1=\"{0}\" x2=\"{1}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" class=\"axis\"/>\n", left, width, y);
    content += text_at(left - 6, y + 4, "end", "label", std::to_string(count));
  }
  const double step = (width - left) / static_cast<double>(parts);
  const auto range = [&](std::size_t i) {
    const double first = static_cast<double>(i) * part;
    return whole ? fmt::format("{:g}", first) : fmt::format("{:.3g} to {:.3g}", first, first + part);
  };
  for (std::size_t i = 0; i < parts; ++i) {
    const double x = left + static_cast<double>(i) * step;
    const double bar = static_cast<double>(counts[i]) * scale;
    const std::string count = std::to_string(counts[i]);
    if (counts[i] > 0) {
      content += bar_at(x + 3, bottom - bar, step - 6, bar, fmt::format("{} {}: {}", range(i), axis, count));
      content += text_at(x + step / 2, bottom - bar - 4, "middle", "value", count);
    }
    if (whole) content += text_at(x + step / 2, bottom + 16, "middle", "label", range(i));
    if (!whole)
      content += text_at(x, bottom + 16, "middle", "label", fmt::format("{:.3g}", static_cast<double>(i) * part));
  }
  if (!whole) content += text_at(width - 2, bottom + 16, "end", "label", fmt::format("{:.4g}", most));
  content += text_at((left + width) / 2, bottom + 34, "middle", "label", axis);
  return drawing(width, height, fmt::format("Distribution of {} values by {}", values.size(), axis), content);
}

std::string svg_bars(const std::vector<Bar>& bars, double most) {
  constexpr double width = 760;
  constexpr double left = 330;
  constexpr double room = 90;  // for the note
  constexpr double row = 26;
  constexpr std::size_t longest = 46;
  most = most > 0 ? most : 1;
  std::string content;
  double y = 0;
  for (const Bar& bar : bars) {
    const double length = std::clamp(bar.value / most, 0.0, 1.0) * (width - left - room);
    // Labels are names of tests and tasks: what is cut counts bytes.
    std::string label = bar.label;
    if (label.size() > longest) {
      std::size_t end = longest - 3;
      while (end > 0 && (static_cast<unsigned char>(label[end]) & 0xC0U) == 0x80U) --end;
      label = label.substr(0, end) + "...";
    }
    content +=
        element("g", "",
                "<title>" + html_escape(bar.label) + "</title>" + text_at(left - 8, y + 17, "end", "value", label) +
                    bar_at(left, y + 4, std::max(length, 1.0), row - 8, bar.note) +
                    text_at(left + std::max(length, 1.0) + 6, y + 17, "start", "label", bar.note));
    y += row;
  }
  return drawing(width, std::max(y, 1.0), "Bars", content);
}

}  // namespace grader
