#include "completion/values.hpp"

#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "backup.hpp"
#include "course.hpp"
#include "test_source.hpp"

namespace grader {
namespace {

using Words = std::vector<Suggestion>;

void add_modules(const Course& course, Words& words) {
  for (const Module& module : course.modules) words.push_back({std::to_string(module.number), module.title});
  for (const Module& module : course.modules) words.push_back({module.name, module.title});
}

void add_tasks(const Course& course, Words& words) {
  for (const Module& module : course.modules) {
    for (const Task& task : module.tasks) words.push_back({task.id, module.name + "." + task.name});
  }
}

void add_tests(const Course& course, Words& words) {
  for (const Module& module : course.modules) {
    for (const TestSource& test : load_test_sources(course, module)) words.push_back({test.full_name(), module.title});
  }
}

void add_backups(const Course& course, Words& words) {
  for (const Backup& backup : BackupStore(course.root).list()) {
    words.push_back({backup.name, backup.files.empty() ? "" : backup.files.front().path});
  }
}

void add_providers(const Course& course, Words& words) {
  words.push_back({"mine", "your files"});
  words.push_back({"reference", "the solutions"});
  for (const Module& module : course.modules) {
    for (const std::string& mistake : module.mistakes) words.push_back({"mistakes/" + mistake, module.title});
  }
}

const std::map<std::string_view, std::function<void(const Course&, Words&)>>& names_of_the_course() {
  static const std::map<std::string_view, std::function<void(const Course&, Words&)>> names = {
      {"MODULE", add_modules}, {"TASK", add_tasks},         {"TEST", add_tests},
      {"BACKUP", add_backups}, {"PROVIDER", add_providers},
  };
  return names;
}

std::optional<Course> course_at(const std::filesystem::path& start) {
  try {
    return read_course(find_course_root(start));
  } catch (const std::exception&) {
    return std::nullopt;  // whoever is typing is not to be disturbed; the command itself will say what is wrong
  }
}

/// The parts of `text` between the separators.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
    parts.push_back(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  parts.push_back(text);
  return parts;
}

}  // namespace

Values values_of(std::string_view value, const std::filesystem::path& start) {
  Values result;
  const std::size_t open = value.find(":{");
  if (open != std::string_view::npos && value.back() == '}') {
    for (const std::string_view word : split(value.substr(open + 2, value.size() - open - 3), ','))
      result.words.push_back({std::string(word), ""});
    return result;
  }
  std::optional<Course> course;
  for (const std::string_view part : split(value, '|')) {
    if (part == "-") result.words.push_back({"-", "standard output"});
    result.files = result.files || part == "FILE" || part == "PATH";
    result.folders = result.folders || part == "DIR";
    const auto names = names_of_the_course().find(part);
    if (names == names_of_the_course().end()) continue;
    if (!course) course = course_at(start);
    if (course) names->second(*course, result.words);
  }
  return result;
}

}  // namespace grader
