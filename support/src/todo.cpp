#include "gu/todo.hpp"

namespace gu {

NotImplemented::NotImplemented(std::string_view task, std::string_view size)
    : message_("task " + std::string(task) + " is still to be written: " + std::string(size)) {}

const char* NotImplemented::what() const noexcept {
  return message_.c_str();
}

void todo(std::string_view task, std::string_view size) {
  throw NotImplemented(task, size);
}

}  // namespace gu
