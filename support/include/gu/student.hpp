/// @file
/// What every source file of a module starts with, without writing it: the standard headers that the course uses and
/// support/. The build includes it by force and precompiles it.
#pragma once

// <version> brings the library's configuration. Without this switch <cmath> leaves out Bessel functions and their like,
// templates that g++ would instantiate in every file. A library that does not know the switch keeps them.
// clang-format off
#include <version>
#undef _GLIBCXX_USE_STD_SPEC_FUNCS
// clang-format on

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "gu/instantiated.hpp"
#include "gu/memory.hpp"
#include "gu/random.hpp"
#include "gu/recorder.hpp"
#include "gu/require.hpp"
#include "gu/tensor_type.hpp"
#include "gu/todo.hpp"

// The test suite has a main of its own. A second one in a library would be ignored without a word; this makes it an error.
#pragma GCC poison main
