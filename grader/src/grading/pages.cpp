#include "grading/pages.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "edition/sha256.hpp"
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

/// A page says itself what it is, so that no list of pages can be lost or be behind: the digest is of its name and of all before.
std::string sealed(const std::string& name, const std::string& page) {
  return page + "<!-- groundup-page " + sha256(name + "\n" + page) + " -->\n";
}

/// Written by us under this very name, and nobody has changed a byte since.
bool is_as_we_wrote_it(const fs::path& folder, const std::string& name) {
  try {
    const FoundFile found = find_file(folder, name);
    if (!found.content || found.is_link) return false;
    const std::size_t seal = found.content->rfind("<!-- groundup-page ");
    return seal != std::string::npos && *found.content == sealed(name, found.content->substr(0, seal));
  } catch (const EnvironmentError&) {
    return false;  // what we may not read is somebody else's
  }
}

/// Something stands there that we did not write so.
bool is_somebody_elses(const fs::path& folder, const std::string& name) {
  std::error_code error;
  return fs::exists(fs::symlink_status(folder / name, error)) && !is_as_we_wrote_it(folder, name);
}

/// A student whose page gets another name, because an alias or a second submission came in, is not left with two of them.
void remove_stale_pages(const fs::path& folder, const std::set<std::string>& kept) {
  std::error_code error;
  std::vector<std::string> stale;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    const bool page = entry.path().extension() == ".html" && fs::is_regular_file(entry.symlink_status(error));
    if (page && !kept.contains(name) && is_as_we_wrote_it(folder, name)) stale.push_back(name);
  }
  for (const std::string& name : stale) {
    if (fs::remove(folder / name, error) || !error) continue;
    throw EnvironmentError((folder / name).string() + " is the page of no submission any more and cannot be deleted: " +
                           error.message() + ". Delete it, so that it is not handed out.");
  }
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
                 const std::map<std::string, FeedbackContext>& contexts, const std::vector<bool>& of_this_run) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    throw EnvironmentError("cannot make " + folder.string() + ": " + error.message() +
                           ". Give a folder that may be written, then run the command again.");
  }
  const std::vector<std::string> names = page_names(grades);
  std::vector<std::string> links;
  for (std::size_t i = 0; i < grades.size(); ++i) {
    links.push_back("feedback/" + names[i]);
    const bool now = of_this_run.empty() || of_this_run[i];
    if (!now && is_somebody_elses(folder / "feedback", names[i])) continue;
    const auto context = contexts.find(grades[i].student);
    const std::string page =
        feedback_page(course, grades[i], context == contexts.end() ? FeedbackContext{} : context->second);
    write_file_atomically(folder, links.back(), sealed(names[i], page));
  }
  write_private_file(folder, "report.html", class_report(course, grades, links, of_this_run));
  remove_stale_pages(folder / "feedback", {names.begin(), names.end()});
}

}  // namespace grader
