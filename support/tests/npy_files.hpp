/// @file
/// Files for the tests of .npy: a folder that goes away with the test, and the bytes that NumPy writes.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace gu {

/// A folder of its own for each test, removed behind it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "gu_npy_XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::filesystem::filesystem_error("mkdtemp", name, {});
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::filesystem::path operator/(const char* name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string read_bytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_bytes(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

/// A version 1.0 file around a dictionary and data, padded with blanks as NumPy does: the data begin at byte 128.
inline std::string npy_bytes(std::string dictionary, std::string_view data) {
  dictionary.resize(127 - 10, ' ');
  return std::string("\x93NUMPY\x01\x00\x76\x00", 10) + dictionary + "\n" + std::string(data);
}

/// What NumPy 2.4.6 wrote for numpy.save(file, numpy.array([[1.5, -2, 3], [0.25, numpy.inf, -0.0]], dtype="<f4")).
inline std::string numpy_file() {
  const std::string_view data(
      "\x00\x00\xC0\x3F\x00\x00\x00\xC0\x00\x00\x40\x40"
      "\x00\x00\x80\x3E\x00\x00\x80\x7F\x00\x00\x00\x80",
      24);
  return npy_bytes("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", data);
}

}  // namespace gu
