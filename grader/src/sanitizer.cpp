#include "sanitizer.hpp"

#include <array>
#include <utility>

#include "compile_errors.hpp"

namespace grader {
namespace {

std::string_view line_at(std::string_view text, std::size_t at) {
  const std::size_t before = text.rfind('\n', at);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

/// "modules/…/src/x.cpp:34" out of a line that ends in such a path, absolute or not.
std::string students_place(std::string_view line) {
  const std::size_t source = line.find("/src/");
  const std::size_t begin = line.rfind("modules/", source);
  if (source == std::string_view::npos || begin == std::string_view::npos) return "";
  const std::size_t extension = line.find(".cpp:", source);
  if (extension == std::string_view::npos) return "";
  const std::size_t end = line.find_first_not_of("0123456789", extension + 5);
  return std::string(line.substr(begin, end == std::string_view::npos ? end : end - begin));
}

/// The innermost frame of the first stack that lies in a student's file: "    #1 0x… in gu::f(int) /…/x.cpp:34".
std::string first_students_frame(std::string_view report) {
  std::size_t frame = report.find("    #0 ");
  while (frame != std::string_view::npos) {
    const std::string_view line = line_at(report, frame + 4);
    if (line.rfind("    #", 0) != 0) break;
    if (const std::string place = students_place(line); !place.empty()) {
      const std::size_t name = line.find(" in ");
      const std::size_t path = line.rfind(" /");
      const bool named = name != std::string_view::npos && path != std::string_view::npos && path > name + 4;
      return ", at " + place + (named ? " in " + fold_templates(line.substr(name + 4, path - name - 4)) : "");
    }
    frame = report.find('\n', frame + 4);
    if (frame != std::string_view::npos) ++frame;
  }
  return "";
}

std::string kind_in_words(const std::string& kind) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> known{{
      {"heap-buffer-overflow", "read or wrote beyond the end of an array"},
      {"stack-buffer-overflow", "read or wrote beyond the end of a local array"},
      {"global-buffer-overflow", "read or wrote beyond the end of a global array"},
      {"container-overflow", "read or wrote beyond the end of a container"},
      {"heap-use-after-free", "used memory after it was freed"},
      {"stack-use-after-return", "used a local variable after its function had returned"},
      {"stack-use-after-scope", "used a local variable after its block had ended"},
      {"attempting", "freed memory twice, or memory that was never allocated"},
      {"SEGV", "touched memory that is not ours"},
  }};
  for (const auto& [name, words] : known) {
    if (kind == name) return std::string(words) + " (" + kind + ")";
  }
  return kind == "stack-overflow" ? "ran out of stack (stack-overflow)" : "was stopped by the sanitizer (" + kind + ")";
}

}  // namespace

std::string sanitizer_finding(std::string_view output) {
  constexpr std::string_view address = "ERROR: AddressSanitizer: ";
  if (const std::size_t at = output.find(address); at != std::string_view::npos) {
    const std::string_view rest = output.substr(at + address.size());
    if (rest.rfind("hard rss limit exhausted", 0) == 0) return "used more than 2 GiB of memory";
    const std::string kind(rest.substr(0, rest.find_first_of(" :\n")));
    return kind_in_words(kind) + first_students_frame(rest);
  }
  constexpr std::string_view undefined = ": runtime error: ";
  if (const std::size_t at = output.find(undefined); at != std::string_view::npos) {
    const std::string_view line = line_at(output, at);
    const std::string place = students_place(line);
    const std::string what = fold_templates(line.substr(line.find(undefined) + undefined.size()));
    return "did what C++ leaves undefined: " + what + (place.empty() ? "" : ", at " + place);
  }
  if (output.find("hard rss limit exhausted") != std::string_view::npos) return "used more than 2 GiB of memory";
  return "";
}

}  // namespace grader
