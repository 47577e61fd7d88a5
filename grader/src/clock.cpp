#include "clock.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <optional>

#include "errors.hpp"

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

/// Takes pieces of a text from its front.
class TimeReader {
 public:
  explicit TimeReader(std::string_view text) : rest_(text) {}

  bool take(char letter) {
    if (rest_.empty() || rest_.front() != letter) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// Exactly `digits` digits; none unless the number is in the range.
  std::optional<int> number(std::size_t digits, int least, int most) {
    if (rest_.size() < digits) return std::nullopt;
    int value = 0;
    for (const char letter : rest_.substr(0, digits)) {
      if (letter < '0' || letter > '9') return std::nullopt;
      value = 10 * value + (letter - '0');
    }
    rest_.remove_prefix(digits);
    if (value < least || value > most) return std::nullopt;
    return value;
  }
  bool skip_fraction() {
    if (!take('.')) return true;
    const std::size_t digits = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    rest_.remove_prefix(digits);
    return digits > 0;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::optional<std::chrono::sys_days> read_date(TimeReader& reader) {
  const auto year = reader.number(4, 1970, 2199);
  if (!year || !reader.take('-')) return std::nullopt;
  const auto month = reader.number(2, 1, 12);
  if (!month || !reader.take('-')) return std::nullopt;
  const auto day = reader.number(2, 1, 31);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::optional<std::chrono::seconds> read_time_of_day(TimeReader& reader) {
  const auto hour = reader.number(2, 0, 23);
  if (!hour || !reader.take(':')) return std::nullopt;
  const auto minute = reader.number(2, 0, 59);
  if (!minute) return std::nullopt;
  int seconds = 0;
  if (reader.take(':')) {
    const auto second = reader.number(2, 0, 59);
    if (!second || !reader.skip_fraction()) return std::nullopt;
    seconds = *second;
  }
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(seconds);
}

/// What the zone is ahead of UTC.
std::optional<std::chrono::seconds> read_zone(TimeReader& reader) {
  if (reader.take('Z')) return std::chrono::seconds(0);
  const bool ahead = reader.take('+');
  if (!ahead && !reader.take('-')) return std::nullopt;
  const auto hours = reader.number(2, 0, 14);
  if (!hours) return std::nullopt;
  reader.take(':');
  const auto minutes = reader.number(2, 0, 59);
  if (!minutes) return std::nullopt;
  const std::chrono::seconds offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return ahead ? offset : -offset;
}

std::optional<std::chrono::sys_seconds> read_time(std::string_view text) {
  TimeReader reader(text);
  const auto date = read_date(reader);
  if (!date || (!reader.take('T') && !reader.take(' '))) return std::nullopt;
  const auto time = read_time_of_day(reader);
  if (!time) return std::nullopt;
  const auto zone = read_zone(reader);
  if (!zone || !reader.at_end()) return std::nullopt;
  return *date + *time - *zone;
}

}  // namespace

std::string utc_text(std::chrono::sys_seconds time) {
  return utc("%Y-%m-%dT%H:%M:%SZ", time);
}

std::chrono::sys_seconds parse_time(std::string_view text) {
  const auto time = read_time(text);
  if (!time) {
    throw UsageError("'" + std::string(text) +
                     "' is no time. Write a date that exists, a time of day and a zone: 2026-03-01T17:59:00Z is UTC, "
                     "2026-03-01T18:59+01:00 is the same moment in a zone one hour ahead.");
  }
  return *time;
}

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
