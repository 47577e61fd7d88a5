#include "grading/whole_class.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "errors.hpp"

namespace grader {
namespace {

/// One submission, of this run or of the record.
struct Known {
  std::string student;
  std::string submission;
  std::string submitted;
  std::int64_t attempt = 0;  ///< the newest of it; 0: of this run alone
  std::set<std::string> modules;
  const SubmissionGrade* graded = nullptr;  ///< by this run
};

using Content = std::pair<std::string, std::string>;  ///< student, digest

std::map<Content, Known> recorded(const ClassRecord& record) {
  std::map<Content, Known> newest;
  for (const GradedAttempt& attempt : record.attempts) {  // by the time handed in
    Known& known = newest[{attempt.student, attempt.digest}];
    if (attempt.id < known.attempt) continue;
    const std::string first = known.attempt == 0 ? attempt.submitted : known.submitted;
    known = {attempt.student, attempt.submission, first, attempt.id, {}, nullptr};
    for (const TaskPoints& task : attempt.points) known.modules.insert(task.folder);
  }
  return newest;
}

std::vector<Known> all_known(const std::vector<SubmissionGrade>& graded, const ClassRecord& record) {
  std::map<Content, Known> on_record = recorded(record);
  std::set<Content> now;
  std::vector<Known> all;
  for (const SubmissionGrade& grade : graded) {
    const Content content{grade.student, grade.digest};
    now.insert(content);
    const auto found = on_record.find(content);
    Known known{grade.student, grade.submission, grade.submitted, 0, {}, &grade};
    if (found != on_record.end()) {
      // The gradebook keeps the time at which these bytes came first.
      known.submitted = found->second.submitted;
      known.attempt = found->second.attempt;
    }
    for (const ModuleGrade& module : grade.modules) known.modules.insert(module.credit.folder);
    all.push_back(std::move(known));
  }
  for (auto& [content, known] : on_record) {
    if (!now.contains(content)) all.push_back(std::move(known));
  }
  std::stable_sort(all.begin(), all.end(), [](const Known& a, const Known& b) {
    return std::tie(a.student, a.submitted, a.attempt) < std::tie(b.student, b.submitted, b.attempt);
  });
  return all;
}

bool takes_the_place(const Known& later, const Known& earlier) {
  return later.student == earlier.student && later.submission == earlier.submission &&
         std::includes(later.modules.begin(), later.modules.end(), earlier.modules.begin(), earlier.modules.end());
}

}  // namespace

WholeClass whole_class(std::vector<SubmissionGrade> graded, const ClassRecord& record, Gradebook& gradebook) {
  for (SubmissionGrade& grade : graded) grade.student = record.person(grade.student);
  const std::vector<Known> all = all_known(graded, record);
  WholeClass whole;
  for (auto known = all.begin(); known != all.end(); ++known) {
    const bool now = known->graded != nullptr;
    const auto later = std::find_if(known + 1, all.end(), [&](const Known& each) {
      return each.student != known->student || takes_the_place(each, *known);
    });
    if (!now && later != all.end() && later->student == known->student) continue;
    try {
      whole.grades.push_back(now ? *known->graded : gradebook.grade(known->attempt));
      whole.grades.back().student = known->student;
      whole.of_this_run.push_back(now);
    } catch (const EnvironmentError&) {
      throw;
    } catch (const std::runtime_error& error) {
      whole.unreadable.push_back(known->submission + " of " + known->student +
                                 " is left out of the report: its grade in the gradebook cannot be read (" +
                                 error.what() + "). Grade it again.");
    }
  }
  return whole;
}

}  // namespace grader
