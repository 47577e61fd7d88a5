#include <map>
#include <utility>

#include "clock.hpp"
#include "gradebook/attempt_rows.hpp"
#include "gradebook/gradebook.hpp"

namespace grader {
namespace {

using TaskKey = std::pair<int, std::pair<std::string, std::string>>;  // number, so that modules come in order

std::map<TaskKey, int> points_of(const SubmissionGrade& grade) {
  std::map<TaskKey, int> points;
  for (const ModuleGrade& module : grade.modules) {
    for (const TaskVerdict& task : module.credit.tasks) {
      points[{module.credit.number, {module.credit.folder, task.name}}] = task.earned;
    }
  }
  return points;
}

void compare(const SubmissionGrade& before, const SubmissionGrade& after, RegradePreview& preview) {
  std::map<TaskKey, std::pair<std::optional<int>, std::optional<int>>> tasks;
  for (const auto& [key, earned] : points_of(before)) tasks[key].first = earned;
  for (const auto& [key, earned] : points_of(after)) tasks[key].second = earned;
  bool changed = false;
  for (const auto& [key, earned] : tasks) {
    if (earned.first == earned.second) continue;
    changed = true;
    preview.differences.push_back(
        {before.student, before.submission, key.second.first, key.second.second, earned.first, earned.second});
  }
  if (!changed) ++preview.unchanged;
}

struct KnownAttempt {
  std::int64_t id = 0;
  std::string json;
};

/// The attempt of exactly this grading, else the newest one of the same bytes.
KnownAttempt attempt_for(Database& database, const SubmissionGrade& grade) {
  Statement statement = database.prepare(
      "SELECT id, json FROM attempts WHERE student = ? AND digest = ? "
      "ORDER BY edition = ? AND seed = ? DESC, id DESC LIMIT 1");
  statement.bind_all(grade.student, grade.digest, grade.edition, std::to_string(grade.seed));
  if (!statement.step()) return {};
  return {statement.integer(0), statement.text(1)};
}

void keep_preview(Database& database, const KnownAttempt& attempt, const SubmissionGrade& grade) {
  SubmissionGrade kept = grade;
  kept.submitted = grade_from_json(attempt.json).submitted;
  database.prepare("DELETE FROM regrades WHERE attempt = ? AND applied = ''").bind_all(attempt.id).run();
  database.prepare("INSERT INTO regrades (attempt, old_json, new_json, time, applied) VALUES (?, ?, ?, ?, '')")
      .bind_all(attempt.id, attempt.json, grade_to_json(kept), utc_time())
      .run();
}

struct PendingRegrade {
  std::int64_t id = 0;
  std::int64_t attempt = 0;
  std::string old_json;  ///< of the attempt as it is now
  std::string new_json;
};

std::vector<PendingRegrade> read_pending(Database& database) {
  std::vector<PendingRegrade> pending;
  Statement statement = database.prepare(
      "SELECT regrades.id, attempt, attempts.json, new_json FROM regrades JOIN attempts ON attempts.id = attempt "
      "WHERE applied = '' ORDER BY student, submitted, attempt");
  while (statement.step()) {
    pending.push_back({statement.integer(0), statement.integer(1), statement.text(2), statement.text(3)});
  }
  return pending;
}

/// Somebody has recorded this very grading as an attempt since it was previewed.
bool is_recorded_meanwhile(Database& database, const PendingRegrade& regrade, const SubmissionGrade& grade) {
  Statement statement = database.prepare(
      "SELECT id FROM attempts WHERE student = ? AND digest = ? AND edition = ? AND seed = ? AND id != ?");
  statement.bind_all(grade.student, grade.digest, grade.edition, std::to_string(grade.seed), regrade.attempt);
  return statement.step();
}

/// @return  whether the attempt was changed
bool apply_one(Database& database, const PendingRegrade& regrade) {
  const SubmissionGrade grade = grade_from_json(regrade.new_json);
  if (is_recorded_meanwhile(database, regrade, grade)) {
    database.prepare("DELETE FROM regrades WHERE id = ?").bind_all(regrade.id).run();
    return false;
  }
  database
      .prepare(
          "UPDATE attempts SET submission = ?, graded = ?, edition = ?, seed = ?, sandbox = ?, fault = ?, json = ? "
          "WHERE id = ?")
      .bind_all(grade.submission, grade.graded, grade.edition, std::to_string(grade.seed), grade.sandbox, grade.fault,
                regrade.new_json, regrade.attempt)
      .run();
  write_points(database, regrade.attempt, grade);
  database.prepare("UPDATE regrades SET applied = ?, old_json = ? WHERE id = ?")
      .bind_all(utc_time(), regrade.old_json, regrade.id)
      .run();
  return true;
}

}  // namespace

RegradePreview Gradebook::preview_regrade(const std::vector<SubmissionGrade>& grades) {
  return file_.use([&](Database& database) {
    Transaction transaction(database);
    RegradePreview preview;
    for (const SubmissionGrade& grade : grades) {
      const KnownAttempt attempt = attempt_for(database, grade);
      if (attempt.id == 0) {
        preview.unknown.push_back(grade.submission);
        continue;
      }
      keep_preview(database, attempt, grade);
      compare(grade_from_json(attempt.json), grade, preview);
    }
    transaction.commit();
    return preview;
  });
}

RegradePreview Gradebook::pending_regrades() {
  return file_.use([](Database& database) {
    RegradePreview preview;
    for (const PendingRegrade& each : read_pending(database)) {
      compare(grade_from_json(each.old_json), grade_from_json(each.new_json), preview);
    }
    return preview;
  });
}

std::size_t Gradebook::apply_regrades() {
  return file_.use([](Database& database) {
    Transaction transaction(database);
    std::size_t applied = 0;
    for (const PendingRegrade& each : read_pending(database)) applied += apply_one(database, each) ? 1U : 0U;
    transaction.commit();
    return applied;
  });
}

}  // namespace grader
