/// @file
/// Who handed something in and is in no line of the roster: most often a student who mistyped the identifier, or chose another one.
#pragma once

#include <string>
#include <vector>

#include "gradebook/class_record.hpp"

namespace grader {

struct Stranger {
  std::string id;                        ///< as in the submissions
  std::vector<std::string> submissions;  ///< their names
  std::vector<std::string> nearest;      ///< identifiers of the roster that may be meant, best first
};

/// None where no roster was taken over. In the order of their identifiers.
std::vector<Stranger> find_strangers(const ClassRecord& record);

/// Who it is, what was handed in, and how to say who is meant.
/// @param into  the folder of the gradebook, as --into names it
std::string in_words(const Stranger& stranger, const std::string& into);

}  // namespace grader
