#include "commands/grade_one.hpp"

#include <iostream>

#include "edition/submission.hpp"
#include "grading/batch_words.hpp"
#include "grading/grade_submission.hpp"
#include "grading/grading_folder.hpp"
#include "grading/other_edition.hpp"
#include "grading/scratch_folder.hpp"
#include "grading/work_list.hpp"
#include "safe_file.hpp"
#include "sandbox/control_group.hpp"

namespace grader {

ExitStatus run_grade_one(const Course& course, const GradeOneOptions& options) {
  if (options.submission.empty() == options.list.empty())
    throw UsageError("grade-one takes a submission, or --list with --item.");
  const std::filesystem::path path =
      options.list.empty() ? std::filesystem::path(options.submission) : listed_submission(options.list, options.item);
  const GradingFolder folder(options.into);
  const GradingPlan plan = folder.read_plan();
  GradingSetup setup;
  setup.into = folder.root();
  setup.edition = plan.edition;
  setup.seed = plan.seed;
  setup.tier = plan.tier;
  setup.compile_seconds = plan.compile_seconds;
  for (const std::string& module : plan.modules) setup.modules.push_back(&course.module(module));

  const Submission submission = read_submission(course, path);
  SubmissionGrade grade;
  const std::string kept = submission.fault.empty() ? folder.find_result(submission.digest, plan) : "";
  if (!kept.empty()) {
    grade = grade_from_json(kept);
  } else if (options.only_kept && submission.fault.empty()) {
    return ExitStatus::passed;
  } else {
    setup.control_groups = find_control_groups();
    remove_left_scratch_folders(folder.scratch());  // on other machines nobody else does
    grade = grade_submission(course, submission, setup);
    if (submission.fault.empty()) folder.keep_result(submission.digest, plan, grade_to_json(grade));
  }
  // The same content may come from somebody else, at another time.
  grade.student = submission.student;
  grade.submission = submission.name;
  grade.submitted = submission.submitted;
  grade.flags.insert(grade.flags.end(), submission.findings.begin(), submission.findings.end());
  note_other_editions(course, submission, grade);
  const std::filesystem::path outcome = folder.outcome(path);
  write_file_atomically(folder.root(), outcome.lexically_relative(folder.root()), grade_to_json(grade));
  std::cerr << log_of(grade, !kept.empty());  // a worker's words are its submission's log
  return ExitStatus::passed;
}

}  // namespace grader
