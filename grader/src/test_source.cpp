#include "test_source.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>

#include "errors.hpp"
#include "lesson.hpp"
#include "text.hpp"

namespace grader {
namespace {

/// "TEST_F(Softmax, RowsSumToOne) {" -> Softmax, RowsSumToOne
std::optional<TestSource> parse_head(std::string_view line) {
  const std::size_t open = line.find('(');
  if (open == std::string_view::npos) return std::nullopt;
  const std::string_view macro = line.substr(0, open);
  if (macro != "TEST" && macro != "TEST_F" && macro != "TEST_P" && macro != "TYPED_TEST") return std::nullopt;
  const std::size_t comma = line.find(',', open);
  const std::size_t close = line.find(')', open);
  if (comma == std::string_view::npos || close == std::string_view::npos || comma > close) return std::nullopt;
  TestSource test;
  test.many = macro == "TEST_P" || macro == "TYPED_TEST";
  test.suite = trimmed(line.substr(open + 1, comma - open - 1));
  test.name = trimmed(line.substr(comma + 1, close - comma - 1));
  return test;
}

void append(std::string& text, std::string_view more) {
  if (!text.empty() && !more.empty()) text += ' ';
  text += more;
}

/// Input and Lesson begin a part of their own; other lines go on with the part before them.
void parse_comment(const std::vector<std::string_view>& lines, TestSource& test) {
  std::string* part = &test.claim;
  for (std::string_view line : lines) {
    line.remove_prefix(std::min(line.find_first_not_of('/'), line.size()));
    line = trimmed(line);
    for (const auto& [key, field] :
         {std::pair{std::string_view("Input:"), &test.input}, std::pair{std::string_view("Lesson:"), &test.lesson}}) {
      if (!line.starts_with(key)) continue;
      part = field;
      line = trimmed(line.substr(key.size()));
    }
    append(*part, line);
  }
  const std::size_t first = test.lesson.find('"');
  const std::size_t last = test.lesson.rfind('"');
  if (first != std::string::npos && last > first) test.lesson = test.lesson.substr(first + 1, last - first - 1);
}

char unescaped(char letter) {
  switch (letter) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    default:
      return letter;
  }
}

/// The string literals that follow each other at the beginning of `code`, joined as the compiler does.
std::string parse_literals(std::string_view code) {
  std::string text;
  for (;;) {
    code = trimmed(code);
    if (code.starts_with("R\"")) {
      const std::size_t open = code.find('(');
      if (open == std::string_view::npos) return text;
      const std::string end = ")" + std::string(code.substr(2, open - 2)) + "\"";
      const std::size_t close = code.find(end, open);
      if (close == std::string_view::npos) return text;
      text += code.substr(open + 1, close - open - 1);
      code.remove_prefix(close + end.size());
      continue;
    }
    if (!code.starts_with('"')) return text;
    std::size_t at = 1;
    for (; at < code.size() && code[at] != '"'; ++at) {
      if (code[at] == '\\' && at + 1 < code.size()) {
        text += unescaped(code[++at]);
      } else {
        text += code[at];
      }
    }
    code.remove_prefix(std::min(at + 1, code.size()));
  }
}

std::vector<std::string> parse_because(std::string_view body) {
  constexpr std::string_view call = ".because(";
  std::vector<std::string> texts;
  for (std::size_t at = body.find(call); at != std::string_view::npos; at = body.find(call, at + 1)) {
    std::string text = parse_literals(body.substr(at + call.size()));
    const bool is_new = std::find(texts.begin(), texts.end(), text) == texts.end();
    if (!text.empty() && is_new) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace

std::vector<TestSource> parse_test_source(std::string_view text, std::string_view file) {
  std::vector<TestSource> tests;
  std::vector<std::size_t> bodies;
  std::vector<std::size_t> comments_begin;
  std::vector<std::string_view> comment;
  std::size_t comment_start = 0;
  int number = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = trimmed(text.substr(start, end - start));
    ++number;
    if (line.starts_with("//")) {
      if (comment.empty()) comment_start = start;
      comment.push_back(line);
    } else {
      if (auto test = parse_head(line)) {
        test->file = file;
        test->line = number;
        parse_comment(comment, *test);
        tests.push_back(std::move(*test));
        bodies.push_back(start);
        comments_begin.push_back(comment.empty() ? start : comment_start);
      }
      comment.clear();
    }
    start = end + 1;
  }
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const std::size_t end = i + 1 < tests.size() ? comments_begin[i + 1] : text.size();
    tests[i].because = parse_because(text.substr(bodies[i], end - bodies[i]));
  }
  return tests;
}

std::vector<TestSource> load_test_sources(const Course& course, const Module& module) {
  const std::filesystem::path folder = std::filesystem::path("modules") / module.folder / "tests";
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator entry(course.root / folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename().string().ends_with("_test.cpp")) files.push_back(folder / entry->path().filename());
  }
  std::sort(files.begin(), files.end());
  std::vector<TestSource> tests;
  for (const std::filesystem::path& file : files) {
    try {
      std::vector<TestSource> more = parse_test_source(read_text(course.root / file), file.generic_string());
      std::move(more.begin(), more.end(), std::back_inserter(tests));
    } catch (const EnvironmentError&) {
      continue;  // the other files may hold the test
    }
  }
  return tests;
}

std::string TestSource::task() const {
  const std::string stem = std::filesystem::path(file).stem().string();
  return stem.substr(0, stem.rfind("_test"));
}

std::string_view without_instance(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return name;
  if (const std::size_t before = name.rfind('/', dot); before != std::string_view::npos) name.remove_prefix(before + 1);
  return name.substr(0, name.find('/'));
}

std::optional<TestSource> find_test_source(const Course& course, std::string_view name, const std::string& file) {
  const std::filesystem::path path = course.root / file;
  if (path.extension() != ".cpp" || !std::filesystem::exists(path)) return std::nullopt;
  for (TestSource& source : parse_test_source(read_text(path), file)) {
    if (source.full_name() == without_instance(name)) return std::move(source);
  }
  return std::nullopt;
}

}  // namespace grader
