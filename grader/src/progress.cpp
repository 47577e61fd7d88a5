#include "progress.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "clock.hpp"
#include "progress_rows.hpp"
#include "progress_store.hpp"

namespace grader {
struct Progress::Store {
  explicit Store(const Course& the_course) : course(the_course), store(the_course.root) {}
  const Course& course;
  ProgressStore store;
};

Progress::Progress(const Course& course) : store_(std::make_unique<Store>(course)) {}
Progress::~Progress() = default;

void Progress::record(const ModuleVerdict& verdict, const FileHashes& files, const std::string& time) {
  const Module* module = store_->course.find_folder(verdict.folder);
  if (module == nullptr || !keeps()) return;
  const FileHashes& hashes = files.empty() ? hash_student_files(store_->course, *module) : files;
  store_->store.use([&](Database& database) { insert_attempt(database, verdict, hashes, time); });
}

std::vector<TaskProgress> Progress::tasks(const Module& module) const {
  std::vector<TaskProgress> result(module.tasks.size());
  const FileHashes now = hash_student_files(store_->course, module);
  store_->store.use([&](Database& database) {
    Statement row = database.prepare(
        "SELECT a.id, t.status, t.earned FROM attempts a JOIN attempt_tasks t ON t.attempt = a.id "
        "WHERE a.folder = ? AND a.provider = 'mine' AND t.task = ? ORDER BY a.id DESC LIMIT 1");
    for (std::size_t i = 0; i < result.size(); ++i) {
      const std::string& name = module.tasks[i].name;
      row.bind_all(module.folder, name);
      if (row.step()) {
        FileHashes then = files_of(database, row.integer(0));
        result[i] = {true,
                     status_from_word(row.text(1)),
                     static_cast<int>(row.integer(2)),
                     then[name] != now.at(name),
                     then != now,
                     obstacle_in(database, row.integer(0), module.tasks[i])};
      }
      row.reset();
    }
  });
  return result;
}

TaskProgress Progress::task(const Module& module, const Task& task) const {
  const std::vector<TaskProgress> all = tasks(module);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (module.tasks[i].name == task.name) return all[i];
  }
  return {};
}

Completion Progress::completion(const Module& module) const {
  bool edited = false;
  for (const TaskProgress& each : tasks(module)) {
    if (!each.attempted || each.status != Status::passed) return Completion::unfinished;
    edited = edited || each.module_changed;
  }
  return edited ? Completion::edited : Completion::complete;
}

std::vector<Attempt> Progress::attempts(const Module& module) const {
  std::vector<Attempt> result;
  store_->store.use([&](Database& database) {
    result.clear();
    Statement row = database.prepare(
        "SELECT id, time, folder, provider, base, status, earned, possible FROM attempts "
        "WHERE folder = ? ORDER BY id DESC");
    row.bind_all(module.folder);
    while (row.step()) {
      Attempt attempt;
      attempt.id = row.integer(0);
      attempt.time = row.text(1);
      attempt.folder = row.text(2);
      attempt.provider = row.text(3);
      const auto base = nlohmann::json::parse(row.text(4), nullptr, false);
      if (base.is_object()) attempt.base = base.get<std::map<std::string, std::string>>();
      attempt.status = status_from_word(row.text(5));
      attempt.earned = static_cast<int>(row.integer(6));
      attempt.possible = static_cast<int>(row.integer(7));
      attempt.files = files_of(database, attempt.id);
      result.push_back(std::move(attempt));
    }
  });
  return result;
}

std::map<std::string, std::string> Progress::last_checks() const {
  std::map<std::string, std::string> result;
  store_->store.use([&](Database& database) {
    result.clear();
    Statement row = database.prepare(
        "SELECT folder, max(time) FROM attempts WHERE provider = 'mine' AND time NOT IN "
        "(SELECT time FROM attempts WHERE provider = 'mine' GROUP BY time HAVING count(DISTINCT folder) > 1) "
        "GROUP BY folder");
    while (row.step()) result[row.text(0)] = row.text(1);
  });
  return result;
}

std::vector<FailedTest> Progress::last_failures() const {
  std::vector<FailedTest> result;
  store_->store.use([&](Database& database) {
    result.clear();
    // The newest attempt that holds such a failure, then its failures.
    Statement row = database.prepare(
        "WITH mine AS (SELECT a.id, a.folder, t.task, t.name, t.status, t.kind, t.mistake FROM attempts a "
        "JOIN attempt_tests t ON t.attempt = a.id WHERE a.provider = 'mine'), "
        "passes AS (SELECT folder, name, max(id) AS id FROM mine WHERE status = 'passed' GROUP BY folder, name), "
        "open AS (SELECT m.* FROM mine m LEFT JOIN passes p ON p.folder = m.folder AND p.name = m.name "
        "WHERE m.kind <> 'todo' AND m.status IN ('failed', 'crashed', 'timed_out') AND m.id > coalesce(p.id, 0)) "
        "SELECT folder, task, name, mistake FROM open WHERE id = (SELECT max(id) FROM open) ORDER BY name");
    while (row.step()) result.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
  });
  return result;
}

int Progress::hints_used(const Module& module, const Task& task) const {
  int strength = 0;
  store_->store.use([&](Database& database) {
    Statement row = database.prepare("SELECT coalesce(max(strength), 0) FROM hints WHERE folder = ? AND task = ?");
    row.bind_all(module.folder, task.name);
    if (row.step()) strength = static_cast<int>(std::clamp<std::int64_t>(row.integer(0), 0, 3));
  });
  return strength;
}

void Progress::record_hint(const Module& module, const Task& task, int strength) {
  if (!keeps()) return;
  store_->store.use([&](Database& database) {
    database.prepare("INSERT INTO hints (time, folder, task, strength) VALUES (?, ?, ?, ?)")
        .bind_all(utc_time(), module.folder, task.name, std::int64_t{strength})
        .run();
  });
}

void Progress::record_solution(const Module& module, const Task& task, bool passed) {
  if (!keeps()) return;
  store_->store.use([&](Database& database) {
    database.prepare("INSERT INTO solutions (time, folder, task, passed) VALUES (?, ?, ?, ?)")
        .bind_all(utc_time(), module.folder, task.name, std::int64_t{passed ? 1 : 0})
        .run();
  });
}

bool Progress::keeps() const {
  return store_->store.writable();
}

std::vector<std::string> Progress::take_warnings() const {
  return store_->store.take_warnings();
}

}  // namespace grader
