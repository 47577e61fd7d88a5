/// @file
/// Reading a module's texts: headings of LESSON.md, hints.md.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "course.hpp"

namespace grader {

struct Heading {
  std::string text;
  int level = 1;
  int line = 1;
};

/// The headings of a Markdown text (# to ######); code fences hold none.
std::vector<Heading> parse_headings(std::string_view markdown);

struct TaskHints {
  std::string task;
  std::array<std::string, 3> texts;  ///< of rising strength; empty where the file has none
};

/// `## <task>`, below it `### 1`, `### 2`, `### 3`, each with text until the next heading of these levels.
std::vector<TaskHints> parse_hints(std::string_view markdown);

/// Reads modules/<folder>/hints.md.
/// @throws EnvironmentError  there is no such file
/// @throws CourseFault       the task or one of its three hints is not in it
TaskHints load_hints(const Course& course, const Module& module, const Task& task);

/// The text without fenced code.
std::string without_fences(const std::string& markdown);

/// What the links of a Markdown text lead to, as they are written, without "#heading": neither addresses (://) nor places on the same page.
/// Code holds none.
std::vector<std::string> linked_files(const std::string& markdown);

/// The whole of a file that belongs to the course. @throws EnvironmentError
std::string read_text(const std::filesystem::path& path);

}  // namespace grader
