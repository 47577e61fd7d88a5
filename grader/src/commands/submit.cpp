#include "commands/submit.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <ctime>
#include <filesystem>

#include "clock.hpp"
#include "edition/archive.hpp"
#include "edition/declared.hpp"
#include "edition/edition.hpp"
#include "edition/entry_name.hpp"
#include "edition/manifest.hpp"
#include "edition/sha256.hpp"
#include "edition/submission.hpp"
#include "progress.hpp"
#include "safe_file.hpp"
#include "skeleton.hpp"
#include "student_files.hpp"
#include "survey.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

/// Where the identifier is kept once it was given.
constexpr const char* student_file = ".grader/student";

std::string student_of(const Course& course, const SubmitOptions& options) {
  std::string student = options.student;
  if (student.empty()) {
    student = find_file(course.root, student_file).content.value_or("");
    while (student.ends_with('\n')) student.pop_back();
    if (student.empty()) {
      throw UsageError(
          "whose work is this? Say so once, with the identifier that your instructor lists: `grader submit --student "
          "ID`. It is remembered.");
    }
  }
  if (!is_plain_word(student)) {
    throw UsageError("'" + printable(student) +
                     "' is no identifier: expected at most 64 letters, digits and . _ - @, begun by a letter or a "
                     "digit. Give the one that your instructor lists: `grader submit --student ID`.");
  }
  return student;
}

void remember(const Course& course, const std::string& student, const Terminal& terminal) {
  try {
    if (find_file(course.root, student_file).content == student + "\n") return;
    write_file_atomically(course.root, student_file, student + "\n");
  } catch (const EnvironmentError& error) {
    Terminal::standard_error(!terminal.style().unicode)
        .warn(std::string("Your identifier is not remembered: ") + error.what());
  }
}

/// A file of it differs from the skeleton. Where no skeleton is known, the file never was one.
bool is_begun(const Course& course, const Module& module) {
  return std::any_of(module.tasks.begin(), module.tasks.end(), [&](const Task& task) {
    const FoundFile found = find_file(course.root, student_path(course, module, task));
    if (!found.content) return false;
    try {
      return *found.content != find_skeleton(course, module, task).content;
    } catch (const EnvironmentError&) {
      return true;
    }
  });
}

std::vector<const Module*> chosen_modules(const Course& course, const std::vector<std::string>& selectors) {
  std::vector<const Module*> modules;
  for (const Module& module : course.modules) {
    const bool named = std::any_of(selectors.begin(), selectors.end(),
                                   [&](const std::string& each) { return &course.module(each) == &module; });
    if (!named && !selectors.empty()) continue;
    if (is_begun(course, module)) {
      modules.push_back(&module);
    } else if (named) {
      throw UsageError("nothing is begun in module " + module.folder +
                       ": its files are the skeletons still. Leave it out, or write something there first.");
    }
  }
  if (modules.empty()) {
    throw UsageError("nothing is begun yet: every file is its skeleton still. `grader next` says where to start.");
  }
  return modules;
}

/// The files of these modules. @throws UsageError  one is missing or too large
FileContents collect(const Course& course, const std::vector<const Module*>& modules) {
  FileContents files;
  for (const Module* module : modules) {
    if (const auto missing = missing_files(course, *module); !missing.empty()) {
      throw UsageError(missing.front().message + ", and a module is handed in whole. " + missing.front().advice);
    }
    for (const Task& task : module->tasks) {
      const std::string path = student_path(course, *module, task);
      std::string content = find_file(course.root, path).content.value_or("");
      if (content.size() > largest_source) {
        throw UsageError(
            fmt::format("{} has {} bytes, and at most {} are taken. Sources are smaller: is it the right file?", path,
                        content.size(), largest_source));
      }
      files[path] = std::move(content);
    }
  }
  return files;
}

ManifestModule entry_of(const Course& course, const Module& module, const FileContents& files,
                        const Progress& progress) {
  ManifestModule entry;
  entry.folder = module.folder;
  entry.edition = students_edition(course, module);
  for (const Task& task : module.tasks) {
    const std::string path = student_path(course, module, task);
    entry.files.push_back({path, sha256(files.at(path)), files.at(path).size()});
  }
  // Each task's newest attempt counts, so that a check of one task does not hide the others.
  entry.claimed.earned = survey(module, progress).earned;
  entry.claimed.possible = module.points();
  for (const Attempt& attempt : progress.attempts(module)) {
    if (attempt.provider != "mine") continue;
    entry.claimed.when = attempt.time;
    break;
  }
  return entry;
}

struct Target {
  fs::path path;
  ArchiveKind kind = ArchiveKind::tar_gz;
};

Target target_of(const SubmitOptions& options, const std::string& student) {
  const std::string name = student + (options.gradescope ? ".zip" : ".tar.gz");
  Target target{options.to.empty() ? fs::path(name) : fs::path(options.to),
                options.gradescope ? ArchiveKind::zip : ArchiveKind::tar_gz};
  std::error_code error;
  if (fs::is_directory(target.path, error)) target.path /= name;
  const std::string file = target.path.filename().string();
  if (file.ends_with(".zip")) {
    target.kind = ArchiveKind::zip;
  } else if (options.gradescope) {
    throw UsageError("Gradescope takes a zip, and " + file + " is none. Name it *.zip, or leave --to out.");
  } else if (!file.ends_with(".tar.gz") && !file.ends_with(".tgz")) {
    throw UsageError("--to names an archive, *.tar.gz or *.zip, or a folder that is there; not " + options.to + ".");
  }
  return target;
}

/// "alice.tar.gz", "alice-2.tar.gz", ...: the first that is free.
fs::path write_new(const fs::path& wanted, const std::string& bytes) {
  const std::string file = wanted.filename().string();
  const std::string stem = without_archive_ending(file);
  for (int number = 1; number < 10'000; ++number) {
    fs::path path =
        number == 1 ? wanted : wanted.parent_path() / fmt::format("{}-{}{}", stem, number, file.substr(stem.size()));
    if (write_new_file(path, bytes)) return path;
  }
  throw UsageError("ten thousand archives of this name are there: " + wanted.string() + ". Give another with --to.");
}

void report(const Terminal& terminal, const Course& course, const Module& module, const ManifestModule& entry,
            const Progress& progress) {
  const bool checked = !entry.claimed.when.empty();
  terminal.line(fmt::format(
      "  {} {}: {} {}, {}", two_digits(module.number), terminal.paint(Tone::strong, module.title), entry.files.size(),
      entry.files.size() == 1 ? "file" : "files",
      checked ? fmt::format("{} of {} points", entry.claimed.earned, entry.claimed.possible) : "points not known yet"));
  if (!checked) {
    terminal.paragraph(fmt::format("You have not run `grader check {}` here. That takes no points away; it tells what "
                                   "they will be.",
                                   module.number),
                       5);
  }
  const std::vector<TaskProgress> tasks = progress.tasks(module);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (!tasks[i].attempted || !tasks[i].changed) continue;
    terminal.paragraph(fmt::format("{} was edited since its last check. `grader check {}` tells what it is worth now.",
                                   student_path(course, module, module.tasks[i]), module.number),
                       5);
  }
}

}  // namespace

ExitStatus run_submit(const Course& course, const SubmitOptions& options) {
  const Terminal& terminal = options.terminal;
  const std::string student = student_of(course, options);
  const Target target = target_of(options, student);
  const std::vector<const Module*> modules = chosen_modules(course, options.selectors);
  const FileContents files = collect(course, modules);
  remember(course, student, terminal);

  const std::time_t now = std::time(nullptr);
  const Progress progress(course);
  Manifest manifest{student, course.name, edition_digest(course), utc_text(now), {}};
  for (const Module* module : modules) manifest.modules.push_back(entry_of(course, *module, files, progress));
  FileContents packed = files;
  packed[manifest_name] = manifest_to_json(manifest);
  const std::string bytes = pack(target.kind, packed, now);
  const fs::path path = write_new(target.path, bytes);

  // Read as the instructor's grader reads it: nothing is handed in that would be refused there.
  const Submission again = read_submission(course, path);
  if (again.files != files || !again.findings.empty()) {
    throw CourseFault("the archive " + path.string() + " does not read back as it was packed: " + again.fault +
                      (again.findings.empty() ? "" : again.findings.front().message));
  }
  terminal.line("Packed for " + terminal.paint(Tone::strong, student) + ":");
  for (std::size_t i = 0; i < modules.size(); ++i) {
    report(terminal, course, *modules[i], manifest.modules[i], progress);
  }
  pass_on_warnings(progress, terminal);
  terminal.line();
  terminal.line(fmt::format("{} ({} bytes)", terminal.paint(Tone::strong, path.string()), bytes.size()));
  terminal.paragraph(options.gradescope ? "Upload this file to Gradescope as it is."
                                        : "Hand this file in. Its points are what your own checks said; your "
                                          "instructor's grader decides.");
  return ExitStatus::passed;
}

}  // namespace grader
