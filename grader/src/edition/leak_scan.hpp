/// @file
/// Is there text of a solution in what students get? Compared word by word, whatever its layout.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "edition/allow_list.hpp"

namespace grader {

/// So many tokens in a row, at least `telling_words` different ones of them telling, are found.
inline constexpr std::size_t gram_length = 12;
inline constexpr std::size_t telling_words = 4;
/// What stands in so many files outside solutions is an idiom of the course and nobody's secret.
inline constexpr std::size_t idiom_files = 3;

/// Tokens that a published file has in a row in common with a secret one.
struct SharedText {
  std::string file;
  std::size_t line = 0;
  std::size_t tokens = 0;
  std::string secret;  ///< the file it is from
  std::string text;    ///< its first tokens
};

struct LeakSources {
  FileTexts secret;  ///< references, known mistakes, hidden tests
  FileTexts
      given_code;  ///< what it is no secret that solutions contain, comments apart: skeletons, contracts, given bodies
  FileTexts course_code;  ///< all code of the course outside solutions, in which idioms are counted
  FileTexts published;
};

/// Every piece of secret text in `published`, in the order of files and lines. Code and comments are both read.
std::vector<SharedText> shared_texts(const LeakSources& sources);

/// A deliberate piece of shared text, from modules/shared_text.txt: "<pattern>: <tokens>: <reason>".
struct SharedTextException {
  std::string pattern;  ///< of published files, fnmatch(3)
  std::size_t tokens = 0;
};

/// Lines without a reason count for nothing.
std::vector<SharedTextException> shared_text_exceptions(const std::string& text);

/// Those that are longer than what an exception for their file says.
std::vector<SharedText> leaks(const std::vector<SharedText>& shared,
                              const std::vector<SharedTextException>& exceptions);

}  // namespace grader
