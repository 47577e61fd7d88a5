#include "gu/npy.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace gu {

namespace {
constexpr std::string_view magic = "\x93NUMPY";

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
  throw std::runtime_error(file.string() + ": " + why);
}

/// The text after `'key':` in the header, which is a Python dictionary literal.
std::string value_of(const std::string& header, const std::string& key, const std::filesystem::path& file) {
  const auto at = header.find("'" + key + "':");
  if (at == std::string::npos) refuse(file, "the .npy header has no '" + key + "'");
  const auto start = header.find_first_not_of(' ', at + key.size() + 3);
  return start == std::string::npos ? "" : header.substr(start);
}

Shape parse_shape(const std::string& text, const std::filesystem::path& file) {
  const auto close = text.find(')');
  if (text.empty() || text[0] != '(' || close == std::string::npos)
    refuse(file, "the .npy header has no readable shape");
  Shape shape;
  const char* const end = text.data() + close;
  for (const char* at = text.data() + 1; at != end;) {
    if (*at == ' ' || *at == ',') {
      ++at;
      continue;
    }
    Index size = 0;
    const auto [rest, error] = std::from_chars(at, end, size);
    if (error != std::errc() || size < 0) refuse(file, "the .npy header has no readable shape");
    if (shape.size() == max_rank) refuse(file, "more than 8 axes");
    shape.push_back(size);
    at = rest;
  }
  return shape;
}
}  // namespace

NpyArray load_npy(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) refuse(file, "cannot be opened");
  std::array<char, 10> start{};
  in.read(start.data(), start.size());
  if (!in || std::string_view(start.data(), magic.size()) != magic)
    refuse(file, "not a .npy file (the first bytes differ)");
  if (start[6] != 1) refuse(file, ".npy version " + std::to_string(int{start[6]}) + ", expected 1");
  const auto length = static_cast<std::size_t>(static_cast<unsigned char>(start[8])) |
                      static_cast<std::size_t>(static_cast<unsigned char>(start[9])) << 8U;
  std::string header(length, ' ');
  in.read(header.data(), static_cast<std::streamsize>(length));
  if (!in) refuse(file, "ends inside its header");
  if (value_of(header, "descr", file).rfind("'<f4'", 0) != 0) {
    refuse(file, "expected float32 ('<f4'); given " + value_of(header, "descr", file).substr(0, 6));
  }
  if (value_of(header, "fortran_order", file).rfind("False", 0) != 0) refuse(file, "expected row-major (C) order");

  NpyArray array;
  array.shape = parse_shape(value_of(header, "shape", file), file);
  const auto at = in.tellg();
  in.seekg(0, std::ios::end);
  const auto available = static_cast<Index>(in.tellg() - at) / Index{sizeof(float)};
  in.seekg(at);
  // Checked against the file's length before anything is allocated: a damaged header must not ask for terabytes.
  Index count = std::find(array.shape.begin(), array.shape.end(), 0) == array.shape.end() ? 1 : 0;
  for (const Index size : array.shape) {
    if (count > 0 && count > available / size)
      refuse(file, "shorter than its shape " + to_text(array.shape) + " needs");
    count *= size;
  }
  array.values.resize(static_cast<std::size_t>(count));
  in.read(reinterpret_cast<char*>(array.values.data()),
          static_cast<std::streamsize>(array.values.size() * sizeof(float)));
  if (!in) refuse(file, "shorter than its shape " + to_text(array.shape) + " needs");
  return array;
}

void save_npy(const std::filesystem::path& file, const TensorView& values) {
  // Spelt as NumPy spells it, down to the comma after a single size: the same numbers make the same bytes.
  std::string shape;
  for (const Index size : values.shape) shape += (shape.empty() ? "" : ", ") + std::to_string(size);
  if (values.shape.size() == 1) shape += ",";
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
  // The format wants data to start at a multiple of 64 bytes and the header to end in a line break.
  header.resize((10 + header.size() + 1 + 63) / 64 * 64 - 10 - 1, ' ');
  header += '\n';

  std::filesystem::path partial = file;
  partial += ".partial";
  std::ofstream out(partial, std::ios::binary);
  if (!out) refuse(file, "cannot be written");
  out.write(magic.data(), static_cast<std::streamsize>(magic.size()));
  const std::array<char, 4> version_and_length{1, 0, static_cast<char>(header.size() & 0xFFU),
                                               static_cast<char>(header.size() >> 8U)};
  out.write(version_and_length.data(), version_and_length.size());
  out << header;
  for (Index i = 0; i < values.element_count(); ++i) {
    const float value = values.at_position(i);
    out.write(reinterpret_cast<const char*>(&value), sizeof(value));
  }
  out.close();
  if (!out) refuse(file, "could not be written in full; is the disk full?");
  std::filesystem::rename(partial, file);
}

}  // namespace gu
