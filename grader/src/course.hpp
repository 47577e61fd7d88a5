/// @file
/// The course as the grader sees it: the table that CMake writes, and where things lie on disk.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

struct Task {
  std::string id;    ///< "12.2"
  std::string name;  ///< "scaled_dot_product": also the names of its files
  int points = 0;
};

struct Module {
  int number = 0;
  std::string folder;  ///< "12_attention"
  std::string name;    ///< "attention"
  std::string title;   ///< "Attention"
  std::string part;    ///< "II. Architectures"
  double hours = 0;
  int difficulty = 0;
  std::vector<std::string> needs;  ///< folders, closed under need, in the order of the course
  std::string library;             ///< "gu_attention"
  bool has_reference = false;      ///< false where an edition withholds solutions
  bool has_bench = false;
  bool has_hidden = false;  ///< tests that only the instructor has
  std::vector<Task> tasks;
  std::vector<std::string> mistakes;  ///< "<task>.<what>"

  int points() const;
  /// Throws UsageError that lists the tasks, nearest first.
  const Task& task(std::string_view name_or_number) const;
};

/// The preset in which students' files are built.
inline constexpr std::string_view check_preset = "check";

struct Course {
  std::filesystem::path root;        ///< the folder that holds modules/course.cmake
  std::string preset{check_preset};  ///< of the build whose table this is
  std::string name;
  std::vector<Module> modules;

  /// @param selector  "12", "12_attention" or "attention"
  /// @throws UsageError  naming the nearest modules
  const Module& module(std::string_view selector) const;
  const Module* find_folder(std::string_view folder) const;

  /// modules/<folder>/src/<task>.cpp, the student's file.
  std::filesystem::path student_file(const Module& module, const Task& task) const;
  /// solutions/<folder>/src/<task>.cpp.
  std::filesystem::path reference_file(const Module& module, const Task& task) const;
  /// build/<preset>.
  std::filesystem::path build_folder(std::string_view of_preset) const;
  std::filesystem::path build_folder() const { return build_folder(preset); }
};

/// What a command line names: a module, and perhaps one task of it.
struct Selection {
  const Module* module = nullptr;
  const Task* task = nullptr;
};

/// @param text  "12", "attention", "12.2", "12.scaled_dot_product", "attention.2", "scaled_dot_product"
/// @throws UsageError  naming what is nearest
Selection select(const Course& course, std::string_view text);

/// The folder at or above `start` that holds modules/course.cmake. @throws UsageError  there is none
std::filesystem::path find_course_root(const std::filesystem::path& start);

/// The preset that holds the known mistakes too, by which the course proves itself. They are most of the course's files, and Ninja would read
/// about them at every check. A course without CMakePresets.json is built in one way only.
std::string proving_preset(const std::filesystem::path& root);

/// Reads build/<preset>/course.json as it was configured last, perhaps long ago; starts nothing.
/// @throws EnvironmentError  it never was
Course read_course(const std::filesystem::path& root, std::string_view preset = check_preset);

/// As read_course(), but configures the build folder first when the table is missing or stale.
/// @throws EnvironmentError  with CMake's own first error when that fails
Course load_course(const std::filesystem::path& root, std::string_view preset = check_preset);

}  // namespace grader
