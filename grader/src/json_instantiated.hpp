/// @file
/// The heavy parts of nlohmann's JSON, compiled once, in json_instantiated.cpp. Part of a precompiled header: without it every file that
/// touches JSON compiles them for itself, which took nearly twice the time.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace grader::detail {
using JsonText = nlohmann::detail::iterator_input_adapter<std::string::const_iterator>;
}  // namespace grader::detail

extern template class nlohmann::detail::serializer<nlohmann::json>;
extern template class nlohmann::detail::serializer<nlohmann::ordered_json>;
extern template class nlohmann::detail::lexer<nlohmann::json, grader::detail::JsonText>;
extern template class nlohmann::detail::lexer<nlohmann::ordered_json, grader::detail::JsonText>;
extern template class nlohmann::detail::parser<nlohmann::json, grader::detail::JsonText>;
extern template class nlohmann::detail::parser<nlohmann::ordered_json, grader::detail::JsonText>;
