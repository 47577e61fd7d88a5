#include "compile_errors.hpp"
#include "text.hpp"

#include <algorithm>
#include <fstream>

namespace grader {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t most_problems = 20;

/// What one failed step of Ninja printed.
struct Step {
  std::string product;  ///< an object file or a library
  std::vector<std::string_view> lines;
};

bool is_step_line(std::string_view line) {
  return line.size() > 2 && line[0] == '[' && is_digit(line[1]) && line.find('/') != std::string_view::npos &&
         line.find(']') != std::string_view::npos;
}

/// What stands after "FAILED: ": "total.cpp.o", and since Ninja 1.13 "[code=1] total.cpp.o".
std::string_view without_exit_status(std::string_view product) {
  const std::size_t end = product.rfind("[code=", 0) == 0 ? product.find("] ") : std::string_view::npos;
  return end == std::string_view::npos ? product : product.substr(end + 2);
}

std::vector<Step> failed_steps(std::string_view output) {
  std::vector<Step> steps;
  bool inside = false;
  bool command_follows = false;
  for (const std::string_view line : lines_of(output)) {
    if (line.rfind("FAILED: ", 0) == 0) {
      steps.push_back({std::string(without_exit_status(line.substr(8))), {}});
      inside = command_follows = true;
    } else if (command_follows) {
      command_follows = false;
    } else if (is_step_line(line) || line.rfind("ninja: ", 0) == 0) {
      inside = false;
    } else if (inside) {
      steps.back().lines.push_back(line);
    }
  }
  return steps;
}

/// The module whose student's work this product is made of; empty: the course's own.
std::string owner_of(const std::string& product) {
  const auto folder_after = [&](std::string_view mark, std::string_view tail) -> std::string {
    const std::size_t at = product.find(mark);
    if (at == std::string::npos) return "";
    const std::size_t begin = at + mark.size();
    const std::size_t end = product.find('/', begin);
    if (end == std::string::npos || product.compare(end, tail.size(), tail) != 0) return "";
    return product.substr(begin, end - begin);
  };
  const std::string compiled = folder_after("modules/", "/src/");
  return compiled.empty() ? folder_after("provider/", "/mine/") : compiled;
}

class Reader {
 public:
  Reader(const Course& course, std::string_view preset, const std::string& folder)
      : root_(course.root), build_(course.build_folder(preset)), prefix_("modules/" + folder + "/src/") {}

  std::vector<BuildProblem> problems(const Step& step) const {
    std::vector<BuildProblem> result;
    std::size_t preamble = 0;  // lines since the last error, which say how the compiler came to the next
    for (std::size_t i = 0; i < step.lines.size(); ++i) {
      const Diagnostic found = parse_diagnostic(step.lines[i]);
      if (found.severity != "error" && found.severity != "fatal error") continue;
      result.push_back(problem(step, found, preamble, i));
      preamble = i + 1;
    }
    if (result.empty()) result = linker_problems(step.lines, prefix_);
    if (result.empty()) result = other_problems(step);
    return result;
  }

 private:
  std::string relative(const std::string& file) const {
    const fs::path whole = fs::path(file).is_absolute() ? fs::path(file) : build_ / file;
    const std::string path = whole.lexically_normal().lexically_relative(root_).string();
    return path.empty() || path.rfind("..", 0) == 0 ? file : path;
  }
  bool is_students(const std::string& file) const { return file.rfind(prefix_, 0) == 0; }

  BuildProblem problem(const Step& step, const Diagnostic& found, std::size_t preamble, std::size_t at) const {
    BuildProblem result;
    result.file = relative(found.file);
    result.line = found.line;
    result.column = found.column;
    result.message = fold_templates(found.message);
    result.source = source_after(step.lines, at);
    result.advice = advice_on(step.lines[at]);
    if (result.source.find("#error") != std::string::npos) result.advice = advice_on("#error");
    if (is_students(result.file)) return with_source(std::move(result));
    // The line of the student's file that led into the header: before the error for g++, in a note after it for clang.
    for (std::size_t i = preamble; i < step.lines.size(); ++i) {
      const Diagnostic line = i == at ? Diagnostic{} : parse_diagnostic(step.lines[i]);
      if (i > at && (line.severity == "error" || line.severity == "fatal error")) break;
      Diagnostic place = line.severity.empty() ? included_from(step.lines[i]) : line;
      if (place.file.empty() || !is_students(relative(place.file))) continue;
      result.message += " (in " + result.file + ", line " + std::to_string(result.line) + ")";
      result.file = relative(place.file);
      result.line = place.line;
      result.column = place.column;
      result.source = source_after(step.lines, i);
      return with_source(std::move(result));
    }
    if (result.advice.empty()) {
      result.advice = "The compiler stopped in a header of the course, led there by " + file_of(step.product) + ".";
    }
    return result;
  }

  /// g++ quotes no line for a "required from here": then the file itself is read.
  BuildProblem with_source(BuildProblem problem) const {
    if (!problem.source.empty() || problem.line <= 0) return problem;
    std::ifstream file(root_ / problem.file);
    for (int i = 0; i < problem.line && std::getline(file, problem.source); ++i) continue;
    return problem;
  }

  /// "In file included from x.cpp:3," and "                 from x.cpp:3:1:".
  static Diagnostic included_from(std::string_view line) {
    const std::size_t at = line.find(" from ");
    if (at == std::string_view::npos || line.find_first_not_of(" Infilecudr") < at) return {};
    std::string_view place = line.substr(at + 6);
    while (!place.empty() && (place.back() == ',' || place.back() == ':')) place.remove_suffix(1);
    return parse_diagnostic(std::string(place) + ": note: ");
  }

  /// The quoted source line below a diagnostic: "   34 |   text" of g++, the bare text before a caret line of clang.
  static std::string source_after(const std::vector<std::string_view>& lines, std::size_t at) {
    if (at + 1 >= lines.size()) return "";
    const std::string_view next = lines[at + 1];
    const std::size_t digit = next.find_first_not_of(' ');
    const std::size_t bar = next.find(" | ");
    if (digit != std::string_view::npos && bar != std::string_view::npos &&
        next.substr(digit, bar - digit).find_first_not_of("0123456789") == std::string_view::npos) {
      return std::string(next.substr(bar + 3));
    }
    const bool caret = at + 2 < lines.size() && lines[at + 2].find('^') != std::string_view::npos &&
                       lines[at + 2].find_first_not_of(" ~^") == std::string_view::npos;
    return caret ? std::string(next) : "";
  }

  std::string file_of(const std::string& product) const {
    const std::size_t begin = product.find(prefix_);
    const std::size_t end = product.find(".cpp", begin == std::string::npos ? 0 : begin);
    if (begin == std::string::npos || end == std::string::npos) return "";
    return product.substr(begin, end + 4 - begin);
  }

  /// No place is named: the compiler itself stopped.
  std::vector<BuildProblem> other_problems(const Step& step) const {
    BuildProblem result;
    result.file = file_of(step.product);
    for (const std::string_view line : step.lines) {
      const std::size_t at = line.find("error: ");
      if (at == std::string_view::npos && line.find("out of memory") == std::string_view::npos) continue;
      result.message = fold_templates(at == std::string_view::npos ? line : line.substr(at + 7));
      break;
    }
    const bool memory = std::any_of(step.lines.begin(), step.lines.end(), [](std::string_view line) {
      return line.find("memory") != std::string_view::npos || line.find("Killed") != std::string_view::npos;
    });
    if (memory) result.advice = "The compiler needed more than 4 GiB: is a template or a constant array without end?";
    for (std::size_t i = 0; result.message.empty() && i < step.lines.size(); ++i) result.message = step.lines[i];
    if (result.message.empty()) result.message = step.product + " could not be made, and nothing was said";
    return {result};
  }

  fs::path root_;
  fs::path build_;
  std::string prefix_;
};

}  // namespace

BuildExplanation explain_build(const Course& course, std::string_view preset, std::string_view output) {
  const std::vector<Step> steps = failed_steps(output);
  BuildExplanation result;
  for (const Module& module : course.modules) {
    for (const Step& step : steps) {
      if (owner_of(step.product) == module.folder) result.folder = module.folder;
    }
    if (!result.folder.empty()) break;
  }
  const Reader reader(course, preset, result.folder);
  for (const Step& step : steps) {
    if (owner_of(step.product) != result.folder) continue;
    for (BuildProblem& problem : reader.problems(step)) {
      ++result.count;
      if (result.problems.size() < most_problems) result.problems.push_back(std::move(problem));
    }
  }
  return result;
}

bool step_failed(std::string_view output, std::string_view product) {
  const std::vector<Step> steps = failed_steps(output);
  return std::any_of(steps.begin(), steps.end(), [&](const Step& step) { return trimmed(step.product) == product; });
}

std::string first_warning(const Course& course, std::string_view output) {
  for (const std::string_view line : lines_of(output)) {
    const Diagnostic found = parse_diagnostic(line);
    if (found.severity != "warning") continue;
    const std::string file = fs::path(found.file).lexically_relative(course.root).generic_string();
    if (!owner_of(file).empty()) return file + ":" + std::to_string(found.line) + ": " + fold_templates(found.message);
  }
  return "";
}

}  // namespace grader
