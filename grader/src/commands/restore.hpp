/// @file
/// `grader restore [BACKUP|MODULE|TASK [FILE]]`: list backups, or put one back.
#pragma once

#include <string>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct RestoreOptions {
  std::string backup;  ///< name or number from the list; a module or task: its files out of the newest backup that
                       ///< holds one; empty: print the list
  std::string file;    ///< only this file of it: path, file name or task; empty: all
  Terminal terminal;
};

/// What is replaced is backed up first.
/// @throws UsageError  no such backup, module or file: what there is; a number that may mean two things: which
ExitStatus run_restore(const Course& course, const RestoreOptions& options);

}  // namespace grader
