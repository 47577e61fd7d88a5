#include "grading/html.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>

#include "report.hpp"

namespace grader {
namespace {

constexpr std::string_view style = R"css(
:root { color-scheme: light dark; --ground: #fbfbfa; --paper: #ffffff; --ink: #1d2128; --faint: #5b6472; --line: #d9dde3;
  --good: #176b3a; --good-ground: #e3f3e8; --bad: #a8201a; --bad-ground: #fbe6e4; --note: #80540a; --note-ground: #fbf0d7;
  --accent: #1d5fa8; --code: #f1f3f5; }
@media (prefers-color-scheme: dark) { :root { --ground: #14171b; --paper: #1b1f25; --ink: #e4e7eb; --faint: #9aa4b2; --line: #343b45;
  --good: #7fd6a0; --good-ground: #16301f; --bad: #ff9d94; --bad-ground: #3a1c1a; --note: #f0c674; --note-ground: #33290f;
  --accent: #8ab8f0; --code: #23282f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
main.wide { max-width: 110rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0.5rem 0 0.25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; } h3 { font-size: 1.05rem; margin: 1.25rem 0 0.4rem; }
p { margin: 0.4rem 0; } a { color: var(--accent); }
.subtitle, .faint, footer { color: var(--faint); } footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 0.75rem; }
section, .card { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1rem; margin: 1rem 0; }
section h2 { margin-top: 0.25rem; }
.table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; color: var(--faint); font-size: 0.9rem; } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
pre { background: var(--code); border-radius: 6px; padding: 0.6rem 0.75rem; overflow-x: auto; margin: 0.5rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
pre, code { font: 0.875rem/1.45 ui-monospace, Menlo, Consolas, monospace; }
.good { color: var(--good); } .bad { color: var(--bad); } .warning { color: var(--note); }
.mark { display: inline-block; border-radius: 4px; padding: 0 0.4rem; font-size: 0.85rem; font-weight: 600; white-space: nowrap; background: var(--code); }
.mark.good { background: var(--good-ground); } .mark.bad { background: var(--bad-ground); } .mark.warning { background: var(--note-ground); }
.box { border-left: 4px solid var(--note); background: var(--note-ground); padding: 0.4rem 0.75rem; border-radius: 4px; margin: 0.6rem 0; }
.box.bad { border-color: var(--bad); background: var(--bad-ground); color: inherit; } .total { font-size: 1.4rem; font-weight: 600; }
details { margin: 0.5rem 0; } summary { cursor: pointer; }
svg { max-width: 100%; height: auto; display: block; } svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
svg .bar { fill: var(--accent); } svg .axis { stroke: var(--line); } svg .label { fill: var(--faint); }
)css";

struct Invisible {
  std::uint32_t first;
  std::uint32_t last;
};
// Marks of direction, joiners, line and paragraph separators, the byte order mark, tags: what a reader cannot see.
constexpr Invisible invisible[] = {{0x00AD, 0x00AD}, {0x061C, 0x061C}, {0x180E, 0x180E},
                                   {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
                                   {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};

std::uint32_t code_point(std::string_view bytes) {
  if (bytes.size() == 1) return static_cast<unsigned char>(bytes[0]);
  std::uint32_t code = static_cast<unsigned char>(bytes[0]) & (0xFFU >> (bytes.size() + 1));
  for (const char byte : bytes.substr(1)) code = (code << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
  return code;
}

/// Bytes of the character that begins at `at`; 1 for a byte that begins none or whose character is cut short.
std::size_t character_size(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t size = first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : first >= 0xC0U ? 2 : 1;
  const std::string_view rest = text.substr(at + 1, size - 1);
  const bool whole = rest.size() + 1 == size && std::all_of(rest.begin(), rest.end(), [](char byte) {
                       return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
                     });
  return whole ? size : 1;
}

std::string visible(std::string_view character) {
  const std::uint32_t code = code_point(character);
  if (code == '\t' || code == '\n') return std::string(character);
  // U+2400 and on are the pictures of the control characters, U+2421 that of delete.
  if (code < 0x20U) return {'\xE2', '\x90', static_cast<char>(0x80U + code)};
  if (code == 0x7FU) return "\xE2\x90\xA1";
  const bool hidden = (code >= 0x80U && code < 0xA0U && character.size() == 2) ||
                      std::any_of(std::begin(invisible), std::end(invisible),
                                  [code](const Invisible& range) { return code >= range.first && code <= range.last; });
  return hidden ? fmt::format("[U+{:04X}]", code) : std::string(character);
}

}  // namespace

std::string html_escape(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at, 2) == "\r\n") ++at;
    const std::size_t size = character_size(text, at);
    shown += visible(text.substr(at, size));
    at += size;
  }
  return xml_escape(shown);
}

std::string cut_text(std::string_view text, std::size_t most_bytes, std::size_t most_lines) {
  std::size_t end = std::min(text.size(), most_bytes);
  std::size_t lines = 0;
  for (std::size_t at = text.find('\n'); at < end; at = text.find('\n', at + 1)) {
    if (++lines == most_lines) end = at;
  }
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  if (end >= text.size() || (end + 1 == text.size() && text[end] == '\n')) return std::string(text);
  return fmt::format("{}\n[{} more bytes are left out]", text.substr(0, end), text.size() - end);
}

std::string element(std::string_view name, std::string_view kind, std::string_view content) {
  if (kind.empty()) return fmt::format("<{0}>{1}</{0}>\n", name, content);
  return fmt::format("<{0} class=\"{2}\">{1}</{0}>\n", name, content, kind);
}

std::string text_element(std::string_view name, std::string_view kind, std::string_view text) {
  return element(name, kind, html_escape(text));
}

std::string html_table(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows,
                       const std::vector<std::size_t>& numbers) {
  const auto cells = [&](const char* name, const std::vector<std::string>& row) {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool number = std::find(numbers.begin(), numbers.end(), i) != numbers.end();
      text += element(name, number ? "number" : "", row[i]);
    }
    return element("tr", "", text);
  };
  std::string body;
  for (const auto& row : rows) body += cells("td", row);
  return element("div", "table",
                 element("table", "", element("thead", "", cells("th", head)) + element("tbody", "", body)));
}

std::string render(const HtmlPage& page) {
  std::string text =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
      // No text of a student's can fetch or run anything, even if escaping it had failed.
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
      "<meta name=\"referrer\" content=\"no-referrer\"/>\n";
  text += text_element("title", "", page.title);
  text += fmt::format("<style>{}</style>\n</head>\n<body>\n<main class=\"{}\">\n", style, page.wide ? "wide" : "page");
  text += text_element("h1", "", page.title);
  if (!page.subtitle.empty()) text += text_element("p", "subtitle", page.subtitle);
  text += page.body;
  if (!page.footer.empty()) text += text_element("footer", "", page.footer);
  return text + "</main>\n</body>\n</html>\n";
}

}  // namespace grader
