/// @file
/// How text reaches a person: colour only where it is wanted, a symbol and a word for every status, lines that fit.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "verdict.hpp"

namespace grader {

/// What a piece of text is; the colour follows. Without colour nothing is lost: every status has a word too.
enum class Tone { plain, good, bad, warning, faint, strong, accent };

/// What the receiver of the text can show.
struct Style {
  bool colour = false;
  bool unicode = false;      ///< symbols outside ASCII
  std::size_t width = 80;    ///< columns, 40 to 100 whatever the window
  bool interactive = false;  ///< a person sits there
};

/// Colour needs a terminal that is not "dumb", no NO_COLOR (https://no-color.org) and no `plain`;
/// symbols need a UTF-8 locale and no `plain`; the width is the window's, else COLUMNS, else 80.
Style detect_style(int descriptor, bool plain);

/// Columns that UTF-8 text takes; escape sequences take none, wide East Asian characters two.
std::size_t display_width(std::string_view text);

/// Breaks at spaces so that no line is wider than `width`; a word that is wider stands alone on its line.
/// Line ends in the text are kept; a line that begins with a space (code) is left as it is.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// `text` filled with spaces to `width` columns; never cut.
std::string padded(std::string_view text, std::size_t width);
/// `text` cut at its end, with "..." there, where it is wider than `width` columns.
std::string shortened(std::string_view text, std::size_t width);

/// A stream and its style; cheap to copy. The stream must outlive it.
class Terminal {
 public:
  /// Standard output, style detected.
  Terminal();
  Terminal(std::ostream& out, Style style);
  static Terminal standard_output(bool plain);
  static Terminal standard_error(bool plain);

  const Style& style() const { return style_; }
  std::ostream& out() const { return *out_; }

  std::string paint(Tone tone, std::string_view text) const;
  /// Symbol and word: "✓ passed", in ASCII "+ passed".
  std::string mark(Status status) const;
  std::string mark(TestStatus status) const;
  std::string mark(std::string_view ascii, std::string_view symbol, std::string_view word, Tone tone) const;
  /// "[#####.....]", `width` columns in all.
  std::string bar(int earned, int possible, std::size_t width) const;

  void line(std::string_view text = "") const;
  /// Wrapped; every line begins with `indent` spaces, lines after the first with `hanging` more.
  void paragraph(std::string_view text, std::size_t indent = 0, std::size_t hanging = 0) const;
  /// A warning, begun with the word.
  void warn(std::string_view text) const;

 private:
  std::ostream* out_;
  Style style_;
};

}  // namespace grader
