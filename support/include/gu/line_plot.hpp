/// @file
/// Line plots as SVG, for the figures that a lesson's programs write. Readable on light and dark pages: the background
/// is white.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace gu {

/// One line of a plot.
struct Curve {
  std::string name;                               ///< shown in the key; no & and no <
  std::string color;                              ///< "#c03030"
  std::string dashes;                             ///< SVG's stroke-dasharray: "none", "6 3"; tells lines apart in print
  std::vector<std::pair<double, double>> points;  ///< x and y; points outside the axes break the line
};

/// From `low` to `high`, with a line and a number every `step`.
struct PlotAxis {
  std::string label;
  double low;
  double high;
  double step;
};

/// One panel.
struct LinePlot {
  PlotAxis x;
  PlotAxis y;
  std::vector<Curve> curves;
};

namespace detail {

inline std::string svg_number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.5g", value);
  return text.data();
}

inline std::string svg_text(double x, double y, const std::string& anchor, const std::string& words) {
  return "<text x=\"" + svg_number(x) + "\" y=\"" + svg_number(y) + "\" text-anchor=\"" + anchor + "\">" + words +
         "</text>\n";
}

/// A panel whose axes span 300 x 240 pixels from (left, 34); the key stands below.
class PlotPanel {
 public:
  PlotPanel(const LinePlot& plot, double left) : plot_(plot), left_(left) {}

  std::string svg() const {
    std::string out;
    for (int i = 0; i < lines(plot_.y); ++i) {
      const double y = plot_.y.low + i * plot_.y.step;
      out += line({plot_.x.low, y}, {plot_.x.high, y}) + svg_text(left_ - 6, down(y) + 4, "end", svg_number(y));
    }
    for (int i = 0; i < lines(plot_.x); ++i) {
      const double x = plot_.x.low + i * plot_.x.step;
      out += line({x, plot_.y.low}, {x, plot_.y.high}) + svg_text(across(x), 290, "middle", svg_number(x));
    }
    out += svg_text(left_ + 150, 308, "middle", plot_.x.label) + svg_text(left_ - 24, 20, "start", plot_.y.label);
    for (std::size_t i = 0; i < plot_.curves.size(); ++i)
      out += curve(plot_.curves[i], 330 + 18 * static_cast<double>(i));
    return out;
  }

 private:
  using Point = std::pair<double, double>;
  // To the nearest number, so that rounding errors lose no last line.
  static int lines(const PlotAxis& axis) {
    return 1 + static_cast<int>(std::lround((axis.high - axis.low) / axis.step));
  }
  double across(double x) const { return left_ + 300 * (x - plot_.x.low) / (plot_.x.high - plot_.x.low); }
  double down(double y) const { return 34 + 240 * (plot_.y.high - y) / (plot_.y.high - plot_.y.low); }
  bool inside(const Point& p) const {
    return p.first >= plot_.x.low && p.first <= plot_.x.high && p.second >= plot_.y.low && p.second <= plot_.y.high;
  }
  std::string line(const Point& from, const Point& to) const {
    return "<path d=\"M" + pixel(from) + " L" + pixel(to) + "\" stroke=\"#cccccc\"/>\n";
  }
  std::string pixel(const Point& p) const { return svg_number(across(p.first)) + "," + svg_number(down(p.second)); }

  std::string curve(const Curve& curve, double key) const {
    const std::string style = R"(" fill="none" stroke=")" + curve.color + R"(" stroke-width="2" stroke-dasharray=")" +
                              curve.dashes + "\"/>\n";
    std::string path;
    bool drawing = false;
    for (const Point& point : curve.points) {
      if (inside(point)) path += (drawing ? " L" : " M") + pixel(point);
      drawing = inside(point);
    }
    const double at = left_ + 10;
    return "<path d=\"" + path + style + "<path d=\"M" + svg_number(at) + "," + svg_number(key) + " h28" + style +
           svg_text(at + 34, key + 4, "start", curve.name);
  }

  const LinePlot& plot_;
  double left_;
};

}  // namespace detail

/// The panels side by side, as the text of an SVG file.
inline std::string svg_of(const std::string& title, const std::vector<LinePlot>& panels) {
  std::size_t keys = 0;
  for (const LinePlot& panel : panels) keys = std::max(keys, panel.curves.size());
  const std::string width = detail::svg_number(20 + 360 * static_cast<double>(panels.size()));
  const std::string height = detail::svg_number(324 + 18 * static_cast<double>(keys));
  std::string out = R"(<svg xmlns="http://www.w3.org/2000/svg" width=")" + width + "\" height=\"" + height +
                    "\" viewBox=\"0 0 " + width + " " + height +
                    "\" font-family=\"sans-serif\" font-size=\"12\">\n<title>" + title + "</title>\n<rect width=\"" +
                    width + "\" height=\"" + height + "\" fill=\"#ffffff\"/>\n";
  for (std::size_t i = 0; i < panels.size(); ++i)
    out += detail::PlotPanel(panels[i], 50 + 360 * static_cast<double>(i)).svg();
  return out + "</svg>\n";
}

}  // namespace gu
