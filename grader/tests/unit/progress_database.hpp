/// @file
/// The progress database of a temporary course, looked at from outside.
#pragma once

#include <cstdint>
#include <string>

#include "sqlite.hpp"
#include "temporary_course.hpp"

namespace grader::testing {

inline fs::path database_of(const TemporaryCourse& toy) {
  return toy.path() / ".grader" / "progress.sqlite";
}

inline std::int64_t count(const TemporaryCourse& toy, const std::string& query) {
  Database database(database_of(toy), Database::Mode::read_write);
  Statement statement = database.prepare(query);
  return statement.step() ? statement.integer(0) : -1;
}

}  // namespace grader::testing
