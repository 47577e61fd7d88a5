#include "progress_rows.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "clock.hpp"

namespace grader {
namespace {

/// Longer messages are cut: the history is for statistics, the report has the whole text.
constexpr std::size_t longest_kept_message = 2000;

bool was_run(const TaskVerdict& task) {
  return task.status == Status::not_compiled ||
         std::any_of(task.tests.begin(), task.tests.end(),
                     [](const TestVerdict& test) { return test.status != TestStatus::not_run; });
}

}  // namespace

Status status_from_word(std::string_view word) {
  for (const Status status :
       {Status::passed, Status::failed, Status::not_compiled, Status::not_graded, Status::crashed, Status::timed_out}) {
    if (to_word(status) == word) return status;
  }
  return Status::failed;
}

FileHashes files_of(Database& database, std::int64_t attempt) {
  FileHashes files;
  Statement rows = database.prepare("SELECT task, hash FROM attempt_files WHERE attempt = ?");
  rows.bind_all(attempt);
  while (rows.step()) files[rows.text(0)] = rows.text(1);
  return files;
}

Obstacle obstacle_in(Database& database, std::int64_t attempt, const Task& task) {
  TaskVerdict verdict;
  verdict.id = task.id;
  Statement rows = database.prepare("SELECT status, kind, message FROM attempt_tests WHERE attempt = ? AND task = ?");
  rows.bind_all(attempt, task.name);
  while (rows.step()) {
    TestVerdict test;
    test.status = rows.text(0) == to_word(TestStatus::passed)    ? TestStatus::passed
                  : rows.text(0) == to_word(TestStatus::skipped) ? TestStatus::skipped
                                                                 : TestStatus::failed;
    test.kind = rows.text(1);
    test.message = rows.text(2);
    verdict.tests.push_back(std::move(test));
  }
  return obstacle_of(verdict);
}

void insert_attempt(Database& database, const ModuleVerdict& verdict, const FileHashes& files,
                    const std::string& time) {
  Transaction transaction(database);
  Statement attempt = database.prepare(
      "INSERT INTO attempts (time, folder, provider, base, status, earned, possible) VALUES (?, ?, ?, ?, ?, ?, ?)");
  attempt
      .bind_all(time.empty() ? utc_time() : time, verdict.folder, verdict.provider, nlohmann::json(verdict.base).dump(),
                to_word(verdict.status), std::int64_t{verdict.earned}, std::int64_t{verdict.possible})
      .run();
  const std::int64_t id = database.last_row();
  Statement file = database.prepare("INSERT INTO attempt_files VALUES (?, ?, ?)");
  for (const auto& [task, hash] : files) file.bind_all(id, task, hash).run();
  Statement task_row = database.prepare("INSERT INTO attempt_tasks VALUES (?, ?, ?, ?, ?)");
  Statement test_row = database.prepare("INSERT OR REPLACE INTO attempt_tests VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  // A check of one task says nothing of the others. Where nothing ran at all (an early exit), that is every task's
  // verdict.
  const bool something_ran = std::any_of(verdict.tasks.begin(), verdict.tasks.end(), was_run);
  for (const TaskVerdict& task : verdict.tasks) {
    if (something_ran && !was_run(task)) continue;
    task_row.bind_all(id, task.name, to_word(task.status), std::int64_t{task.earned}, std::int64_t{task.possible})
        .run();
    for (const TestVerdict& test : task.tests) {
      test_row
          .bind_all(id, task.name, test.name, to_word(test.status), test.kind, test.mistake,
                    test.message.substr(0, longest_kept_message), test.seconds)
          .run();
    }
  }
  transaction.commit();
}

}  // namespace grader
