/// @file
/// NumPy's .npy files, version 1.0, little-endian float32 in row-major order.
#pragma once

#include <filesystem>
#include <vector>

#include "gu/index_list.hpp"
#include "gu/tensor_view.hpp"

namespace gu {

/// Numbers out of a file.
struct NpyArray {
  Shape shape;
  std::vector<float> values;  ///< row-major
};

/// @throws std::runtime_error  the file cannot be read, is not .npy, or holds something else than '<f4' in C order; the
/// message
///                             names the file, what was found and what was expected
/// @see    NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays"
NpyArray load_npy(const std::filesystem::path& file);

/// Writes beside the target and renames, so that a half-written file is never seen. @throws std::runtime_error
void save_npy(const std::filesystem::path& file, const TensorView& values);

}  // namespace gu
