/// @file
/// The commands that carry a course from instructors to students and back: publish, update, submit, grade, gradebook, similarity.
#pragma once

#include "cli_context.hpp"
#include "commands/grade.hpp"
#include "commands/grade_one.hpp"
#include "commands/gradebook.hpp"
#include "commands/publish.hpp"
#include "commands/similarity.hpp"
#include "commands/submit.hpp"
#include "commands/update.hpp"

namespace grader {

/// Their options, filled in by the parser that they are added to.
class InstructorCommands {
 public:
  void add_to(const AddCommand& add, const CommandContext& context);

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
