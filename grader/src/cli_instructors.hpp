/// @file
/// The commands that carry a course from instructors to students and back: publish, update, submit, grade, gradebook, similarity.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "commands/grade.hpp"
#include "commands/grade_one.hpp"
#include "commands/gradebook.hpp"
#include "commands/publish.hpp"
#include "commands/similarity.hpp"
#include "commands/submit.hpp"
#include "commands/update.hpp"
#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace CLI {
class App;
}

namespace grader {

/// Their options, filled in by the parser that they are added to.
class InstructorCommands {
 public:
  using AddCommand =
      std::function<CLI::App*(const std::string& name, const std::string& description, std::function<ExitStatus()>)>;
  /// What an action asks for when it runs.
  struct Context {
    std::function<const Course&()> course;
    std::function<std::filesystem::path()> root;  ///< of the course, without looking into it
    std::function<Terminal()> terminal;
  };

  void add_to(const AddCommand& add, const Context& context);

 private:
  PublishOptions publish_;
  UpdateOptions update_;
  SubmitOptions submit_;
  GradeOptions grade_;
  GradeOneOptions grade_one_;
  GradebookOptions gradebook_;
  SimilarityOptions similarity_;
};

}  // namespace grader
