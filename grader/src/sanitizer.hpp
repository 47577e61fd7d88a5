/// @file
/// Reading what AddressSanitizer and UndefinedBehaviorSanitizer printed.
#pragma once

#include <string>
#include <string_view>

namespace grader {

/// "used memory after it was freed (heap-use-after-free), at modules/02_activations/src/softmax.cpp:34 in
/// gu::softmax(…)". Empty when the output holds no report. A place is named when one lies in a module's src/.
std::string sanitizer_finding(std::string_view output);

}  // namespace grader
