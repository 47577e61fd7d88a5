#include "edition/module_edition.hpp"

#include <array>
#include <functional>
#include <optional>

#include "edition/edition.hpp"
#include "edition/edition_record.hpp"
#include "edition/sha256.hpp"
#include "errors.hpp"
#include "safe_file.hpp"
#include "skeleton.hpp"
#include "survey.hpp"

namespace grader {
namespace {

struct Part {
  const char* name;
  const char* words;
};
constexpr std::array<Part, 4> parts{{{"contract", "another contract"},
                                     {"skeletons", "other skeletons"},
                                     {"tests", "other tests"},
                                     {"kit", "another test kit or support library"}}};

/// The digest of the skeleton of a task, where it is known.
using SkeletonDigest = std::function<std::optional<std::string>(const Task&)>;

ModuleEdition edition_of(const Course& course, const Module& module, const SkeletonDigest& skeleton_of) {
  std::vector<std::filesystem::path> contract;
  std::vector<std::string> folders = module.needs;
  folders.push_back(module.folder);
  for (const std::string& folder : folders) {
    for (const char* part : {"include", "given"}) contract.push_back(std::filesystem::path("modules") / folder / part);
  }
  ModuleEdition edition;
  edition["contract"] = sha256_of_list(hashes_below(course.root, contract));
  edition["tests"] =
      sha256_of_list(hashes_below(course.root, {std::filesystem::path("modules") / module.folder / "tests"}));
  edition["kit"] =
      sha256_of_list(hashes_below(course.root, {"support/include", "support/src", "testing/include", "testing/src"}));
  std::map<std::string, std::string> skeletons;
  for (const Task& task : module.tasks) {
    if (const auto digest = skeleton_of(task)) skeletons[task.name] = *digest;
  }
  if (skeletons.size() == module.tasks.size()) edition["skeletons"] = sha256_of_list(skeletons);
  return edition;
}

}  // namespace

const std::vector<std::string>& edition_parts() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    all.reserve(std::size(parts));
    for (const Part& part : parts) all.emplace_back(part.name);
    return all;
  }();
  return names;
}

ModuleEdition students_edition(const Course& course, const Module& module) {
  const std::optional<EditionRecord> record = read_edition_record(course.root);
  return edition_of(course, module, [&](const Task& task) -> std::optional<std::string> {
    if (record) {
      const auto found = record->skeletons.find(student_path(course, module, task));
      return found == record->skeletons.end() ? std::nullopt : std::optional(found->second);
    }
    try {
      return sha256(find_skeleton(course, module, task).content);
    } catch (const EnvironmentError&) {
      return std::nullopt;
    }
  });
}

ModuleEdition published_edition(const Course& course, const Module& module) {
  return edition_of(course, module, [&](const Task& task) -> std::optional<std::string> {
    const auto content = find_file(course.root, student_path(course, module, task)).content;
    return content ? std::optional(sha256(*content)) : std::nullopt;
  });
}

std::vector<std::string> differing_parts(const ModuleEdition& one, const ModuleEdition& other) {
  std::vector<std::string> differing;
  for (const std::string& part : edition_parts()) {
    const auto here = one.find(part);
    const auto there = other.find(part);
    if (here != one.end() && there != other.end() && here->second != there->second) differing.push_back(part);
  }
  return differing;
}

std::string parts_in_words(const std::vector<std::string>& names) {
  std::string text;
  for (const Part& part : parts) {
    for (const std::string& name : names) {
      if (name == part.name) text += (text.empty() ? "" : ", ") + std::string(part.words);
    }
  }
  return text;
}

}  // namespace grader
