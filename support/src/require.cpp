#include "gu/require.hpp"

#include <stdexcept>

namespace gu {

std::string to_text(std::string_view text) {
  return std::string(text);
}
std::string to_text(const char* text) {
  return text;
}
std::string to_text(bool value) {
  return value ? "true" : "false";
}

namespace detail {
template void append_text<IndexList>(std::string& text, const void* value);
template void append_text<std::string>(std::string& text, const void* value);
template void append_text<bool>(std::string& text, const void* value);
template void append_text<int>(std::string& text, const void* value);
template void append_text<long>(std::string& text, const void* value);
template void append_text<long long>(std::string& text, const void* value);
template void append_text<unsigned long>(std::string& text, const void* value);
template void append_text<float>(std::string& text, const void* value);
template void append_text<double>(std::string& text, const void* value);

void append_literal(std::string& text, const void* value) {
  text += static_cast<const char*>(value);
}

void throw_unmet(std::string_view where, std::string_view expected, std::initializer_list<Given> given) {
  std::string message(where);
  message += ": expected ";
  message += expected;
  if (given.size() > 0) message += "; given ";
  for (const Given& each : given) each.append(message, each.value);
  throw std::invalid_argument(message);
}
}  // namespace detail

}  // namespace gu
