#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>

namespace grader {
namespace {

constexpr std::size_t narrowest = 40;
constexpr std::size_t widest = 100;  // longer lines are hard to read

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

/// The first of these that is set decides, as in setlocale(3).
bool locale_is_utf8() {
  for (const char* variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (!is_set(variable)) continue;
    std::string value = std::getenv(variable);
    std::transform(value.begin(), value.end(), value.begin(),
                   [](unsigned char letter) { return std::tolower(letter); });
    return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
  }
  return false;
}

std::size_t window_width(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  if (is_set("COLUMNS")) {
    const long columns = std::strtol(std::getenv("COLUMNS"), nullptr, 10);
    if (columns > 0) return static_cast<std::size_t>(columns);
  }
  return 80;
}

const char* colour_code(Tone tone) {
  switch (tone) {
    case Tone::good:
      return "32";
    case Tone::bad:
      return "31";
    case Tone::warning:
      return "33";
    case Tone::faint:
      return "2";
    case Tone::strong:
      return "1";
    case Tone::accent:
      return "36";
    case Tone::plain:
      break;
  }
  return "";
}

}  // namespace

Style detect_style(int descriptor, bool plain) {
  Style style;
  const char* term = std::getenv("TERM");
  style.interactive = isatty(descriptor) == 1;
  const bool dumb = term == nullptr || std::strcmp(term, "dumb") == 0;
  style.colour = style.interactive && !dumb && !plain && !is_set("NO_COLOR");
  style.unicode = !plain && locale_is_utf8();
  style.width = std::clamp(window_width(descriptor), narrowest, widest);
  return style;
}

Terminal::Terminal() : Terminal(standard_output(false)) {}
Terminal::Terminal(std::ostream& out, Style style) : out_(&out), style_(style) {}
Terminal Terminal::standard_output(bool plain) {
  return {std::cout, detect_style(STDOUT_FILENO, plain)};
}
Terminal Terminal::standard_error(bool plain) {
  return {std::cerr, detect_style(STDERR_FILENO, plain)};
}

std::string Terminal::paint(Tone tone, std::string_view text) const {
  if (!style_.colour || tone == Tone::plain || text.empty()) return std::string(text);
  return std::string("\x1b[") + colour_code(tone) + 'm' + std::string(text) + "\x1b[0m";
}

std::string Terminal::mark(std::string_view ascii, std::string_view symbol, std::string_view word, Tone tone) const {
  return paint(tone, std::string(style_.unicode ? symbol : ascii) + ' ' + std::string(word));
}

std::string Terminal::mark(Status status) const {
  switch (status) {
    case Status::passed:
      return mark("+", "✓", "passed", Tone::good);
    case Status::failed:
      return mark("x", "✗", "failed", Tone::bad);
    case Status::not_compiled:
      return mark("x", "✗", "does not compile", Tone::bad);
    case Status::not_graded:
      return mark("o", "○", "not graded", Tone::warning);
    case Status::crashed:
      return mark("!", "!", "crashed", Tone::bad);
    case Status::timed_out:
      return mark("~", "…", "timed out", Tone::bad);
  }
  return "?";
}

std::string Terminal::mark(TestStatus status) const {
  switch (status) {
    case TestStatus::passed:
      return mark("+", "✓", "passed", Tone::good);
    case TestStatus::failed:
      return mark("x", "✗", "failed", Tone::bad);
    case TestStatus::crashed:
      return mark("!", "!", "crashed", Tone::bad);
    case TestStatus::timed_out:
      return mark("~", "…", "timed out", Tone::bad);
    case TestStatus::skipped:
      return mark("o", "○", "skipped", Tone::warning);
    case TestStatus::not_run:
      return mark(".", "·", "not run", Tone::faint);
  }
  return "?";
}

std::string Terminal::bar(int earned, int possible, std::size_t width) const {
  const std::size_t cells = width > 2 ? width - 2 : 0;
  const int share = std::clamp(earned, 0, std::max(possible, 0));
  // Rounded down: a bar is full only when everything is earned.
  const std::size_t full =
      possible > 0 ? cells * static_cast<std::size_t>(share) / static_cast<std::size_t>(possible) : 0;
  return '[' + paint(Tone::good, std::string(full, '#')) + std::string(cells - full, '.') + ']';
}

void Terminal::line(std::string_view text) const {
  *out_ << text << '\n';
}

void Terminal::paragraph(std::string_view text, std::size_t indent, std::size_t hanging) const {
  const std::size_t margin = indent + hanging;
  const std::size_t room = style_.width > margin + 20 ? style_.width - margin : 20;
  std::size_t left = indent;
  for (const std::string& piece : wrap(text, room)) {
    line(piece.empty() ? piece : std::string(left, ' ') + piece);
    left = margin;
  }
}

void Terminal::warn(std::string_view text) const {
  paragraph(paint(Tone::warning, "warning:") + ' ' + std::string(text), 0, 2);
}

}  // namespace grader
