/// @file
/// Rows of the progress database. Only progress.cpp needs this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "course.hpp"
#include "obstacle.hpp"
#include "progress.hpp"
#include "sqlite.hpp"
#include "verdict.hpp"

namespace grader {

/// The status that to_word() gave this word; `failed` for one that it never gives.
Status status_from_word(std::string_view word);

/// The hashes of the files that an attempt was made with. @throws SqliteError
FileHashes files_of(Database& database, std::int64_t attempt);

/// What kept a task from its points in an attempt. @throws SqliteError
Obstacle obstacle_in(Database& database, std::int64_t attempt, const Task& task);

/// Keeps an attempt, its files, tasks and tests, in one transaction.
/// @param time  empty: now
/// @throws SqliteError
void insert_attempt(Database& database, const ModuleVerdict& verdict, const FileHashes& files, const std::string& time);

}  // namespace grader
