/// @file
/// The single questions of `grader doctor`. Each starts at most one program and never throws for what it does not find.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace grader {

enum class ItemCondition { found, missing, too_old };

struct DoctorItem {
  std::string group;  ///< "build", "documentation", "comparison", "CUDA", "sandbox"
  std::string name;
  bool required = false;
  ItemCondition condition = ItemCondition::missing;
  std::string version;  ///< or another detail; may be empty
  std::string wanted;   ///< ">= 3.25"; may be empty
  std::string follows;  ///< what follows when it is not found
  std::string install;  ///< the command that mends it; may be empty
};

/// A program on the PATH and the version that it answers.
struct ProgramProbe {
  std::string group;
  std::string name;
  bool required = false;
  std::vector<std::string> command;  ///< asks for the version
  std::string least;                 ///< smallest version; empty: any
  std::string follows;
  std::string package;
};
DoctorItem probe_program(const ProgramProbe& program);

/// A library by its .pc file, in the folders that pkg-config reads and those of CMAKE_PREFIX_PATH.
struct LibraryProbe {
  std::string group;
  std::string name;
  bool required = false;
  std::string file;  ///< "gtest.pc"
  std::string least;
  std::string follows;
  std::string package;
  std::string archive{};  ///< "libseccomp.a", where a static program is linked with it; empty: any form will do
};
DoctorItem probe_library(const LibraryProbe& library);
/// The version that a .pc file states, its variables filled in.
std::string version_in_pc(const std::string& text);
/// The folder that a .pc file says its library lies in, likewise.
std::string folder_in_pc(const std::string& text);

/// $CXX, else c++, as CMake chooses; g++ 12 or clang 15 and newer do.
DoctorItem probe_compiler();
/// Whether the course's folder can be written, and how much disk is left.
DoctorItem probe_folder(const std::filesystem::path& root);
std::vector<DoctorItem> probe_cuda();
std::vector<DoctorItem> probe_sandbox();

}  // namespace grader
