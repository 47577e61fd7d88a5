/// @file
/// What a statement throws, for tests that check type and words at once.
#pragma once

#include <string>
#include <typeinfo>

namespace gu {

/// The message of the `Exception` that `statement` throws. A derived type is named instead, "no exception" said where
/// none came, and an unrelated exception goes on into the test, which fails by it.
template <class Exception, class Statement>
std::string message_of(const Statement& statement) {
  try {
    statement();
  } catch (const Exception& error) {
    return typeid(error) == typeid(Exception) ? error.what() : std::string("another type: ") + typeid(error).name();
  }
  return "no exception";
}

}  // namespace gu
