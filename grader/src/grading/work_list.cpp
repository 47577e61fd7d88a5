#include "grading/work_list.hpp"

#include <fmt/format.h>

#include <fstream>

#include "errors.hpp"

namespace grader {

std::string work_list_text(const std::vector<WorkItem>& items) {
  std::string text;
  for (const WorkItem& item : items) {
    text += item.submission.string();
    text += '\0';
  }
  return text;
}

std::filesystem::path listed_submission(const std::filesystem::path& list, std::size_t item) {
  std::ifstream file(list, std::ios::binary);
  if (!file) throw UsageError("The list " + list.string() + " cannot be read; `grader grade` writes it.");
  std::size_t number = 0;
  for (std::string path; std::getline(file, path, '\0'); ++number) {
    if (number == item) return path;
  }
  throw UsageError(fmt::format("{} has {} items, counted from 0; there is no item {}.", list.string(), number, item));
}

std::vector<std::string> listed_worker_command(const WorkPlan& plan, const std::filesystem::path& list) {
  return {plan.grader.string(), "--plain", "--course",         plan.course.string(),
          "grade-one",          "--into",  plan.into.string(), "--list",
          list.string(),        "--item"};
}

}  // namespace grader
