/// @file
/// Two plots as inline SVG, for pages made by html.hpp: their colours are the page's.
#pragma once

#include <string>
#include <vector>

namespace grader {

struct Bar {
  std::string label;
  double value = 0;
  std::string note;  ///< at the bar's end: "12 of 30"
};

/// How many of `values` fall into each of at most `bins` equal parts of 0 to `most`; whole-numbered `most` below `bins` gets a
/// part for every number. Values outside count in the first and last part.
/// @param axis  what is counted: "points"
std::string svg_histogram(const std::vector<double>& values, double most, const std::string& axis,
                          std::size_t bins = 10);

/// One bar a row, from 0 to `most`; longer ones are cut there. A label that is too long is cut, its whole text is in a title.
std::string svg_bars(const std::vector<Bar>& bars, double most);

}  // namespace grader
