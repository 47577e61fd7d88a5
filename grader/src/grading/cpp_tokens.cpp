#include "grading/cpp_tokens.hpp"
#include "text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_set>

namespace grader {
namespace {

/// With the two of CUDA that stand before functions and variables.
constexpr std::string_view keywords =
    "__global__ __shared__ alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t "
    "char32_t char8_t class co_await co_return co_yield compl concept const const_cast consteval constexpr "
    "constinit continue decltype default delete do double dynamic_cast else enum explicit export extern false final "
    "float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq "
    "override private protected public register reinterpret_cast requires return short signed sizeof static "
    "static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename "
    "union unsigned using virtual void volatile wchar_t while xor xor_eq ";

// Longest first, so that the first that fits is the longest; one byte is always punctuation.
constexpr auto operators = std::to_array<std::string_view>(
    {"<<=", ">>=", "<=>", "->*", "...", "::", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&",
     "||",  "+=",  "-=",  "*=",  "/=",  "%=", "^=", "&=", "|=", ".*", "##", "<:", ":>", "<%", "%>"});

bool is_word_byte(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return std::isalnum(value) != 0 || byte == '_' || byte == '$' || value >= 0x80U;
}
class Scanner {
 public:
  explicit Scanner(std::string_view source) : source_(source) { skip_splices(); }

  std::vector<Token> scan() {
    while (at_ < source_.size()) {
      const char byte = peek();
      if (byte == '\n') {
        directive_ = 0;
        advance();
      } else if (std::isspace(static_cast<unsigned char>(byte)) != 0) {
        advance();
      } else if (byte == '/' && peek(1) == '/') {
        while (at_ < source_.size() && peek() != '\n') advance();
      } else if (byte == '/' && peek(1) == '*') {
        block_comment();
      } else {
        token();
      }
    }
    return std::move(tokens_);
  }

 private:
  /// Length of a backslash and line end at `at`, 0 if there is none.
  std::size_t splice(std::size_t at) const {
    if (source_.substr(at, 2) == "\\\n") return 2;
    return source_.substr(at, 3) == "\\\r\n" ? 3 : 0;
  }

  void skip_splices() {
    for (std::size_t length = splice(at_); length > 0; length = splice(at_)) {
      at_ += length;
      ++line_;
    }
  }

  /// The byte `ahead` bytes on, line continuations not counted; 0 at the end.
  char peek(std::size_t ahead = 0) const {
    std::size_t at = at_;
    for (; ahead > 0 && at < source_.size(); --ahead) {
      ++at;
      for (std::size_t length = splice(at); length > 0; length = splice(at)) at += length;
    }
    return at < source_.size() ? source_[at] : '\0';
  }

  void advance() {
    if (source_[at_] == '\n') ++line_;
    end_ = ++at_;
    if (at_ < source_.size()) skip_splices();
  }

  void take(std::size_t count = 1) {
    for (; count > 0 && at_ < source_.size(); --count) {
      tokens_.back().text += source_[at_];
      tokens_.back().last_line = line_;
      advance();
    }
  }

  void block_comment() {
    advance();
    advance();
    while (at_ < source_.size() && !(peek() == '*' && peek(1) == '/')) advance();
    if (at_ < source_.size()) advance();
    if (at_ < source_.size()) advance();
  }

  void token() {
    tokens_.push_back({TokenKind::unknown, "", line_, line_, at_, 0});
    const char byte = peek();
    if (directive_ == 2 && (byte == '<' || byte == '"')) {
      header(byte == '<' ? '>' : '"');
    } else if (is_digit(byte) || (byte == '.' && is_digit(peek(1)))) {
      number();
    } else if (is_word_byte(byte)) {
      word();
    } else if (byte == '"' || byte == '\'') {
      literal();
    } else {
      punctuation();
    }
    Token& made = tokens_.back();
    made.length = end_ - made.offset;
    follow_directive(made);
  }

  /// 1 after a # that begins a line, 2 after the include that follows it.
  void follow_directive(const Token& made) {
    const bool first = tokens_.size() < 2 || tokens_[tokens_.size() - 2].last_line < made.line;
    if (made.text == "#" && first) {
      directive_ = 1;
    } else {
      directive_ = directive_ == 1 && made.text == "include" ? 2 : 0;
    }
  }

  void header(char closing) {
    tokens_.back().kind = TokenKind::header;
    take();
    while (at_ < source_.size() && peek() != closing && peek() != '\n') take();
    if (peek() == closing) take();
  }

  void number() {
    tokens_.back().kind = TokenKind::number;
    while (at_ < source_.size()) {
      const char byte = peek();
      const char before = tokens_.back().text.empty() ? '\0' : tokens_.back().text.back();
      const bool hexadecimal = tokens_.back().text.starts_with("0x") || tokens_.back().text.starts_with("0X");
      const bool sign = (byte == '+' || byte == '-') &&
                        (before == 'p' || before == 'P' || (!hexadecimal && (before == 'e' || before == 'E')));
      const bool separator = byte == '\'' && is_word_byte(peek(1));
      if (!is_word_byte(byte) && byte != '.' && !sign && !separator) return;
      take();
    }
  }

  void word() {
    tokens_.back().kind = TokenKind::identifier;
    while (at_ < source_.size() && is_word_byte(peek())) take();
    const std::string& text = tokens_.back().text;
    const bool prefix = text == "u8" || text == "u" || text == "U" || text == "L";
    const bool raw = text == "R" || text == "u8R" || text == "uR" || text == "UR" || text == "LR";
    if (raw && peek() == '"') {
      raw_string();
    } else if (prefix && (peek() == '"' || peek() == '\'')) {
      literal();
    } else if (is_cpp_keyword(text)) {
      tokens_.back().kind = TokenKind::keyword;
    }
  }

  void literal() {
    const char quote = peek();
    tokens_.back().kind = quote == '"' ? TokenKind::text : TokenKind::character;
    take();
    while (at_ < source_.size() && peek() != quote && peek() != '\n') take(peek() == '\\' && peek(1) != '\n' ? 2 : 1);
    if (at_ < source_.size() && peek() == quote) take();
    while (at_ < source_.size() && is_word_byte(peek())) take();
  }

  /// A backslash at the end of a line is part of a raw string.
  void raw_string() {
    Token& made = tokens_.back();
    made.kind = TokenKind::text;
    const std::size_t open = source_.find('(', at_);
    // A delimiter has at most 16 characters; without one this is R and an ordinary string.
    if (open == std::string_view::npos || open - at_ > 17) return literal();
    const std::string closing = ")" + std::string(source_.substr(at_ + 1, open - at_ - 1)) + "\"";
    const std::size_t found = source_.find(closing, open);
    const std::size_t end = found == std::string_view::npos ? source_.size() : found + closing.size();
    const std::string_view body = source_.substr(at_, end - at_);
    made.text += body;
    line_ += static_cast<int>(std::count(body.begin(), body.end(), '\n'));
    made.last_line = line_;
    at_ = end_ = end;
    if (at_ < source_.size()) skip_splices();
    while (at_ < source_.size() && is_word_byte(peek())) take();
  }

  void punctuation() {
    const std::array<char, 3> ahead{peek(), peek(1), peek(2)};
    const std::string_view text(ahead.data(), ahead.size());
    const auto* fits =
        std::find_if(operators.begin(), operators.end(), [&](std::string_view each) { return text.starts_with(each); });
    const bool printable = std::ispunct(static_cast<unsigned char>(ahead[0])) != 0;
    tokens_.back().kind = printable ? TokenKind::punctuation : TokenKind::unknown;
    take(fits == operators.end() ? 1 : fits->size());
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;  ///< behind the last byte that was taken, before line continuations
  int line_ = 1;
  int directive_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

bool is_cpp_keyword(std::string_view word) {
  static const std::unordered_set<std::string_view> all = [] {
    std::unordered_set<std::string_view> words;
    for (std::size_t at = 0; at < keywords.size(); at = keywords.find(' ', at) + 1) {
      words.insert(keywords.substr(at, keywords.find(' ', at) - at));
    }
    return words;
  }();
  return all.contains(word);
}

std::vector<Token> tokenize_cpp(std::string_view source) {
  return Scanner(source).scan();
}

}  // namespace grader
