#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>

#include "edition/edition_proofs.hpp"
#include "edition/edition_texts.hpp"
#include "edition/part_folder.hpp"

namespace grader {
namespace fs = std::filesystem;

Proof prove_edition(const Course& course, const Modules& modules) {
  EditionChoice choice;
  choice.solutions = false;
  for (const Module& each : course.modules) {
    const bool wanted = std::any_of(modules.begin(), modules.end(), [&each](const Module* module) {
      const std::vector<std::string>& needs = module->needs;
      return module->folder == each.folder || std::find(needs.begin(), needs.end(), each.folder) != needs.end();
    });
    if (wanted) choice.modules.push_back(&each);
  }
  const PartFolder part(fs::temp_directory_path() / fmt::format("grader-edition-{}", getpid()));
  const FileTexts files = edition_texts(course.root, choice, course.name, "");
  for (const auto& [path, text] : files) part.write(path, text);

  Proof proof{"edition", "", {}};
  const fs::path edition = part.edition();
  for (const auto& ask : questions_on_texts(course, edition, choice)) {
    Proof answer = ask();
    std::move(answer.findings.begin(), answer.findings.end(), std::back_inserter(proof.findings));
  }
  proof.summary = fmt::format(
      "{} files for students: nothing of the instructor's, no text of a solution, no link to nowhere", files.size());
  return proof;
}

}  // namespace grader
