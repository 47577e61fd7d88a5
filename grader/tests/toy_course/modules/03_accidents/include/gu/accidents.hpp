/// @file
/// Contract of the toy module accidents: functions that should answer 1.
#pragma once

#include <vector>

namespace gu {

/// 1
int segfault();
/// 1
int exception();
/// 1
int overflow();
/// 1
int aborts();
/// 1
int leaves();

}  // namespace gu
