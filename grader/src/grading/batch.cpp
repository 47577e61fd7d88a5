#include "grading/batch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <system_error>
#include <thread>
#include <utility>

#include "errors.hpp"
#include "gradebook/gradebook.hpp"
#include "gradebook/marks.hpp"
#include "grading/executors.hpp"
#include "grading/pages.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// "3 min 20 s", "45 s".
std::string duration_text(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{} min {:02} s", whole / 60, whole % 60);
}

/// A stranger's file name cannot steer the terminal.
std::string printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }, '?');
  return text;
}

SubmissionGrade read_outcome(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return grade_from_json(text.str());
}

class Batch {
 public:
  Batch(const Course& course, const GradingFolder& folder, const BatchOptions& options)
      : course_(course), options_(options), book_(folder.root()), started_(Clock::now()) {}

  BatchSummary operator()(const GradingFolder& folder, const WorkPlan& work, const std::vector<fs::path>& submissions) {
    folder.keep_private();
    std::vector<WorkItem> items;
    for (const fs::path& submission : submissions) {
      items.push_back({fs::absolute(submission), folder.outcome(submission), folder.log(submission)});
      std::error_code ignored;
      fs::remove(items.back().outcome, ignored);  // of an earlier batch
    }
    summary_.submissions = items.size();
    const std::unique_ptr<Executor> executor = make_executor(options_.executor);
    if (executor->is_elsewhere()) take_kept(folder, work, items);
    executor->run(work, items, [this](const WorkItem& item, const std::string& fault) { take(item, fault); });
    if (!executor->collects()) return summary_;
    if (options_.regrade) regrade();
    for (const std::string& warning : book_.take_warnings()) std::cerr << warning << "\n";
    const ClassRecord record = book_.read();
    for (SubmissionGrade& grade : grades_) grade.student = record.person(grade.student);
    const ClassMarks marks = compute_marks(record);
    for (const Stranger& each : marks.strangers) std::cerr << printable(in_words(each, folder.root().string())) << "\n";
    // What is only shown must not reach the pages that students get.
    if (!options_.regrade || options_.apply) write_pages(course_, folder.root(), grades_, contexts(marks));
    summary_.seconds = since(started_);
    return summary_;
  }

 private:
  /// What is graded already needs no worker elsewhere: those items are taken here, and `items` keeps the others.
  void take_kept(const GradingFolder& folder, WorkPlan work, std::vector<WorkItem>& items) {
    if (!folder.has_results()) return;
    work.only_kept = true;
    work.workers = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    std::vector<WorkItem> others;
    LocalExecutor().run(work, items, [&](const WorkItem& item, const std::string& fault) {
      if (fault.empty() && fs::exists(item.outcome)) {
        take(item, "");
      } else {
        others.push_back(item);
      }
    });
    items = std::move(others);
  }

  void take(const WorkItem& item, const std::string& fault) {
    ++done_;
    std::string word = fault;
    if (fault.empty()) {
      try {
        SubmissionGrade grade = read_outcome(item.outcome);
        word = record(grade);
        grades_.push_back(std::move(grade));
      } catch (const std::exception& error) {
        word = std::string("its outcome cannot be used: ") + error.what();
        summary_.faults.push_back(item.submission.string() + ": " + word);
      }
    } else {
      summary_.faults.push_back(item.submission.string() + ": " + fault);
    }
    const double left =
        since(started_) / static_cast<double>(done_) * static_cast<double>(summary_.submissions - done_);
    std::cerr << fmt::format("[{}/{}] {} left  {}  {}\n", done_, summary_.submissions, duration_text(left),
                             printable(item.submission.filename().string()), printable(word));
  }

  std::string record(const SubmissionGrade& grade) {
    if (!options_.regrade) {
      const Recorded recorded = book_.record(grade);
      ++(recorded.is_new ? summary_.recorded : summary_.known);
      if (recorded.is_new) {
        summary_.work_seconds += grade.seconds;
        summary_.compile_seconds += grade.compile_seconds;
      }
    }
    if (!grade.fault.empty()) return grade.fault;
    std::string word = fmt::format("{}/{} points", grade.earned(), grade.possible());
    if (!grade.flags.empty()) word += fmt::format(", {} flags", grade.flags.size());
    return word;
  }

  void regrade() {
    const RegradePreview preview = book_.preview_regrade(grades_);
    for (const RegradeDifference& difference : preview.differences) {
      const auto text = [](const std::optional<int>& points) {
        return points ? std::to_string(*points) : "not graded";
      };
      std::cout << fmt::format("{}  {} {}: {} -> {}\n", difference.student, difference.folder, difference.task,
                               text(difference.before), text(difference.after));
    }
    for (const std::string& unknown : preview.unknown)
      std::cout << unknown << " was never graded; grade it without --regrade.\n";
    std::cout << fmt::format("Tasks that {}: {}. Submissions that stay as they are: {}.\n",
                             options_.apply ? "change" : "would change", preview.differences.size(), preview.unchanged);
    if (options_.apply) {
      book_.apply_regrades();
    } else if (!preview.differences.empty()) {
      std::cout << "Nothing was changed. To take it over: the same command with --apply.\n";
    }
  }

  /// What the gradebook adds to a student's page: the name, and what lateness takes.
  static std::map<std::string, FeedbackContext> contexts(const ClassMarks& marks) {
    std::map<std::string, FeedbackContext> contexts;
    for (const StudentMarks& student : marks.students) {
      FeedbackContext& context = contexts[student.student.id];
      context.person = student.student.name;
      double points = 0;
      for (std::size_t i = 0; i < student.modules.size(); ++i) {
        const ModuleMark& mark = student.modules[i];
        points += mark.points;
        if (mark.days_late == 0) continue;
        context.final_points = 0;
        context.lateness +=
            fmt::format("{} was handed in {} {} late: {} % are taken. ", marks.assignments[i].folder, mark.days_late,
                        mark.days_late == 1 ? "day" : "days", short_number(mark.percent_taken));
      }
      if (context.final_points) context.final_points = points;
    }
    return contexts;
  }

  const Course& course_;
  const BatchOptions& options_;
  Gradebook book_;
  Clock::time_point started_;
  std::size_t done_ = 0;
  std::vector<SubmissionGrade> grades_;
  BatchSummary summary_;
};

}  // namespace

BatchSummary run_batch(const Course& course, const GradingFolder& folder, const WorkPlan& work,
                       const std::vector<fs::path>& submissions, const BatchOptions& options) {
  return Batch(course, folder, options)(folder, work, submissions);
}

std::string summary_to_json(const BatchSummary& summary) {
  return nlohmann::ordered_json{{"schema", "groundup/grading/1"},
                                {"submissions", summary.submissions},
                                {"recorded", summary.recorded},
                                {"known", summary.known},
                                {"seconds", summary.seconds},
                                {"work_seconds", summary.work_seconds},
                                {"compile_seconds", summary.compile_seconds},
                                {"faults", summary.faults}}
      .dump(2);
}

}  // namespace grader
