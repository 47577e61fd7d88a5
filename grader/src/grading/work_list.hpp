/// @file
/// The list of submissions that workers on other machines share: one file, from which each takes one item by its number.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "grading/executor.hpp"

namespace grader {

/// The paths of the submissions in order, each ended by a NUL: the only byte that no path holds.
std::string work_list_text(const std::vector<WorkItem>& items);

/// @param item  counted from 0
/// @throws UsageError  the list cannot be read, or has no such item
std::filesystem::path listed_submission(const std::filesystem::path& list, std::size_t item);

/// The command line of a worker that finds its submission in a list, up to the number of the item, which is to follow.
std::vector<std::string> listed_worker_command(const WorkPlan& plan, const std::filesystem::path& list);

}  // namespace grader
