#include "file_hashes.hpp"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <system_error>

namespace grader {

std::string content_hash(std::string_view content) {
  std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
  for (const char letter : content) {
    hash ^= static_cast<unsigned char>(letter);
    hash *= 0x100000001B3U;
  }
  static constexpr char digits[] = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = text.size(); i-- > 0; hash >>= 4U) text[i] = digits[hash & 0xFU];
  return text;
}

std::string hash_file(const std::filesystem::path& path) {
  std::error_code error;
  // Asked first: opening a pipe would wait for a writer.
  if (!std::filesystem::is_regular_file(path, error)) return "missing";
  std::ifstream file(path, std::ios::binary);
  return file ? content_hash(std::string(std::istreambuf_iterator<char>(file), {})) : "missing";
}

FileHashes hash_student_files(const Course& course, const Module& module) {
  FileHashes hashes;
  for (const Task& task : module.tasks) hashes[task.name] = hash_file(course.student_file(module, task));
  return hashes;
}

}  // namespace grader
