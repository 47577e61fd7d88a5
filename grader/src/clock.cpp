#include "clock.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace grader {
namespace {

std::string utc(const char* format, std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), format, &parts);
  return {text.data(), length};
}

}  // namespace

std::string utc_time(std::chrono::system_clock::time_point time) {
  const auto milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
  std::array<char, 8> fraction{};
  std::snprintf(fraction.data(), fraction.size(), ".%03dZ", static_cast<int>(milliseconds));
  return utc("%Y-%m-%dT%H:%M:%S", time) + fraction.data();
}

std::string utc_file_name() {
  return utc("%Y-%m-%dT%H-%M-%SZ", std::chrono::system_clock::now());
}

}  // namespace grader
