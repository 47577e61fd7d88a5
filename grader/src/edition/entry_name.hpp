/// @file
/// Names of files as strangers write them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace grader {

/// Bytes of the longest name that is looked at.
inline constexpr std::size_t longest_name = 512;

/// A relative path with single slashes, or the reason why there is none.
struct EntryName {
  std::string path;     ///< "modules/12_attention/src/masks.cpp"; empty for the folder itself ("./")
  std::string refusal;  ///< not empty: half a sentence, "its name is absolute"
};

/// Refuses what is absolute, goes up, holds a backslash, a control character or a drive letter, is too long or no UTF-8.
/// "./" before a name and a slash after a folder's go.
EntryName checked_name(std::string_view raw);

/// Well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates.
bool is_utf8(std::string_view text);

/// Fit for a terminal and a page: what is no printable ASCII becomes \xNN, what is long is cut.
std::string printable(std::string_view text);

/// A word that may name a person or a folder: letters, digits and . _ - @, begun by a letter or a digit, 64 bytes at most.
bool is_plain_word(std::string_view text);

}  // namespace grader
