/// @file
/// `grader gradebook`: the marks of a class.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "course.hpp"
#include "errors.hpp"
#include "gradebook/gradebook.hpp"
#include "gradebook/marks.hpp"
#include "terminal.hpp"

namespace CLI {
class App;
}

namespace grader {

enum class GradebookAction { print, show, set_policy, set_due, set_weight, extend, roster, alias, write_export };

struct GradebookOptions {
  GradebookAction action = GradebookAction::print;
  std::string into = "grading";  ///< the folder that holds gradebook.sqlite
  bool json = false;
  std::string student;
  std::string module;  ///< number or name; empty: all, or the total
  std::string time;
  std::string weight;
  std::optional<int> grace_minutes;
  std::optional<double> percent_a_day;
  std::optional<double> at_most;
  std::string attempt;                 ///< "best", "last" or empty
  std::vector<std::string> extension;  ///< student, module or nothing, time
  std::string file;                    ///< the roster
  std::vector<std::string> alias;      ///< identifier, student; or nothing: list them
  bool undo = false;                   ///< takes an alias back
  std::string format;                  ///< csv, canvas, moodle, gradescope, junit
  std::string to;                      ///< a file, or - for standard output
  std::string merge;
  std::string column;  ///< title of the column of marks in the file of --merge
  bool in_place = false;
  Terminal terminal;
};

ExitStatus run_gradebook(const Course& course, const GradebookOptions& options);
void add_gradebook_options(CLI::App& command, GradebookOptions& options);

// What run_gradebook() chooses between.
void print_marks(const ClassMarks& marks, const GradebookOptions& options);
/// As `groundup/gradebook/1`.
std::string marks_json(const ClassMarks& marks);
void show_student(const ClassMarks& marks, const ClassRecord& record, const GradebookOptions& options);
void set_up_gradebook(Gradebook& gradebook, const Course& course, const GradebookOptions& options);
void change_aliases(Gradebook& gradebook, const GradebookOptions& options);
void export_marks(Gradebook& gradebook, const Course& course, const GradebookOptions& options);

/// "2 days late: -20 %"; empty: in time.
std::string lateness_in_words(const ModuleMark& mark);
/// "15 minutes of grace, then -10 % a day, at most 50 %; the best attempt counts".
std::string policy_in_words(const LatePolicy& policy);

}  // namespace grader
