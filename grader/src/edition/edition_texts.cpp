#include "edition/edition_texts.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "errors.hpp"
#include "lesson.hpp"
#include "text.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

constexpr const char* readme_template = "grader/edition/README.md";

const std::set<std::string>& student_commands() {
  static const std::set<std::string> names{"help", "setup", "start", "docs", "install", "clean"};
  return names;
}

/// The word after `call(`, where a line of the table calls that; else empty.
std::string first_argument(const std::string& line, const std::string& call) {
  if (!line.starts_with(call + "(")) return "";
  const std::size_t begin = call.size() + 1;
  return line.substr(begin, line.find_first_of(" )", begin) - begin);
}

/// ")" outside of quotes and comments ends a call.
bool ends_call(const std::string& line) {
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (c == '#' && !quoted) return false;
    if (c == ')' && !quoted) return true;
  }
  return false;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

}  // namespace

std::string cut_course_table(const std::string& table, const std::vector<const Module*>& modules) {
  std::set<std::string> missing;
  for (const Module* module : modules) missing.insert(module->folder);
  const std::set<std::string> chosen = missing;
  std::string result;
  std::string part;  // of the last course_part, until a row of it is kept
  std::istringstream lines(table);
  bool in_row = false;
  bool kept_row = false;
  for (std::string line; std::getline(lines, line);) {
    if (!in_row && !first_argument(line, "course_part").empty()) {
      part = line + "\n";
      continue;
    }
    const std::string folder = in_row ? "" : first_argument(line, "course_module");
    if (!folder.empty()) {
      in_row = true;
      kept_row = chosen.contains(folder);
      missing.erase(folder);
      if (kept_row && !part.empty()) {
        if (!result.empty() && !result.ends_with("\n\n")) result += "\n";
        result += part;
        part.clear();
      }
    }
    if (in_row ? kept_row : !line.empty()) result += line + "\n";
    if (in_row && ends_call(line)) in_row = false;
  }
  for (const std::string& folder : missing)
    throw CourseFault("modules/course.cmake has no row that begins course_module(" + folder);
  return result;
}

std::string cut_makefile(const std::string& makefile) {
  std::string result;
  std::istringstream lines(makefile);
  bool keep = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(".PHONY:")) {
      std::string phony = ".PHONY:";
      for (const std::string& word : words_of(line.substr(7))) {
        if (student_commands().contains(word)) phony += " " + word;
      }
      result += phony + "\n\n";
      keep = false;
      continue;
    }
    if (line.empty() || line.starts_with('#')) continue;
    if (!line.starts_with('\t')) {
      const std::string target = line.substr(0, line.find(':'));
      keep = student_commands().contains(target) || target.starts_with('.') || target.find('%') != std::string::npos;
      if (keep && !result.empty() && !result.ends_with("\n\n") && !target.starts_with('.')) result += "\n";
    }
    if (keep) result += line + "\n";
  }
  return result;
}

std::string cut_doxyfile(const std::string& doxyfile, const FileTexts& files) {
  std::string result;
  std::istringstream lines(doxyfile);
  for (std::string line; std::getline(lines, line);) {
    const std::vector<std::string> words = words_of(line);
    if (words.size() < 3 || words[0] != "INPUT" || words[1] != "=") {
      result += line + "\n";
      continue;
    }
    result += "INPUT                  =";
    for (std::size_t i = 2; i < words.size(); ++i) {
      const auto there = files.lower_bound(words[i]);
      const bool known = there != files.end() && (there->first == words[i] || there->first.starts_with(words[i] + "/"));
      const auto below = files.lower_bound(words[i] + "/");
      if (known || (below != files.end() && below->first.starts_with(words[i] + "/"))) result += " " + words[i];
    }
    result += "\n";
  }
  return result;
}

std::string fill_readme(std::string page, const std::string& name, const EditionChoice& choice, bool has_text) {
  std::string modules;
  for (const Module* module : choice.modules) {
    modules += "| " + module->folder.substr(0, module->folder.find('_')) + " | " + module->title + " | " +
               std::to_string(module->tasks.size()) + " | " + std::to_string(module->points()) + " |\n";
  }
  if (modules.ends_with('\n')) modules.pop_back();
  replace_all(page, "@NAME@", name);
  replace_all(page, "@MODULES@", modules);
  replace_all(
      page, "@SOLUTIONS@",
      choice.solutions
          ? "`grader solution 1.2` shows the reference beside your file, once you have passed the task. A module may "
            "be "
            "done on the reference of what stands below it."
          : "This edition is without solutions: a module stands on your own modules below it, and the grader names the "
            "earlier one that is missing.");
  replace_all(page, "@TEXT@",
              has_text ? "Read [COURSE.md](COURSE.md) first: dates, rules and how to hand in.\n\n" : "");
  return page;
}

FileTexts edition_texts(const fs::path& root, const EditionChoice& choice, const std::string& name,
                        const std::string& text) {
  FileTexts files = allowed_files(root, choice);
  if (const auto table = files.find("modules/course.cmake"); table != files.end()) {
    table->second = cut_course_table(table->second, choice.modules);
  }
  if (const auto makefile = files.find("Makefile"); makefile != files.end()) {
    makefile->second = cut_makefile(makefile->second);
  }
  // Where there is no reference, a lesson's program runs on what the student wrote.
  for (auto& [path, lesson] : files) {
    if (choice.solutions || !path.ends_with("/LESSON.md")) continue;
    for (const char* end : {"/lib", " ", ":", "\n"})
      replace_all(lesson, std::string("/reference") + end, std::string("/mine") + end);
  }
  if (!text.empty()) files["COURSE.md"] = read_text(text);
  files["README.md"] = fill_readme(read_text(root / readme_template), name, choice, !text.empty());
  if (const auto doxyfile = files.find("docs/Doxyfile"); doxyfile != files.end()) {
    doxyfile->second = cut_doxyfile(doxyfile->second, files);
  }
  return files;
}

}  // namespace grader
