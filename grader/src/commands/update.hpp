/// @file
/// `grader update`: a student's working copy follows a newer edition.
#pragma once

#include <filesystem>
#include <string>

#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct UpdateOptions {
  std::filesystem::path
      root;  ///< the student's copy; not a Course, because a copy half brought up to date may not build
  std::string edition;
  bool dry_run = false;
  Terminal terminal;
};

/// @throws UsageError  the copy or `edition` is no published edition
ExitStatus run_update(const UpdateOptions& options);

}  // namespace grader
