#include <fmt/core.h>

#include "errors.hpp"
#include "gradebook/attempt_rows.hpp"
#include "gradebook/gradebook.hpp"
#include "nearest.hpp"

namespace grader {
namespace {

bool any(Database& database, const std::string& query, const std::string& word) {
  Statement statement = database.prepare(query);
  statement.bind_all(word);
  return statement.step();
}

[[noreturn]] void refuse_unknown(Database& database, const std::string& identifier) {
  std::vector<std::string> known;
  Statement statement = database.prepare("SELECT id FROM students");
  while (statement.step()) known.push_back(statement.text(0));
  const std::vector<std::string> near = nearest(identifier, known);
  throw UsageError("There is no student '" + identifier + "' in the gradebook." +
                   (near.empty() ? " `grader gradebook` lists them." : " Did you mean " + join_or(near) + "?"));
}

void require_sensible(Database& database, const std::string& identifier, const std::string& student) {
  for (const std::string& each : {identifier, student}) {
    if (!any(database, "SELECT id FROM students WHERE id = ?", each)) refuse_unknown(database, each);
  }
  if (identifier == student) throw UsageError("'" + identifier + "' is that student already.");
  if (any(database, "SELECT id FROM students WHERE id = ? AND enrolled", identifier)) {
    throw UsageError("'" + identifier + "' is in the roster: a student of its own, whose work is nobody else's.");
  }
  for (const std::string& each : {identifier, student}) {
    const std::string means = person_of(database, each);
    if (means == each) continue;
    throw UsageError(fmt::format("'{}' stands for {} already. `grader gradebook alias --undo {}` takes that back.",
                                 each, means, each));
  }
  if (any(database, "SELECT identifier FROM aliases WHERE student = ?", identifier)) {
    throw UsageError("Other identifiers stand for '" + identifier +
                     "'. `grader gradebook alias` lists them; take them back first: alias --undo IDENTIFIER.");
  }
}

}  // namespace

std::string person_of(Database& database, const std::string& identifier) {
  Statement statement = database.prepare("SELECT student FROM aliases WHERE identifier = ?");
  statement.bind_all(identifier);
  return statement.step() ? statement.text(0) : identifier;
}

void Gradebook::add_alias(const std::string& identifier, const std::string& student) {
  file_.use([&](Database& database) {
    Transaction transaction(database);
    require_sensible(database, identifier, student);
    database.prepare("INSERT INTO aliases VALUES (?, ?)").bind_all(identifier, student).run();
    transaction.commit();
  });
}

std::string Gradebook::remove_alias(const std::string& identifier) {
  return file_.use([&](Database& database) {
    Transaction transaction(database);
    const std::string student = person_of(database, identifier);
    if (student == identifier)
      throw UsageError("'" + identifier + "' stands for nobody else. `grader gradebook alias` lists those that do.");
    database.prepare("DELETE FROM aliases WHERE identifier = ?").bind_all(identifier).run();
    transaction.commit();
    return student;
  });
}

}  // namespace grader
