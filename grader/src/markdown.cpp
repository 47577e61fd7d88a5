#include "markdown.hpp"

#include <algorithm>
#include <string>

namespace grader {
namespace {

/// "- ", "* ", "12. ": how wide the mark of a list's item is, 0 if there is none.
std::size_t item_mark(std::string_view line) {
  if (line.starts_with("- ") || line.starts_with("* ")) return 2;
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  return digits > 0 && line.substr(digits).starts_with(". ") ? digits + 2 : 0;
}

/// Gathers the lines of a paragraph, which in the file end where its author's window ended.
class Paragraph {
 public:
  Paragraph(const Terminal& terminal, std::size_t indent) : terminal_(terminal), indent_(indent) {}

  void add(std::string_view line, std::size_t margin, std::size_t mark) {
    if (text_.empty()) {
      margin_ = margin;
      mark_ = mark;
    } else {
      text_ += ' ';
    }
    text_ += line;
  }

  void end() {
    if (!text_.empty()) terminal_.paragraph(text_, indent_ + margin_, mark_);
    text_.clear();
  }

 private:
  const Terminal& terminal_;
  std::size_t indent_;
  std::string text_;
  std::size_t margin_ = 0;
  std::size_t mark_ = 0;
};

}  // namespace

void print_markdown(const Terminal& terminal, std::string_view text, std::size_t indent) {
  Paragraph paragraph(terminal, indent);
  bool in_code = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t margin = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view content = line.substr(margin);
    if (content.starts_with("```") || content.starts_with("~~~")) {
      paragraph.end();
      in_code = !in_code;
    } else if (in_code) {
      terminal.line(std::string(indent + 2, ' ') + std::string(line));
    } else if (content.empty()) {
      paragraph.end();
      terminal.line();
    } else {
      const std::size_t mark = item_mark(content);
      if (mark > 0) paragraph.end();
      paragraph.add(content, mark > 0 ? margin : 0, mark);
    }
  }
  paragraph.end();
}

}  // namespace grader
