/// @file
/// Contract of the toy module excesses: functions that should answer 1.
#pragma once

#include <vector>

namespace gu {

/// 1
int hangs();
/// 1
int prints();
/// 1
int allocates();
/// 1
int skips();

}  // namespace gu
