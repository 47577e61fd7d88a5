#include <unordered_map>

#include "gradebook/gradebook.hpp"
#include "json_reader.hpp"

namespace grader {
namespace {

std::vector<Student> read_students(Database& database) {
  std::vector<Student> students;
  Statement statement = database.prepare(
      "SELECT id, name, email, section, others, enrolled FROM students WHERE id NOT IN (SELECT identifier FROM "
      "aliases) ORDER BY id");
  while (statement.step()) {
    Student student{statement.text(0),        statement.text(1), statement.text(2), statement.text(3), {},
                    statement.integer(5) != 0};
    const Json others = parse_json(statement.text(4));
    for (const auto& [name, value] : others.items()) student.others[name] = value.get<std::string>();
    students.push_back(std::move(student));
  }
  return students;
}

std::vector<Assignment> read_assignments(Database& database) {
  std::vector<Assignment> assignments;
  Statement statement =
      database.prepare("SELECT folder, number, title, possible, weight, due FROM assignments ORDER BY number, folder");
  while (statement.step()) {
    Assignment assignment{statement.text(0), static_cast<int>(statement.integer(1)),
                          statement.text(2), static_cast<int>(statement.integer(3)),
                          std::nullopt,      statement.text(5)};
    if (!statement.is_null(4)) assignment.weight = statement.real(4);
    assignments.push_back(std::move(assignment));
  }
  return assignments;
}

std::vector<Extension> read_extensions(Database& database) {
  std::vector<Extension> extensions;
  Statement statement = database.prepare(
      "SELECT coalesce(aliases.student, extensions.student), folder, due FROM extensions LEFT JOIN aliases ON "
      "identifier = extensions.student ORDER BY 1, folder");
  while (statement.step()) extensions.push_back({statement.text(0), statement.text(1), statement.text(2)});
  return extensions;
}

LatePolicy read_policy(Database& database) {
  LatePolicy policy;
  Statement statement = database.prepare("SELECT grace_minutes, percent_a_day, at_most, attempt FROM policy");
  if (statement.step()) {
    policy = {static_cast<int>(statement.integer(0)), statement.real(1), statement.real(2),
              statement.text(3) == "last" ? AttemptChoice::last : AttemptChoice::best};
  }
  return policy;
}

std::vector<GradedAttempt> read_attempts(Database& database) {
  std::vector<GradedAttempt> attempts;
  std::unordered_map<std::int64_t, std::size_t> place;
  Statement statement = database.prepare(
      "SELECT id, coalesce(aliases.student, attempts.student), submission, digest, submitted, graded, edition, "
      "sandbox, "
      "fault, attempts.student FROM attempts LEFT JOIN aliases ON identifier = attempts.student "
      "ORDER BY 2, submitted, id");
  while (statement.step()) {
    place[statement.integer(0)] = attempts.size();
    attempts.push_back({statement.integer(0),
                        statement.text(1),
                        statement.text(2),
                        statement.text(3),
                        statement.text(4),
                        statement.text(5),
                        statement.text(6),
                        statement.text(7),
                        statement.text(8),
                        {},
                        statement.text(9)});
  }
  Statement points = database.prepare("SELECT attempt, folder, task, earned, possible FROM points");
  while (points.step()) {
    attempts[place.at(points.integer(0))].points.push_back(
        {points.text(1), points.text(2), static_cast<int>(points.integer(3)), static_cast<int>(points.integer(4))});
  }
  return attempts;
}

std::map<std::string, std::string> read_aliases(Database& database) {
  std::map<std::string, std::string> aliases;
  Statement statement = database.prepare("SELECT identifier, student FROM aliases");
  while (statement.step()) aliases.emplace(statement.text(0), statement.text(1));
  return aliases;
}

}  // namespace

ClassRecord Gradebook::read() {
  return file_.use([](Database& database) {
    // One transaction, so that what is read belongs together while another grader records.
    Transaction transaction(database);
    ClassRecord record{read_students(database), read_assignments(database), read_extensions(database),
                       read_policy(database),   read_attempts(database),    read_aliases(database)};
    transaction.commit();
    return record;
  });
}

}  // namespace grader
