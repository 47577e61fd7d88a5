#include "gradebook/gradebook.hpp"

#include <algorithm>
#include <cmath>

#include "clock.hpp"
#include "errors.hpp"
#include "gradebook/attempt_rows.hpp"
#include "json_reader.hpp"

namespace grader {
namespace {

/// When these bytes of this student, under whatever identifier, were first recorded as handed in; empty: never.
std::string first_submitted(Database& database, const SubmissionGrade& grade) {
  Statement statement = database.prepare(
      "SELECT submitted FROM attempts WHERE digest = ?1 AND (student = ?2 OR student IN (SELECT identifier FROM "
      "aliases WHERE student = ?2)) "
      "ORDER BY id LIMIT 1");
  statement.bind_all(grade.digest, person_of(database, grade.student));
  return statement.step() ? statement.text(0) : std::string();
}

std::int64_t same_grading(Database& database, const SubmissionGrade& grade) {
  Statement statement =
      database.prepare("SELECT id FROM attempts WHERE student = ? AND digest = ? AND edition = ? AND seed = ?");
  statement.bind_all(grade.student, grade.digest, grade.edition, std::to_string(grade.seed));
  return statement.step() ? statement.integer(0) : 0;
}

std::int64_t insert_attempt(Database& database, const SubmissionGrade& grade, const std::string& submitted) {
  database.prepare("INSERT OR IGNORE INTO students VALUES (?, '', '', '', '{}', 0)").bind_all(grade.student).run();
  database
      .prepare(
          "INSERT INTO attempts (student, submission, digest, submitted, graded, edition, seed, sandbox, fault, json) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind_all(grade.student, grade.submission, grade.digest, submitted, grade.graded, grade.edition,
                std::to_string(grade.seed), grade.sandbox, grade.fault, grade_to_json(grade))
      .run();
  const std::int64_t attempt = database.last_row();
  write_points(database, attempt, grade);
  return attempt;
}

void enter_module(Database& database, const Module& module) {
  database
      .prepare(
          "INSERT INTO assignments VALUES (?, ?, ?, ?, NULL, '') ON CONFLICT (folder) DO UPDATE SET "
          "number = excluded.number, title = excluded.title, possible = excluded.possible")
      .bind_all(module.folder, std::int64_t{module.number}, module.title, std::int64_t{module.points()})
      .run();
}

/// A module that was only planned, and is so no more, would count as nothing handed in.
void forget_unplanned(Database& database, const Module& module) {
  database
      .prepare(
          "DELETE FROM assignments WHERE folder = ?1 AND due = '' AND weight IS NULL AND NOT EXISTS (SELECT 1 FROM "
          "points WHERE folder = ?1)")
      .bind_all(module.folder)
      .run();
}

}  // namespace

void write_points(Database& database, std::int64_t attempt, const SubmissionGrade& grade) {
  database.prepare("DELETE FROM points WHERE attempt = ?").bind_all(attempt).run();
  Statement plan = database.prepare("INSERT OR IGNORE INTO assignments VALUES (?, ?, ?, ?, NULL, '')");
  Statement points = database.prepare("INSERT INTO points VALUES (?, ?, ?, ?, ?)");
  for (const ModuleGrade& module : grade.modules) {
    const ModuleVerdict& credit = module.credit;
    plan.bind_all(credit.folder, std::int64_t{credit.number}, credit.title, std::int64_t{credit.possible}).run();
    for (const TaskVerdict& task : credit.tasks) {
      points.bind_all(attempt, credit.folder, task.name, std::int64_t{task.earned}, std::int64_t{task.possible}).run();
    }
  }
}

Gradebook::Gradebook(const std::filesystem::path& folder) : file_(folder) {}

Recorded Gradebook::record(const SubmissionGrade& grade) {
  if (grade.student.empty()) {
    throw UsageError("The submission '" + grade.submission +
                     "' names no student, so it has no place in the gradebook. Name its archive or folder after the "
                     "student, or pack it with `grader submit --student ID`.");
  }
  const std::string submitted = utc_text(parse_time(grade.submitted));
  return file_.use([&](Database& database) {
    Transaction transaction(database);
    const std::string first = first_submitted(database, grade);
    Recorded recorded{same_grading(database, grade), false, first.empty() ? submitted : first};
    if (recorded.attempt == 0) {
      SubmissionGrade kept = grade;
      kept.submitted = recorded.submitted;
      recorded.attempt = insert_attempt(database, kept, recorded.submitted);
      recorded.is_new = true;
    }
    transaction.commit();
    return recorded;
  });
}

std::optional<SubmissionGrade> Gradebook::find_cached(const std::string& digest, const std::string& edition,
                                                      std::optional<std::uint64_t> seed) {
  const std::string json = file_.use([&](Database& database) {
    const std::string of_the_seed = seed ? " AND seed = ?3" : "";
    Statement statement = database.prepare("SELECT json FROM attempts WHERE digest = ?1 AND edition = ?2" +
                                           of_the_seed + " ORDER BY id DESC LIMIT 1");
    statement.bind_all(digest, edition);
    if (seed) statement.bind(3, std::to_string(*seed));
    return statement.step() ? statement.text(0) : std::string();
  });
  if (json.empty()) return std::nullopt;
  return grade_from_json(json);
}

SubmissionGrade Gradebook::grade(std::int64_t attempt) {
  const std::string json = file_.use([&](Database& database) {
    Statement statement = database.prepare("SELECT json FROM attempts WHERE id = ?");
    statement.bind_all(attempt);
    return statement.step() ? statement.text(0) : std::string();
  });
  if (json.empty()) throw UsageError("There is no attempt " + std::to_string(attempt) + " in the gradebook.");
  return grade_from_json(json);
}

void Gradebook::set_policy(const LatePolicy& policy) {
  file_.use([&](Database& database) {
    const std::string attempt = policy.attempt == AttemptChoice::best ? "best" : "last";
    database.prepare("INSERT OR REPLACE INTO policy VALUES (1, ?, ?, ?, ?)")
        .bind_all(std::int64_t{policy.grace_minutes}, policy.percent_a_day, policy.at_most, attempt)
        .run();
  });
}

void Gradebook::set_due(const Module& module, std::optional<std::chrono::sys_seconds> due) {
  file_.use([&](Database& database) {
    Transaction transaction(database);
    enter_module(database, module);
    database.prepare("UPDATE assignments SET due = ? WHERE folder = ?")
        .bind_all(due ? utc_text(*due) : std::string(), module.folder)
        .run();
    if (!due) forget_unplanned(database, module);
    transaction.commit();
  });
}

void Gradebook::set_weight(const Module& module, std::optional<double> weight) {
  if (weight && (!std::isfinite(*weight) || *weight < 0))
    throw UsageError("A weight is a number that is not negative, like 1 or 0.5.");
  file_.use([&](Database& database) {
    Transaction transaction(database);
    enter_module(database, module);
    if (weight) {
      database.prepare("UPDATE assignments SET weight = ? WHERE folder = ?").bind_all(*weight, module.folder).run();
    } else {
      database.prepare("UPDATE assignments SET weight = NULL WHERE folder = ?").bind_all(module.folder).run();
      forget_unplanned(database, module);
    }
    transaction.commit();
  });
}

void Gradebook::extend(const std::string& student, const std::string& folder,
                       std::optional<std::chrono::sys_seconds> due) {
  file_.use([&](Database& database) {
    if (due) {
      database.prepare("INSERT OR REPLACE INTO extensions VALUES (?, ?, ?)")
          .bind_all(student, folder, utc_text(*due))
          .run();
      return;
    }
    database
        .prepare(
            "DELETE FROM extensions WHERE folder = ?2 AND (student = ?1 OR student IN (SELECT identifier FROM aliases "
            "WHERE student = ?1))")
        .bind_all(student, folder)
        .run();
  });
}

void Gradebook::enrol(const std::vector<Student>& students) {
  file_.use([&](Database& database) {
    Transaction transaction(database);
    Statement statement = database.prepare(
        "INSERT INTO students VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (id) DO UPDATE SET enrolled = 1, "
        "name = iif(excluded.name = '', name, excluded.name), email = iif(excluded.email = '', email, excluded.email), "
        "section = iif(excluded.section = '', section, excluded.section), "
        "others = json_patch(others, excluded.others)");
    for (const Student& student : students) {
      if (const std::string other = person_of(database, student.id); other != student.id) {
        throw UsageError("'" + student.id + "' of the roster stands for " + other +
                         " in this gradebook. Take that back first: `grader gradebook alias --undo " + student.id +
                         "`.");
      }
      Json others = Json::object();
      for (const auto& [name, value] : student.others) {
        if (!value.empty()) others[name] = value;
      }
      statement
          .bind_all(student.id, student.name, student.email, student.section,
                    others.dump(-1, ' ', false, Json::error_handler_t::replace))
          .run();
    }
    transaction.commit();
  });
}

}  // namespace grader
