/// @file
/// `grader doctor`: what the machine has, what follows from what it lacks, and how to install it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

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

/// Compares dotted versions number by number: "3.9" < "3.25"; a missing number counts as 0; what follows the numbers
/// ("3.25.1-rc2", "12.2.0-14") is not looked at.
/// @return negative, zero or positive
int compare_versions(std::string_view left, std::string_view right);
/// The first dotted number in a program's answer: "cmake version 3.25.1" -> "3.25.1"; empty if there is none.
std::string find_version(std::string_view text);

}  // namespace grader
