#include "gu/line_plot.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace {

using gu::LinePlot;
using gu::svg_of;

/// One panel from 0 to 1 both ways: x runs over pixels 50 to 350, y over 274 (bottom) to 34 (top).
LinePlot unit_plot(std::vector<std::pair<double, double>> points) {
  return {{"x", 0, 1, 0.25}, {"y", 0, 1, 0.5}, {{"a curve", "#c03030", "6 3", std::move(points)}}};
}

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

TEST(LinePlot, PutsPointsWhereTheyBelong) {
  const std::string svg = svg_of("title", {unit_plot({{0, 0}, {0.5, 0.5}, {1, 1}})});
  EXPECT_EQ(occurrences(svg, "d=\" M50,274 L200,154 L350,34\""), 1U) << svg;
  EXPECT_EQ(occurrences(svg, ">a curve</text>"), 1U);
  EXPECT_EQ(occurrences(svg, "<title>title</title>"), 1U);
}

TEST(LinePlot, BreaksTheLineAtPointsOutside) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double outside : {2.0, -0.5, infinity, nan}) {
    const std::string svg = svg_of("title", {unit_plot({{0, 0}, {0.5, outside}, {1, 1}})});
    EXPECT_EQ(occurrences(svg, "d=\" M50,274 M350,34\""), 1U) << svg;
  }
}

TEST(LinePlot, DrawsALineForEveryStep) {
  const std::string svg = svg_of("title", {unit_plot({})});
  EXPECT_EQ(occurrences(svg, "stroke=\"#cccccc\""), 5U + 3U);
  EXPECT_EQ(occurrences(svg, ">0.75</text>"), 1U);
}

TEST(LinePlot, PutsPanelsSideBySide) {
  const std::string svg = svg_of("title", {unit_plot({{0, 0}}), unit_plot({{0, 0}})});
  EXPECT_EQ(occurrences(svg, "width=\"740\""), 2U) << svg;
  EXPECT_EQ(occurrences(svg, "M50,274"), 3U) << "the point and both axes";
  EXPECT_EQ(occurrences(svg, "M410,274"), 3U);
}

}  // namespace
