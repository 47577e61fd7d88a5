#include <cxxabi.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <memory>
#include <utility>

#include "compile_errors.hpp"
#include "text.hpp"

namespace grader {
namespace {

/// Where the template argument list that opens at `open` ends (past its '>'), or npos.
std::size_t end_of_list(const std::string& text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '<') ++depth;
    if (text[i] == '>' && --depth == 0) return i + 1;
  }
  return std::string::npos;
}

/// Removes ", std::allocator<…>" and its kin wherever they are default arguments.
void drop_default_arguments(std::string& text) {
  for (const std::string_view name : {", std::allocator<", ", std::char_traits<", ", std::default_delete<",
                                      ", std::less<", ", std::hash<", ", std::equal_to<"}) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
      const std::size_t end = end_of_list(text, at + name.size() - 1);
      if (end == std::string::npos) break;
      const bool old_style = text.compare(end, 2, " >") == 0;  // the space of "> >", which now stands alone
      text.erase(at, end - at + (old_style ? 1 : 0));
    }
  }
}

int to_int(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value < 100'000'000 ? value * 10 + (c - '0') : value;
  return value;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Takes ":34" off the end of `text`; 0 if there is none.
int take_number(std::string_view& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || !all_digits(text.substr(colon + 1))) return 0;
  const int value = to_int(text.substr(colon + 1));
  text = text.substr(0, colon);
  return value;
}

}  // namespace

std::string fold_templates(std::string_view text) {
  std::string result(text);
  for (const char* quote : {"\u2018", "\u2019"}) replace_all(result, quote, "'");
  for (const char* quote : {"\u201c", "\u201d"}) replace_all(result, quote, "\"");
  replace_all(result, "std::__cxx11::", "std::");
  replace_all(result, "std::__1::", "std::");
  drop_default_arguments(result);
  replace_all(result, "> >", ">>");
  drop_default_arguments(result);
  replace_all(result, "std::basic_string<char>", "std::string");
  replace_all(result, "std::basic_string_view<char>", "std::string_view");
  replace_all(result, "std::basic_ostream<char>", "std::ostream");
  return result;
}

std::string demangle(const std::string& symbol) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status),
                                                         &std::free);
  return status == 0 && name ? fold_templates(name.get()) : symbol;
}

Diagnostic parse_diagnostic(std::string_view line) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> marks{{
      {": fatal error: ", "fatal error"},
      {": error: ", "error"},
      {": warning: ", "warning"},
      {": note: ", "note"},
      {":   required from here", "required"},
      {":   required from ", "required"},
      {":   recursively required", "required"},
  }};
  for (const auto& [mark, severity] : marks) {
    const std::size_t at = line.find(mark);
    if (at == std::string_view::npos || at == 0) continue;
    Diagnostic result;
    std::string_view place = line.substr(0, at);
    const int last = take_number(place);
    const int before = take_number(place);
    if (last == 0) return {};  // "c++: fatal error: …" has no place
    result.file = place;
    result.line = before == 0 ? last : before;
    result.column = before == 0 ? 0 : last;
    result.severity = severity;
    result.message = line.substr(at + mark.size());
    return result;
  }
  return {};
}

std::string advice_on(std::string_view message) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> known{{
      {"KeepTheTensorInAVariable",
       "This tensor is gone at the end of the line, and what you read with it: keep it in a variable of its own first, "
       "`const Tensor flat = reshape(...); const auto f = flat.read<3>();`"},
      {"poisoned \"main\"", "The test suite has a main of its own: remove yours."},
      {"template instantiation depth exceeds",
       "A template calls itself without end: give it a case in which it stops."},
      {"constexpr' evaluation depth",
       "A constexpr function calls itself without end: give it a case in which it stops."},
      {"no declaration matches",
       "The contract (the module's header) declares it with other parameters: copy its line."},
      {"does not match any declaration",
       "The contract (the module's header) declares it with other parameters: copy its line."},
      {"is not a member of 'std'",
       "Is its #include missing? What is there without one stands in support/include/gu/student.hpp; of the rest the "
       "full log "
       "names the header."},
      {"expected ';'", "Is a semicolon missing here or at the end of the line before?"},
      {"expected '}'", "Is a closing brace missing?"},
      {"expected ')'", "Is a closing bracket missing?"},
      {"unused-", "A warning here counts as an error: what is not used is often what was forgotten."},
      {"Werror=sign-", "A warning here counts as an error: mixing signed and unsigned numbers hides wrong loops."},
      {"Werror=conversion", "A warning here counts as an error: say that you want the conversion (static_cast)."},
      {"return-type", "A path through this function ends without `return`."},
      {"No such file or directory",
       "A module sees its own header and those of the modules it needs; `grader show` lists them."},
      {"#error", "Your file asked for this error itself."},
  }};
  for (const auto& [part, sentence] : known) {
    if (message.find(part) != std::string_view::npos) return std::string(sentence);
  }
  return "";
}

}  // namespace grader
