#include "lesson.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

#include "errors.hpp"
#include "pattern.hpp"
#include "text.hpp"

namespace grader {
namespace {

/// "## Softmax {#softmax} ##" -> "Softmax"
std::string_view heading_text(std::string_view text) {
  text = trimmed(text);
  if (text.ends_with('}')) {
    if (const std::size_t anchor = text.rfind("{#"); anchor != std::string_view::npos)
      text = trimmed(text.substr(0, anchor));
  }
  const std::size_t last = text.find_last_not_of('#');
  // Closing marks stand apart: "C#" keeps its own.
  if (last != std::string_view::npos && last + 1 < text.size() && text[last] == ' ')
    text = trimmed(text.substr(0, last));
  return text;
}

/// Calls `heading(level, text, line)` or `body(line_text)` for each line.
void walk(std::string_view markdown, const std::function<void(int, std::string_view, int)>& heading,
          const std::function<void(std::string_view)>& body) {
  std::string_view fence;
  int number = 0;
  while (!markdown.empty()) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size());
    std::string_view line = markdown.substr(0, end);
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::string_view text = trimmed(line);
    if (fence.empty() && (text.starts_with("```") || text.starts_with("~~~"))) {
      fence = text.substr(0, 3);
    } else if (!fence.empty()) {
      if (text.starts_with(fence)) fence = {};
    } else {
      const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
      if (marks >= 1 && marks <= 6 && (marks == line.size() || line[marks] == ' ')) {
        heading(static_cast<int>(marks), heading_text(line.substr(marks)), number);
        continue;
      }
    }
    body(line);
  }
}

}  // namespace

std::vector<Heading> parse_headings(std::string_view markdown) {
  std::vector<Heading> headings;
  walk(
      markdown,
      [&](int level, std::string_view text, int line) {
        headings.push_back({std::string(text), level, line});
      },
      [](std::string_view) {});
  return headings;
}

std::vector<TaskHints> parse_hints(std::string_view markdown) {
  std::vector<TaskHints> tasks;
  std::string* text = nullptr;
  walk(
      markdown,
      [&](int level, std::string_view name, int) {
        if (level > 3) {  // part of a hint
          if (text != nullptr) *text += std::string(name) + '\n';
          return;
        }
        text = nullptr;
        if (level == 2) tasks.push_back({std::string(name), {}});
        if (level == 3 && !tasks.empty() && name.size() == 1 && name[0] >= '1' && name[0] <= '3') {
          text = &tasks.back().texts[static_cast<std::size_t>(name[0] - '1')];
        }
      },
      [&](std::string_view line) {
        if (text != nullptr) *text += std::string(line) + '\n';
      });
  for (TaskHints& task : tasks) {
    for (std::string& each : task.texts) each = std::string(trimmed(each));
  }
  return tasks;
}

std::string without_fences(const std::string& markdown) {
  std::string kept;
  bool fenced = false;
  for (const std::string_view line : lines_of(markdown)) {
    if (line.starts_with("```")) fenced = !fenced;
    if (!fenced) kept.append(line) += '\n';
  }
  return kept;
}

std::vector<std::string> linked_files(const std::string& markdown) {
  static const Pattern link(R"(\]\(([^)\s]+)[^)]*\))");
  static const Pattern code("`[^`\n]*`");
  std::vector<std::string> files;
  for (const Pattern::Match& found : link.find_all(code.replaced(without_fences(markdown), ""))) {
    const std::string& target = found[1];
    if (target.find("://") != std::string::npos || target.starts_with("#") || target.starts_with("@ref")) continue;
    files.push_back(target.substr(0, target.find('#')));
  }
  return files;
}

std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path)) {
    throw EnvironmentError(
        "cannot read " + path.string() +
        ". It belongs to the course: get it back from git (`git checkout -- FILE`) or from a fresh copy.");
  }
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TaskHints load_hints(const Course& course, const Module& module, const Task& task) {
  const std::filesystem::path relative = std::filesystem::path("modules") / module.folder / "hints.md";
  const std::vector<TaskHints> all = parse_hints(read_text(course.root / relative));
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const TaskHints& each) { return each.task == task.name; });
  if (found == all.end()) {
    throw CourseFault(relative.string() + " has no section `## " + task.name + "`. Please report it.");
  }
  for (std::size_t i = 0; i < found->texts.size(); ++i) {
    if (found->texts[i].empty()) {
      throw CourseFault(relative.string() + " has no `### " + std::to_string(i + 1) + "` with text below `## " +
                        task.name + "`. Please report it.");
    }
  }
  return *found;
}

}  // namespace grader
