/// @file
/// What every test file starts with. The build includes it by force and precompiles it.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "gu/memory.hpp"
#include "gu/random.hpp"
#include "gu/recorder.hpp"
#include "gu/testing/array64.hpp"
#include "gu/testing/comparison.hpp"
#include "gu/testing/gradient_check.hpp"
#include "gu/testing/growth.hpp"
#include "gu/testing/make.hpp"
#include "gu/testing/textbook.hpp"
#include "gu/testing/xtensor_oracle.hpp"
#include "gu/todo.hpp"
