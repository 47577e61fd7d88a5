#include "edition/zip_check.hpp"

#include <cstdint>

#include "edition/entry_name.hpp"

namespace grader {
namespace {

// The format: APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
constexpr std::string_view local_mark("PK\3\4", 4);
constexpr std::string_view central_mark("PK\1\2", 4);
constexpr std::string_view end_mark("PK\5\6", 4);
constexpr std::size_t local_size = 30;
constexpr std::size_t central_size = 46;
constexpr std::size_t end_size = 22;

constexpr const char* cut_off = "it is cut off or damaged: the list of its files is not at its end";
constexpr const char* damaged = "it is damaged: the list of its files does not fit what it holds";

/// A little-endian number of `size` bytes. The caller has made sure that they are there.
std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

bool has(std::string_view bytes, std::size_t at, std::string_view mark, std::size_t size) {
  return at <= bytes.size() && size <= bytes.size() - at && bytes.substr(at, mark.size()) == mark;
}

/// The name in an entry's own header; data() is null where there is no such header.
std::string_view local_name(std::string_view bytes, std::size_t at) {
  if (!has(bytes, at, local_mark, local_size)) return {};
  const std::size_t length = number(bytes, at + 26, 2);
  if (length > bytes.size() - at - local_size) return {};
  return bytes.substr(at + local_size, length);
}

}  // namespace

bool is_zip(std::string_view bytes) {
  return bytes.starts_with(local_mark) || bytes.starts_with(end_mark);
}

std::string zip_refusal(std::string_view bytes, std::size_t most_entries) {
  const std::size_t end = bytes.rfind(end_mark);
  if (end == bytes.npos || !has(bytes, end, end_mark, end_size)) return cut_off;
  if (end + end_size + number(bytes, end + 20, 2) != bytes.size()) return cut_off;
  const std::uint64_t count = number(bytes, end + 10, 2);
  const std::uint64_t size = number(bytes, end + 12, 4);
  const std::uint64_t start = number(bytes, end + 16, 4);
  if (number(bytes, end + 4, 4) != 0 || number(bytes, end + 8, 2) != count) return "it is one part of several";
  if (count > most_entries) return "it holds more than " + std::to_string(most_entries) + " files and folders";
  if (start + size != end) return damaged;
  std::size_t at = start;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (!has(bytes, at, central_mark, central_size)) return damaged;
    const std::size_t length = number(bytes, at + 28, 2);
    const std::size_t behind = number(bytes, at + 30, 2) + number(bytes, at + 32, 2);
    if (length + behind > end - at - central_size) return damaged;
    const std::string_view name = bytes.substr(at + central_size, length);
    const std::string_view own = local_name(bytes, number(bytes, at + 42, 4));
    if (own.data() == nullptr) return damaged;
    if (name != own) {
      return "it calls one of its files both " + printable(name) + " and " + printable(own) +
             ", so that programs would unpack different things";
    }
    if (name.find('\0') != name.npos) return "the name " + printable(name) + " holds a NUL";
    at += central_size + length + behind;
  }
  return at == end ? "" : damaged;
}

}  // namespace grader
