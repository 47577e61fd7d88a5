/// @file
/// Contract of the toy module broken: functions that should answer 1.
#pragma once

#include <vector>

namespace gu {

/// 1
int broken();
/// 1
int fine();
/// 1
int also_fine();

}  // namespace gu
