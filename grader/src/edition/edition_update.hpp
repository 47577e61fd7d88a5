/// @file
/// Bringing a folder from one edition to a newer one without losing a line of a student's.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "edition/allow_list.hpp"
#include "edition/edition_record.hpp"

namespace grader {

/// What becomes of one file.
enum class Change {
  add,           ///< it was not there
  replace,       ///< it was as published
  keep,          ///< a student's file, and its skeleton is as it was
  put_beside,    ///< a student's file whose skeleton changed too: it stays, the new one is written as <file>.new
  back_up,       ///< a file of the course that was edited: kept as a backup, then replaced
  remove,        ///< it was as published, and the newer edition has it no more
  back_up_gone,  ///< likewise, but edited: kept as a backup, then removed
  leave,  ///< the newer edition has it no more, and it stays: a student's file, or a module that is no longer part
};

struct PlannedChange {
  std::string path;
  Change change = Change::add;
};

/// What is to be done in `folder`, in the order of paths; what is already as it should be is not named. Reads every file of
/// both editions there, changes nothing. After a kill in the middle the same call plans the rest.
/// @throws EnvironmentError  a file cannot be read
std::vector<PlannedChange> plan_update(const std::filesystem::path& folder, const EditionRecord& old,
                                       const EditionRecord& fresh);

/// Does it. First the backups, then the files one by one, edition.json last: until then the folder counts as the older
/// edition.
/// @param texts  every file of the newer edition
/// @return       where the backups lie, relative to the folder; empty: there was nothing to keep
/// @throws EnvironmentError  no disk, no permission; what was kept is kept
std::string apply_update(const std::filesystem::path& folder, const std::vector<PlannedChange>& plan,
                         const EditionRecord& fresh, const FileTexts& texts);

/// The differences of two editions as a student would tell them, a sentence each: "module 02_means: the tests of mean and
/// the lesson changed".
std::vector<std::string> edition_news(const EditionRecord& old, const EditionRecord& fresh);

}  // namespace grader
