#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>

#include "compile_errors.hpp"
#include "without_comments.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

/// The student's file that a linker's line names, if it names one: "<prefix>relu.cpp" out of an object's path.
std::string file_in(std::string_view line, std::string_view prefix) {
  const std::size_t begin = line.find(prefix);
  if (begin == std::string_view::npos) return "";
  const std::size_t end = line.find(".cpp", begin);
  return end == std::string_view::npos ? "" : std::string(line.substr(begin, end + 4 - begin));
}

/// The text between `open` and `close` after `mark`; without `close`, to the end of the line.
std::string after(std::string_view line, std::string_view mark, std::string_view close) {
  const std::size_t at = line.find(mark);
  if (at == std::string_view::npos) return "";
  const std::string_view rest = line.substr(at + mark.size());
  return std::string(close.empty() ? rest : rest.substr(0, rest.find(close)));
}

std::string undefined_symbol(std::string_view line) {
  std::string name = after(line, "undefined reference to `", "'");  // GNU ld
  if (name.empty()) name = after(line, "undefined symbol: ", "");   // mold, lld
  return fold_templates(name);
}

std::string double_symbol(std::string_view line) {
  std::string name = after(line, "multiple definition of `", "'");  // GNU ld
  if (name.empty() && line.find("duplicate symbol: ") != std::string_view::npos) {
    const std::size_t last =
        line.rfind(": ");  // mold: "duplicate symbol: a.o: b.o: gu::f(int)"; lld: "duplicate symbol: gu::f(int)"
    name = std::string(line.substr(last + 2));
  }
  return fold_templates(name);
}

std::string read_file(const fs::path& path) {
  std::ifstream stream(path);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// "relu" of "gu::relu(gu::Tensor const&)", "add" of "gu::Tensor::add(int)".
std::string bare_name(const std::string& function) {
  const std::string head = function.substr(0, function.find('('));
  const std::size_t colon = head.rfind("::");
  const std::string name = colon == std::string::npos ? head : head.substr(colon + 2);
  return name.substr(0, name.find_first_of("<["));
}

/// Whether `text` holds the word, and right after it `then`.
bool has_word(const std::string& text, const std::string& word, std::string_view then) {
  const auto is_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_name(text[at - 1]);
    const std::size_t end = at + word.size();
    if (begins && (end == text.size() || !is_name(text[end])) && text.compare(end, then.size(), then) == 0) return true;
  }
  return false;
}

/// The header, relative to the module's folder, whose code names what the symbol stands for; empty if none does.
std::string declaring_header(const Course& course, const std::string& folder, const std::string& symbol) {
  const std::string word = bare_name(symbol);
  const std::string_view then = symbol.find('(') == std::string::npos ? "" : "(";
  std::error_code error;
  const fs::path module = course.root / "modules" / folder;
  for (const auto& entry : fs::recursive_directory_iterator(module / "include", error)) {
    if (entry.is_regular_file(error) && has_word(without_comments(read_file(entry.path())), word, then)) {
      return entry.path().lexically_relative(module).string();
    }
  }
  return "";
}

}  // namespace

std::vector<BuildProblem> linker_problems(const std::vector<std::string_view>& lines, std::string_view student_prefix) {
  std::vector<BuildProblem> problems;
  std::string near_file;  // GNU ld names the object on the line before
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    if (const std::string file = file_in(line, student_prefix); !file.empty()) near_file = file;
    const std::string undefined = undefined_symbol(line);
    const std::string twice = undefined.empty() ? double_symbol(line) : "";
    if (undefined.empty() && twice.empty()) continue;
    BuildProblem problem;
    problem.file = file_in(line, student_prefix);
    for (std::size_t j = i + 1; problem.file.empty() && j < lines.size() && lines[j].substr(0, 3) == ">>>"; ++j) {
      problem.file = file_in(lines[j], student_prefix);
    }
    if (problem.file.empty()) problem.file = near_file;
    if (!undefined.empty()) {
      problem.message = "undefined reference to " + undefined;
      problem.advice = "It is called but written nowhere. Is a name or a parameter spelt otherwise than in the header?";
    } else {
      problem.message = twice + " is defined in more than one file";
      problem.advice = "Put helpers into `namespace { }`, so that each file has its own.";
    }
    const bool known = std::any_of(problems.begin(), problems.end(),
                                   [&](const BuildProblem& other) { return other.message == problem.message; });
    if (!known) problems.push_back(std::move(problem));
  }
  return problems;
}

BuildProblem explain_loader(const Course& course, const Module& module, std::string_view output) {
  BuildProblem problem;
  std::string symbol = after(output, "undefined symbol: ", "\n");
  symbol = symbol.substr(0, symbol.find_first_of(", ("));  // "…, version X"
  if (symbol.empty()) {
    if (output.find("error while loading shared libraries") != std::string_view::npos) {
      problem.message = after(output, "error while loading shared libraries: ", "\n");
    }
    return problem;
  }
  const std::string function = demangle(symbol);
  // The lowest first: a header calls functions of modules below, never of those above.
  std::vector<std::string> folders = module.needs;
  folders.push_back(module.folder);
  for (const std::string& folder : folders) {
    const std::string header = declaring_header(course, folder, function);
    if (header.empty()) continue;
    problem.file = "modules/" + folder + "/" + header;
    problem.message =
        "nothing in modules/" + folder + "/src defines " + function + ", which the contract " + header + " declares";
    problem.advice = "Was it deleted, renamed, or given other parameters than the contract's?";
    return problem;
  }
  problem.message = "nothing defines " + function + ", which is called";
  return problem;
}

}  // namespace grader
