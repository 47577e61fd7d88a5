/// @file
/// The hole in a skeleton.
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace gu {

/// Thrown by a task that nobody has written yet. It derives from no error that a test expects, so that no test of bad
/// input takes an empty skeleton for a careful refusal.
class NotImplemented : public std::exception {
 public:
  NotImplemented(std::string_view task, std::string_view size);
  const char* what() const noexcept override;

 private:
  std::string message_;
};

/// Marks what the student writes. Delete the call together with writing the body.
///
/// @param task  "12.2": module and task
/// @param size  an honest size: "about 25 lines, four nested loops"
[[noreturn]] void todo(std::string_view task, std::string_view size);

}  // namespace gu
