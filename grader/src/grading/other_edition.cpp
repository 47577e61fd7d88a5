#include "grading/other_edition.hpp"

#include <fmt/core.h>

#include "edition/module_edition.hpp"

namespace grader {

void note_other_editions(const Course& course, const Submission& submission, SubmissionGrade& grade) {
  for (ModuleGrade& graded : grade.modules) {
    graded.other_edition.clear();
    const auto claimed = submission.editions.find(graded.credit.folder);
    const Module* module = course.find_folder(graded.credit.folder);
    if (claimed == submission.editions.end() || module == nullptr) continue;
    graded.other_edition = differing_parts(claimed->second, published_edition(course, *module));
    if (graded.other_edition.empty()) continue;
    grade.flags.push_back({"edition", module->folder,
                           fmt::format("made against another edition of module {:02}: {}", module->number,
                                       parts_in_words(graded.other_edition))});
  }
}

}  // namespace grader
