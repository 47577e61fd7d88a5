#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "lesson.hpp"
#include "pattern.hpp"
#include "proof.hpp"
#include "text.hpp"

namespace grader {

namespace fs = std::filesystem;

namespace {

std::size_t occurrences(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

/// Everything wrong with one lesson.
class LessonCheck {
 public:
  LessonCheck(const Course& course, const Module& module)
      : course_(course), module_(module), place_("modules/" + module.folder + "/LESSON.md") {}

  std::vector<Finding> run() {
    const fs::path file = course_.root / place_;
    if (!fs::exists(file)) return {{place_, "is missing"}};
    whole_ = read_text(file);
    text_ = without_fences(whole_);
    if (text_.find("{#lesson_" + module_.folder + "}") == std::string::npos) {
      add("the first line must end in {#lesson_" + module_.folder + "}, by which pages find it");
    }
    check_links();
    check_snippets();
    const std::size_t inline_marks = occurrences(text_, "\\f$");
    if (inline_marks % 2 != 0) add("a formula \\f$ is not closed");
    if (occurrences(text_, "\\f[") != occurrences(text_, "\\f]")) add("a formula \\f[ is not closed by \\f]");
    if (inline_marks == 0) add("has no formula");
    return std::move(findings_);
  }

 private:
  void add(std::string text) { findings_.push_back({place_, std::move(text)}); }

  void check_links() {
    for (const std::string& target : linked_files(whole_)) {
      if (!fs::exists(course_.root / "modules" / module_.folder / target)) add("link to " + target + ": no such file");
    }
  }

  void check_snippets() {
    static const Pattern snippet(R"([\\@]snippet(?:\{[^}]*\})?\s+(\S+)\s+(\S+))");
    for (const Pattern::Match& found : snippet.find_all(text_)) {
      const std::string& source = found[1];
      const std::string& label = found[2];
      const fs::path file = course_.root / source;
      if (!fs::exists(file)) {
        add("snippet of " + source + ": no such file (paths start at the root of the course)");
      } else if (occurrences(read_text(file), "[" + label + "]") != 2) {
        add("snippet " + label + ": " + source + " does not hold its label [" + label + "] twice");
      }
    }
  }

  const Course& course_;
  const Module& module_;
  std::string place_;
  std::string whole_;
  std::string text_;  ///< without fenced code, in which nothing is a link
  std::vector<Finding> findings_;
};

/// The comment block that ends just above line `index`.
std::vector<std::string> comment_above(const std::vector<std::string>& lines, std::size_t index) {
  std::vector<std::string> block;
  while (index-- > 0 && lines[index].starts_with("// ")) block.insert(block.begin(), lines[index].substr(3));
  return block;
}

std::string quoted(const std::string& text) {
  const auto open = text.find('"');
  const auto close = text.rfind('"');
  return open == close ? "" : text.substr(open + 1, close - open - 1);
}

void check_test_file(const std::string& place, const std::string& text, const std::set<std::string>& headings,
                     Proof& proof, std::size_t& tests) {
  // GoogleTest's own assertions, and ways to end a test as passed.
  static const Pattern unobserved(
      R"(\b((EXPECT|ASSERT)_(EQ|NE|LT|LE|GT|GE|TRUE|FALSE|STREQ|STRNE|FLOAT_EQ|DOUBLE_EQ|NEAR|THROW|NO_THROW|ANY_THROW|THAT)|SUCCEED|DISABLED_\w+)\b)");
  static const Pattern test(R"(^TEST(_F|_P)?\((\w+), (\w+)\))");
  const std::vector<std::string_view> views = lines_of(text);
  const std::vector<std::string> lines(views.begin(), views.end());
  const auto add = [&](std::size_t line, const std::string& what) {
    proof.findings.push_back({place + ":" + std::to_string(line + 1), what});
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (const auto found = unobserved.find(lines[i])) {
      add(i, (*found)[1] + " is no expectation of the course: its actual value is observed by nobody");
    }
    const auto found = test.find(lines[i]);
    if (!found) continue;
    const std::string& name = (*found)[3];
    ++tests;
    const std::vector<std::string> block = comment_above(lines, i);
    const auto starts = [&](std::string_view word) {
      return std::find_if(block.begin(), block.end(), [&](const std::string& line) { return line.starts_with(word); });
    };
    const auto lesson = starts("Lesson:");
    if (block.empty() || block.front().starts_with("Input:") || block.front().starts_with("Lesson:")) {
      add(i, name + ": the comment above a test begins with its claim in a sentence");
    }
    if (starts("Input:") == block.end()) add(i, name + ": no line '// Input: ...' above it");
    if (lesson == block.end()) {
      add(i, name + ": no line '// Lesson: \"Heading\"' above it");
    } else if (!headings.contains(quoted(*lesson))) {
      add(i, name + ": LESSON.md has no heading \"" + quoted(*lesson) + "\"");
    }
  }
}

}  // namespace

Proof prove_lessons(const Course& course, const Modules& modules) {
  Proof proof{"lessons", counted(modules.size(), "lesson") + ": every link, figure, snippet and formula resolves", {}};
  for (const Module* module : modules) {
    for (Finding& finding : LessonCheck(course, *module).run()) proof.findings.push_back(std::move(finding));
  }
  return proof;
}

Proof prove_test_texts(const Course& course, const Modules& modules) {
  Proof proof{"tests", "", {}};
  std::size_t tests = 0;
  for (const Module* module : modules) {
    const fs::path lesson = course.root / "modules" / module->folder / "LESSON.md";
    std::set<std::string> headings;
    if (fs::exists(lesson)) {
      for (const Heading& heading : parse_headings(read_text(lesson))) headings.insert(heading.text);
    }
    for (const Task& task : module->tasks) {
      for (const char* side : {"modules/", "solutions/"}) {
        const std::string place = side + module->folder + "/tests/" + task.name + "_test.cpp";
        if (fs::exists(course.root / place))
          check_test_file(place, read_text(course.root / place), headings, proof, tests);
      }
    }
  }
  proof.summary =
      std::to_string(tests) + " tests: each says its claim, its input and its place in the lesson, and is observed";
  return proof;
}

}  // namespace grader
