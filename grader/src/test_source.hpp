/// @file
/// Reading a test file of the course: what each test claims, its input, where the lesson treats it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course.hpp"

namespace grader {

/// One TEST and the comment block before it:
///
///     // Softmax rows sum to one.
///     // Input: random, 4 rows of 7, seed of the grader
///     // Lesson: "Softmax over any axis"
///     TEST(Softmax, RowsSumToOne) { ... .because("...") ... }
struct TestSource {
  std::string suite;
  std::string name;
  std::string file;    ///< relative to the course
  int line = 0;        ///< of the TEST
  std::string claim;   ///< the comment before Input and Lesson
  std::string input;   ///< may be empty
  std::string lesson;  ///< the heading, without its quotes; may be empty
  std::vector<std::string> because;
  bool many = false;  ///< TEST_P, TYPED_TEST: one source, several tests

  std::string full_name() const { return suite + '.' + name; }
  /// "softmax" of modules/02_activations/tests/softmax_test.cpp.
  std::string task() const;
  /// For GoogleTest's filter, quoted for a shell where it must be.
  std::string filter() const { return many ? "'*" + suite + "*" + name + "*'" : full_name(); }
};

/// @param file  what is written into TestSource::file
std::vector<TestSource> parse_test_source(std::string_view text, std::string_view file);

/// GoogleTest calls an instance "Sizes/Softmax.RowsSumToOne/3"; the source knows only the middle.
std::string_view without_instance(std::string_view name);

/// The source of one test; none if the file is no source of the course or does not hold it. Reads the file.
/// @param name  as GoogleTest has it
/// @param file  relative to the course
std::optional<TestSource> find_test_source(const Course& course, std::string_view name, const std::string& file);

/// Of every tests/*_test.cpp of the module. An unreadable file is left out.
std::vector<TestSource> load_test_sources(const Course& course, const Module& module);

}  // namespace grader
