/// @file
/// `grader doctor`: what the machine has, what follows from what it lacks, and how to install it.
#pragma once

#include <filesystem>

#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct DoctorOptions {
  std::filesystem::path root;  ///< the course; may be empty
  bool json = false;           ///< groundup/doctor/1 on standard output
  Terminal terminal;
};

/// Needs no course and no build: it must work where nothing else does.
/// Exit 3 when something required is missing or too old, else 0.
ExitStatus run_doctor(const DoctorOptions& options);

}  // namespace grader
