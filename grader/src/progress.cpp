#include "progress.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "clock.hpp"
#include "progress_store.hpp"

namespace grader {
namespace {

/// Longer messages are cut: the history is for statistics, the report has the whole text.
constexpr std::size_t longest_message = 2000;

std::optional<std::string> contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Status status_from_word(std::string_view word) {
  for (const Status status :
       {Status::passed, Status::failed, Status::not_compiled, Status::not_graded, Status::crashed, Status::timed_out}) {
    if (to_word(status) == word) return status;
  }
  return Status::failed;
}

bool was_run(const TaskVerdict& task) {
  return task.status == Status::not_compiled ||
         std::any_of(task.tests.begin(), task.tests.end(),
                     [](const TestVerdict& test) { return test.status != TestStatus::not_run; });
}

FileHashes files_of(Database& database, std::int64_t attempt) {
  FileHashes files;
  Statement rows = database.prepare("SELECT task, hash FROM attempt_files WHERE attempt = ?");
  rows.bind_all(attempt);
  while (rows.step()) files[rows.text(0)] = rows.text(1);
  return files;
}

void insert(Database& database, const ModuleVerdict& verdict, const FileHashes& files) {
  Transaction transaction(database);
  Statement attempt = database.prepare(
      "INSERT INTO attempts (time, folder, provider, base, status, earned, possible) VALUES (?, ?, ?, ?, ?, ?, ?)");
  attempt
      .bind_all(utc_time(), verdict.folder, verdict.provider, nlohmann::json(verdict.base).dump(),
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
                    test.message.substr(0, longest_message), test.seconds)
          .run();
    }
  }
  transaction.commit();
}

}  // namespace

std::string content_hash(std::string_view content) {
  std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
  for (const char letter : content) {
    hash ^= static_cast<unsigned char>(letter);
    hash *= 0x100000001B3U;
  }
  static constexpr char digits[] = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = text.size(); i-- > 0; hash >>= 4U) text[i] = digits[hash & 0xFU];
  return text;
}

FileHashes hash_student_files(const Course& course, const Module& module) {
  FileHashes hashes;
  for (const Task& task : module.tasks) {
    const auto content = contents(course.student_file(module, task));
    hashes[task.name] = content ? content_hash(*content) : "missing";
  }
  return hashes;
}

struct Progress::Store {
  explicit Store(const Course& the_course) : course(the_course), store(the_course.root) {}
  const Course& course;
  ProgressStore store;
};

Progress::Progress(const Course& course) : store_(std::make_unique<Store>(course)) {}
Progress::~Progress() = default;

void Progress::record(const ModuleVerdict& verdict, const FileHashes& files) {
  const Module* module = store_->course.find_folder(verdict.folder);
  if (module == nullptr || !keeps()) return;
  const FileHashes& hashes = files.empty() ? hash_student_files(store_->course, *module) : files;
  store_->store.use([&](Database& database) { insert(database, verdict, hashes); });
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
        result[i] = {true, status_from_word(row.text(1)), static_cast<int>(row.integer(2)), then[name] != now.at(name),
                     then != now};
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

bool Progress::is_complete(const Module& module) const {
  const std::vector<TaskProgress> all = tasks(module);
  return std::all_of(all.begin(), all.end(), [](const TaskProgress& each) {
    return each.attempted && each.status == Status::passed && !each.module_changed;
  });
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
