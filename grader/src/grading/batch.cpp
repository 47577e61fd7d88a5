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

#include "database_file.hpp"
#include "errors.hpp"
#include "gradebook/gradebook.hpp"
#include "gradebook/marks.hpp"
#include "grading/batch_words.hpp"
#include "grading/executors.hpp"
#include "grading/pages.hpp"
#include "grading/whole_class.hpp"
#include "text.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
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
    std::vector<Kept> kept = take_out_kept(folder, work, items);
    std::cerr << opening_line(summary_.submissions, summary_.cached, work.workers) << "\n";
    at_once_ = kept.size();
    for (Kept& each : kept) take(each.item, [&each] { return std::move(each.grade); });
    begun_ = Clock::now();
    executor->run(work, items, [this](const WorkItem& item, const std::string& fault) {
      if (!fault.empty()) return take_fault(item, fault);
      take(item, [&item] { return read_outcome(item.outcome); });
    });
    if (!executor->collects()) return summary_;
    if (options_.regrade) regrade();
    for (const std::string& warning : book_.take_warnings()) std::cerr << warning << "\n";
    // What is only shown must not reach the pages that students get.
    const bool with_pages = !options_.regrade || options_.apply;
    tell_class(folder, with_pages);
    for (const std::string& line : closing_lines(summary_, folder.root(), with_pages))
      std::cerr << without_controls(line) << "\n";
    summary_.seconds = since(started_);
    return summary_;
  }

 private:
  struct Kept {
    WorkItem item;
    SubmissionGrade grade;
  };

  /// What is graded already, or cannot be read, needs no time, and elsewhere no worker: those items are taken out of `items`.
  std::vector<Kept> take_out_kept(const GradingFolder& folder, WorkPlan work, std::vector<WorkItem>& items) {
    std::vector<Kept> kept;
    if (!folder.has_results()) return kept;
    work.only_kept = true;
    work.workers = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    std::vector<WorkItem> others;
    LocalExecutor().run(work, items, [&](const WorkItem& item, const std::string& fault) {
      try {
        if (!fault.empty() || !fs::exists(item.outcome)) throw std::runtime_error("is to be graded");
        kept.push_back({item, read_outcome(item.outcome)});
        if (kept.back().grade.fault.empty()) ++summary_.cached;
      } catch (const std::runtime_error&) {
        others.push_back(item);
      }
    });
    items = std::move(others);
    return kept;
  }

  /// The pages, of everybody on record: a class is more than the archive that came late.
  void tell_class(const GradingFolder& folder, bool with_pages) {
    // Of two graders, the second reads what the first recorded, and so takes none of its pages for a stale one.
    const FileLock lock(folder.root() / "pages.lock");
    const ClassRecord record = book_.read();
    const ClassMarks marks = compute_marks(record);
    for (const Stranger& each : marks.strangers)
      std::cerr << without_controls(in_words(each, folder.root().string())) << "\n";
    if (!with_pages) return;
    const WholeClass whole = whole_class(std::move(grades_), record, book_);
    for (const std::string& sentence : whole.unreadable) std::cerr << without_controls(sentence) << "\n";
    write_pages(course_, folder.root(), whole.grades, contexts(marks), whole.of_this_run);
  }

  /// @param grade  reads it, and may throw
  void take(const WorkItem& item, const std::function<SubmissionGrade()>& grade) {
    try {
      SubmissionGrade taken = grade();
      const std::string word = record(taken);
      grades_.push_back(std::move(taken));
      tell(item, word);
    } catch (const std::exception& error) {
      take_fault(item, std::string("its outcome cannot be used: ") + error.what());
    }
  }

  void take_fault(const WorkItem& item, const std::string& fault) {
    summary_.faults.push_back(item.submission.string() + ": " + fault);
    tell(item, fault);
  }

  void tell(const WorkItem& item, const std::string& word) {
    ++done_;
    std::cerr << fmt::format("[{}/{}] {}  {}  {}\n", done_, summary_.submissions, time_left(),
                             without_controls(item.submission.filename().string()), without_controls(word));
  }

  /// By what the others took that were graded now.
  std::string time_left() const {
    if (done_ <= at_once_) return "at once";
    const auto graded = static_cast<double>(done_ - at_once_);
    return time_in_words(since(begun_) / graded * static_cast<double>(summary_.submissions - done_)) + " left";
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
    if (!grade.fault.empty()) {
      summary_.unreadable.push_back(grade.submission);
      return grade.fault;
    }
    std::string word = fmt::format("{}/{} points", grade.earned(), grade.possible());
    if (!grade.flags.empty()) word += ", " + counted(grade.flags.size(), "flag");
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
            fmt::format("{} was handed in {} late: {} % are taken. ", marks.assignments[i].folder,
                        counted(static_cast<std::size_t>(mark.days_late), "day"), short_number(mark.percent_taken));
      }
      if (context.final_points) context.final_points = points;
    }
    return contexts;
  }

  const Course& course_;
  const BatchOptions& options_;
  Gradebook book_;
  Clock::time_point started_;
  Clock::time_point begun_;  ///< with what was not in the cache
  std::size_t at_once_ = 0;  ///< submissions that were not graded now
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
                                {"cached", summary.cached},
                                {"seconds", summary.seconds},
                                {"work_seconds", summary.work_seconds},
                                {"compile_seconds", summary.compile_seconds},
                                {"faults", summary.faults},
                                {"unreadable", summary.unreadable}}
      .dump(2);
}

}  // namespace grader
