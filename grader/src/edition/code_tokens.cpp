#include "edition/code_tokens.hpp"
#include "text.hpp"

#include <array>
#include <set>

namespace grader {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr std::array<std::string_view, 20> pairs{"::", "->", "++", "--", "<=", ">=", "==", "!=", "+=", "-=",
                                                 "*=", "/=", "&=", "|=", "&&", "||", "<<", ">>", "%=", "^="};

class Tokenizer {
 public:
  Tokenizer(std::string_view text, Comments comments) : text_(text), comments_(comments) {}

  std::vector<CodeToken> run() {
    while (at_ < text_.size()) step();
    return std::move(tokens_);
  }

 private:
  bool here(std::string_view part) const { return text_.substr(at_, part.size()) == part; }

  void step() {
    if (line_begins_ && skip_line_begin()) return;
    const char c = text_[at_];
    if (c == '\n') {
      ++line_;
      ++at_;
      line_begins_ = true;
      in_string_ = false;
      return;
    }
    if (!in_string_ && here("//")) {
      if (comments_ == Comments::left_out) return skip_to("\n", 0);
      while (at_ < text_.size() && (text_[at_] == '/' || text_[at_] == '!' || text_[at_] == '<')) ++at_;
      return;
    }
    if (!in_string_ && (here("/*") || here("*/"))) {
      if (comments_ == Comments::left_out && c == '/') return skip_to("*/", 2);
      in_block_ = c == '/';
      at_ += 2;
      return;
    }
    if (is_letter(c)) return take_while([](char each) { return is_letter(each) || is_digit(each); });
    if (is_digit(c)) {
      return take_while([](char each) { return is_letter(each) || is_digit(each) || each == '.' || each == '\''; });
    }
    take_sign();
  }

  /// Indentation, Markdown's quotation mark, the star of a comment's line. A sign that the code itself begins with stays.
  bool skip_line_begin() {
    line_begins_ = false;
    const std::size_t from = at_;
    if (here("> ")) ++at_;
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    if (in_block_ && here("*") && !here("*/")) ++at_;
    if (here("#include")) {
      skip_to("\n", 0);
      return true;
    }
    return at_ != from;
  }

  void skip_to(std::string_view end, std::size_t beyond) {
    const std::size_t found = text_.find(end, at_ + (beyond == 0 ? 0 : end.size()));
    const std::size_t stop = found == std::string_view::npos ? text_.size() : found + beyond;
    for (; at_ < stop; ++at_) {
      if (text_[at_] == '\n') ++line_;
    }
  }

  template <class Belongs>
  void take_while(Belongs belongs) {
    const std::size_t from = at_;
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    tokens_.push_back({std::string(text_.substr(from, at_ - from)), line_});
  }

  void take_sign() {
    const char c = text_[at_];
    if (c <= ' ' || static_cast<unsigned char>(c) >= 127 || c == '`') {
      ++at_;
      return;
    }
    if (c == '\\') {
      at_ += std::size_t{in_string_ && at_ + 1 < text_.size() && text_[at_ + 1] == '"' ? 2U : 1U};
      return;
    }
    if (c == '"') {
      in_string_ = !in_string_;
      ++at_;
      return;
    }
    for (const std::string_view pair : pairs) {
      if (!here(pair)) continue;
      tokens_.push_back({std::string(pair), line_});
      at_ += 2;
      return;
    }
    tokens_.push_back({std::string(1, c), line_});
    ++at_;
  }

  std::string_view text_;
  Comments comments_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool line_begins_ = true;
  bool in_block_ = false;   ///< between /* and */, where that is read
  bool in_string_ = false;  ///< comments do not begin there; its words count like any
  std::vector<CodeToken> tokens_;
};

}  // namespace

std::vector<CodeToken> code_tokens(std::string_view text, Comments comments) {
  return Tokenizer(text, comments).run();
}

bool is_telling(std::string_view token) {
  static const std::set<std::string_view> everyday{
      "std",   "size_t", "for",  "if",    "else", "while", "do",     "return",      "const",    "constexpr", "auto",
      "float", "double", "int",  "bool",  "void", "class", "struct", "static_cast", "template", "i",         "j",
      "k",     "size",   "data", "begin", "end",  "true",  "false",  "namespace",   "Index"};
  return is_letter(token.front()) && !everyday.contains(token);
}

}  // namespace grader
