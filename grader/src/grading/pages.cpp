#include "grading/pages.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "errors.hpp"
#include "grading/class_report.hpp"
#include "safe_file.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

std::string plain_name(const std::string& text, std::size_t longest) {
  std::string name;
  for (const char byte : text.substr(0, longest)) {
    const auto value = static_cast<unsigned char>(byte);
    const bool plain = value < 0x80U && (std::isalnum(value) != 0 || byte == '-' || byte == '_' || byte == '.');
    name += plain ? byte : '_';
  }
  if (name.empty() || name.front() == '.') name.insert(0, "_");
  return name;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char byte) { return std::tolower(byte); });
  return text;
}

}  // namespace

std::vector<std::string> page_names(const std::vector<SubmissionGrade>& grades) {
  std::map<std::string, std::size_t> of_student;
  for (const SubmissionGrade& grade : grades) ++of_student[grade.student];
  std::set<std::string> taken;
  std::vector<std::string> names;
  for (const SubmissionGrade& grade : grades) {
    std::string name = plain_name(grade.student, 40);
    if (of_student[grade.student] > 1) name += "-" + plain_name(grade.submission, 40);
    std::string free = name;
    for (int number = 2; !taken.insert(lower(free)).second; ++number) free = name + "-" + std::to_string(number);
    names.push_back(free + ".html");
  }
  return names;
}

void write_pages(const Course& course, const fs::path& folder, const std::vector<SubmissionGrade>& grades,
                 const std::map<std::string, FeedbackContext>& contexts) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    throw EnvironmentError("cannot make " + folder.string() + ": " + error.message() +
                           ". Give a folder that may be written, then run the command again.");
  }
  const std::vector<std::string> names = page_names(grades);
  std::vector<std::string> links;
  for (std::size_t i = 0; i < grades.size(); ++i) {
    const auto context = contexts.find(grades[i].student);
    links.push_back("feedback/" + names[i]);
    write_file_atomically(
        folder, links.back(),
        feedback_page(course, grades[i], context == contexts.end() ? FeedbackContext{} : context->second));
  }
  write_file_atomically(folder, "report.html", class_report(course, grades, links));
}

}  // namespace grader
