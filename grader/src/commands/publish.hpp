/// @file
/// `grader publish`: a student edition of the course.
#pragma once

#include <string>
#include <vector>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct PublishOptions {
  std::string folder;
  std::string solutions = "without";  ///< with, without
  std::string modules;                ///< "1-15", "1-5,12"; empty: all
  std::string name;
  std::string text;         ///< path of a Markdown file for students
  bool gradescope = false;  ///< the autograder zip instead
  Terminal terminal;
};

ExitStatus run_publish(const Course& course, const PublishOptions& options);

}  // namespace grader
