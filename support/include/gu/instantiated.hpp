/// @file
/// What the precompiled header holds ready-made of the standard library's templates.
///
/// g++ saves its list of templates that are still to be instantiated with a precompiled header, and then works through
/// it in every file, whether or not the file uses them. What is evaluated while the header is compiled is instantiated
/// there, once. Vectors were tried, too: they make the header larger and every compile slower.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#if !defined(__clang__) && defined(__cpp_lib_constexpr_string)
namespace gu::detail {

template <class Character>
constexpr bool instantiate_string() {
  using String = std::basic_string<Character>;
  const Character letters[] = {Character('a'), Character('b'), Character()};
  String text(letters, 2);
  const String moved(std::move(text));
  String more = String(3, Character('c')) + moved;
  more += letters;
  more.append(letters, 2);
  more.push_back(Character('d'));
  const std::basic_string_view<Character> view = more;
  return view.size() == more.length() && more.data() == more.c_str() && String(view) == more;
}

// The library's own inline functions want strings of every character.
static_assert(instantiate_string<char>() && instantiate_string<wchar_t>() && instantiate_string<char8_t>() &&
              instantiate_string<char16_t>() && instantiate_string<char32_t>());

}  // namespace gu::detail
#endif
