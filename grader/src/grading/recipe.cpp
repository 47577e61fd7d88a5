#include "grading/recipe.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "build.hpp"
#include "errors.hpp"
#include "process.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

std::string ninja_commands(const fs::path& build, const std::string& target) {
  ProcessSpec spec;
  spec.command = {"ninja", "-C", build.string(), "-t", "commands", target};
  const ProcessResult run = run_process(spec);
  if (!run.ok()) throw CourseFault("ninja does not know how to build " + target + ": " + run.output.substr(0, 500));
  return run.output;
}

/// Takes the word after `option` out of the command, and the option.
std::string take(std::vector<std::string>& command, const std::string& option) {
  const auto at = std::find(command.begin(), command.end(), option);
  if (at == command.end() || at + 1 == command.end()) return "";
  std::string value = *(at + 1);
  command.erase(at, at + 2);
  return value;
}

/// The compiler's own call: without launchers before it, `: &&` and `&& :` around it, and the notes for Ninja.
std::vector<std::string> bare(std::vector<std::string> words) {
  words.erase(
      std::remove_if(words.begin(), words.end(), [](const std::string& word) { return word == ":" || word == "&&"; }),
      words.end());
  if (!words.empty() && fs::path(words.front()).filename() == "ccache") words.erase(words.begin());
  words.erase(std::remove(words.begin(), words.end(), "-MD"), words.end());
  take(words, "-MT");
  take(words, "-MF");
  return words;
}

void note_reads(Recipe& recipe, const CompileStep& step, const fs::path& build, const std::string& source) {
  std::set<std::string> own;
  for (const CompileStep& each : recipe.compile) own.insert(each.product);
  for (std::size_t i = 1; i < step.command.size(); ++i) {
    const std::string& word = step.command[i];
    fs::path read;
    if (word.rfind("-I", 0) == 0 && word.size() > 2) {
      read = word.substr(2);
    } else if (word == "-include" || word == "-isystem") {
      read = step.command[++i];
      if (word == "-include") read = read.parent_path();  // the precompiled one lies beside it
    } else if (word.front() != '-' && word != source && !own.contains(word)) {
      read = word;
    } else {
      continue;
    }
    if (read.is_relative()) read = build / read;
    if (read.string().rfind("/usr/", 0) == 0) continue;  // every sandbox has it
    if (std::find(recipe.reads.begin(), recipe.reads.end(), read) == recipe.reads.end()) recipe.reads.push_back(read);
  }
}

}  // namespace

std::vector<std::string> shell_words(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  bool inside = false;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
      if (inside) words.push_back(std::move(word));
      word.clear();
      inside = false;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
      inside = true;
    } else if (quote != 0 && c == quote) {
      quote = 0;
    } else {
      if (c == '\\' && quote != '\'' && i + 1 < line.size()) ++i;
      word += line[i];
      inside = true;
    }
  }
  if (inside) words.push_back(std::move(word));
  return words;
}

Recipe student_recipe(const Course& course, const Module& module) {
  const fs::path build = course.build_folder(check_preset);
  const std::string library = provider_target(module, "mine");
  std::istringstream lines(ninja_commands(build, library));
  Recipe recipe;
  for (std::string line; std::getline(lines, line);) {
    CompileStep step;
    step.command = bare(shell_words(line));
    step.product = take(step.command, "-o");
    if (step.product == library) {
      recipe.link = std::move(step);
      continue;
    }
    for (const Task& task : module.tasks) {
      const std::string source = course.student_file(module, task).string();
      if (std::find(step.command.begin(), step.command.end(), source) == step.command.end()) continue;
      step.task = task.name;
      recipe.compile.push_back(step);
    }
  }
  if (recipe.link.command.empty() || recipe.compile.size() != module.tasks.size())
    throw CourseFault("The commands that build " + library + " are not understood (`ninja -C " + build.string() +
                      " -t commands " + library + "`).");
  for (const CompileStep& step : recipe.compile)
    note_reads(recipe, step, build, course.student_file(module, module.task(step.task)).string());
  note_reads(recipe, recipe.link, build, "");
  return recipe;
}

}  // namespace grader
