#include "json_instantiated.hpp"

template class nlohmann::detail::serializer<nlohmann::json>;
template class nlohmann::detail::serializer<nlohmann::ordered_json>;
template class nlohmann::detail::lexer<nlohmann::json, grader::detail::JsonText>;
template class nlohmann::detail::lexer<nlohmann::ordered_json, grader::detail::JsonText>;
template class nlohmann::detail::parser<nlohmann::json, grader::detail::JsonText>;
template class nlohmann::detail::parser<nlohmann::ordered_json, grader::detail::JsonText>;
