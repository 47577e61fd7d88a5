/// @file
/// HTML pages that stand alone: one file, no script, nothing fetched, light and dark. The markup is also XML, so that a
/// test can parse it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

/// Text of anybody made harmless within elements and quoted attributes: what marks up becomes entities; control characters
/// become pictures (U+001B the sign for escape); what is invisible or turns the direction of writing is spelled out as
/// [U+202E]; bytes that are not UTF-8 become U+FFFD.
std::string html_escape(std::string_view text);

/// At most so many bytes and lines, cut between characters, with a sentence on how much is missing.
std::string cut_text(std::string_view text, std::size_t most_bytes = 4000, std::size_t most_lines = 60);

/// `<name class="kind">content</name>`; `content` is markup.
std::string element(std::string_view name, std::string_view kind, std::string_view content);
/// Likewise with text that is escaped.
std::string text_element(std::string_view name, std::string_view kind, std::string_view text);

/// A table with a head; cells are markup. Columns named in `numbers` (from 0) are set to the right.
std::string html_table(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows,
                       const std::vector<std::size_t>& numbers = {});

struct HtmlPage {
  std::string title;     ///< text
  std::string subtitle;  ///< text, may be empty
  std::string body;      ///< markup
  std::string footer;    ///< text, may be empty
  bool wide = false;     ///< the whole window instead of a column that reads well
};

std::string render(const HtmlPage& page);

}  // namespace grader
