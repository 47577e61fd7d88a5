/// @file
/// Observation and answers: the two halves of judging code that nobody trusts.
///
/// A worker runs the suite on the code under test and writes down the actual value of every comparison, under a stable key. A judge
/// runs the same suite on the reference, in a process that never loads that code, and each comparison takes its actual value from
/// what the worker wrote. So the verdict and its message are those of an ordinary run, and no code of a student's had a hand in them.
#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>

#include "gu/testing/comparison.hpp"

namespace gu::testing {

/// From now on writes one JSON object a line to the descriptor:
/// {"key": "Suite.Name#2", "shape": [2, 3], "bits": "3ff0000000000000..."}, numbers as the bits of float64, or
/// {"key": ..., "text": "..."}. -1 stops.
void observe_to(int descriptor);

/// From now on every comparison takes its actual value from these lines, written by observe_to() elsewhere. A line that is no
/// observation is skipped, so its comparison has no answer and fails.
void judge_by(std::istream& lines);
/// Ends judging, for tests of the kit.
void stop_judging();
bool judging();

/// Called by every comparison, with the actual value of this process. The key is the running test's name and the number of the
/// comparison in it.
/// @return  the value to judge: `actual` itself, or when judging the answer under this key; nothing where there is none
std::optional<Value> observed(const Value& actual);

/// Starts the numbering for a test; returns how many comparisons the one before made.
int begin_observed_test(const char* name);
int comparisons_so_far();
/// When judging: how many answers the running test has that no comparison asked for.
std::size_t answers_left();

}  // namespace gu::testing
