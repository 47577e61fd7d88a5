#include "commands/publish.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <system_error>

#include "clock.hpp"
#include "edition/edition.hpp"
#include "edition/edition_choice.hpp"
#include "edition/edition_proofs.hpp"
#include "edition/edition_record.hpp"
#include "edition/edition_texts.hpp"
#include "edition/edition_update.hpp"
#include "edition/gradescope_zip.hpp"
#include "edition/part_folder.hpp"
#include "edition/sha256.hpp"
#include "text.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

/// What stands where the edition is to go. @throws UsageError  something that is no edition
std::optional<EditionRecord> older_edition(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) return std::nullopt;
  if (!fs::is_directory(folder, error))
    throw UsageError(folder.string() + " is no folder. Name a folder for the edition.");
  if (auto record = read_edition_record(folder)) return record;
  if (fs::is_empty(folder, error)) return std::nullopt;
  throw UsageError(folder.string() + " holds other things and no older edition (no " + edition_record_name +
                   "). Name a new folder, or one that an edition was published to.");
}

EditionRecord record_of(const FileTexts& files, const EditionChoice& choice, const std::string& name) {
  EditionRecord record;
  record.name = name;
  record.created = utc_time();
  record.solutions = choice.solutions;
  for (const auto& [path, text] : files) record.files[path] = sha256(text);
  for (const Module* module : choice.modules) {
    record.modules.push_back(module->folder);
    for (const Task& task : module->tasks) {
      const std::string path = "modules/" + module->folder + "/src/" + task.name + ".cpp";
      if (record.files.contains(path)) record.skeletons[path] = record.files[path];
    }
  }
  return record;
}

/// Prints each proof as it comes; false at the first that does not hold, because later ones build on it.
bool prove(const Terminal& terminal, const std::vector<std::function<Proof()>>& questions) {
  return std::ranges::all_of(questions, [&terminal](const std::function<Proof()>& ask) {
    const Proof proof = ask();
    print(terminal, proof);
    return proof.holds();
  });
}

bool prove_whole(const Course& course, const fs::path& edition, const EditionChoice& choice, const Terminal& terminal) {
  if (!prove(terminal, questions_on_texts(course, edition, choice))) return false;
  terminal.line(
      terminal.paint(Tone::faint, "  Building it in a clean folder, as a student would; this takes minutes ..."));
  terminal.out().flush();
  CleanCopy copy(edition);
  std::vector<std::function<Proof()>> questions{[&] { return copy.prove_build(); },
                                                [&] { return copy.prove_nothing_for_nothing(); }};
  if (choice.solutions) questions.emplace_back([&] { return copy.prove_references_pass(); });
  return prove(terminal, questions);
}

/// An older edition's folder follows; what a student wrote in it stays.
void renew(const fs::path& folder, const EditionRecord& older, const EditionRecord& record, const FileTexts& files,
           const Terminal& terminal) {
  const std::vector<std::string> news = edition_news(older, record);
  const std::vector<PlannedChange> plan = plan_update(folder, older, record);
  const std::string backups = apply_update(folder, plan, record, files);
  terminal.line(news.empty() ? "For students nothing changed." : "For students this changed:");
  for (const std::string& line : news) terminal.paragraph(line, 2, 2);
  for (const PlannedChange& each : plan) {
    if (each.change == Change::put_beside) {
      terminal.paragraph(each.path + " was written in and stays; the new skeleton is beside it as .new", 2, 2);
    }
    if (each.change == Change::back_up || each.change == Change::back_up_gone) {
      terminal.paragraph(each.path + " was edited there; that version is in " + backups, 2, 2);
    }
  }
}

ExitStatus publish_gradescope(const Course& course, const PublishOptions& options) {
  const fs::path file = fs::absolute(options.folder).lexically_normal();
  if (file.extension() != ".zip") {
    throw UsageError("--gradescope writes one file: name it, as in `grader publish --gradescope autograder.zip`.");
  }
  const std::size_t count = write_gradescope_zip(course.root, chosen_modules(course, options.modules), file);
  options.terminal.paragraph(
      fmt::format("Wrote {} with {}. It holds solutions, known mistakes and hidden tests: it is "
                  "for Gradescope's autograder page and never for students.",
                  file.string(), counted(count, "file")));
  return ExitStatus::passed;
}

}  // namespace

ExitStatus run_publish(const Course& course, const PublishOptions& options) {
  if (fs::exists(course.root / edition_record_name)) {
    throw UsageError("This is an edition already. `grader publish` runs in the course that it was made from.");
  }
  if (options.folder.empty()) {
    throw UsageError(options.gradescope
                         ? "--gradescope needs the name of the zip: `grader publish --gradescope autograder.zip`."
                         : "Name the folder that the edition goes to: `grader publish ../course-2026`.");
  }
  if (options.gradescope) return publish_gradescope(course, options);
  const EditionChoice choice{chosen_modules(course, options.modules), options.solutions == "with"};
  fs::path folder = fs::absolute(options.folder).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();  // "edition/"
  const auto older = older_edition(folder);
  const std::string name = options.name.empty() ? course.name : options.name;
  const FileTexts files = edition_texts(course.root, choice, name, options.text);
  EditionRecord record = record_of(files, choice, name);

  const PartFolder part(folder);
  for (const auto& [path, text] : files) part.write(path, text);
  Course published = course;
  published.root = part.edition();
  published.modules.clear();
  for (const Module* module : choice.modules) published.modules.push_back(*module);
  record.digest = edition_digest(published);
  part.write(edition_record_name, to_json(record));

  const Terminal& terminal = options.terminal;
  if (!prove_whole(course, part.edition(), choice, terminal)) {
    terminal.line("Nothing was published. Each line above names a file and what was expected of it.");
    return ExitStatus::student_fault;
  }
  if (older) {
    renew(folder, *older, record, files, terminal);
  } else {
    part.move_edition_to(folder);
  }
  terminal.paragraph(fmt::format("Published {}: {}, {}, {} solutions, in {}", name,
                                 counted(choice.modules.size(), "module"), counted(record.files.size(), "file"),
                                 choice.solutions ? "with" : "without", folder.string()));
  return ExitStatus::passed;
}

}  // namespace grader
