#include "gu/testing/report.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "gu/testing/observation.hpp"

namespace gu::testing {

namespace {

using nlohmann::json;

FailureDetails pending;

void write_whole(int descriptor, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const auto written = ::write(descriptor, text.data() + done, text.size() - done);
    if (written <= 0) return;
    done += static_cast<std::size_t>(written);
  }
}

void write_line(int descriptor, const json& event) {
  write_whole(descriptor, event.dump(-1, ' ', true, json::error_handler_t::replace) + "\n");
}

/// Through the streams' buffers, so that what was printed in a test is in the pipe before the event that ends it.
void flush_output() {
  std::cout.flush();
  std::fflush(stdout);
}

std::string full_name(const ::testing::TestInfo& test) {
  return std::string(test.test_suite_name()) + "." + test.name();
}

/// Turns GoogleTest's callbacks into events.
class Reporter : public ::testing::EmptyTestEventListener {
 public:
  explicit Reporter(int descriptor) : descriptor_(descriptor) {}

  void OnTestProgramStart(const ::testing::UnitTest& unit) override {
    write_line(descriptor_, {{"event", "start"}, {"tests", unit.test_to_run_count()}});
  }
  void OnTestStart(const ::testing::TestInfo& test) override {
    running_ = full_name(test);
    failed_ = false;
    skip_reason_.clear();
    set_running_test(running_);
    flush_output();
    write_whole(STDOUT_FILENO, "\x1E" + running_ + "\n");  // what comes now is this test's
    write_line(descriptor_, {{"event", "test_start"}, {"test", running_}});
  }
  void OnTestPartResult(const ::testing::TestPartResult& part) override {
    if (part.skipped()) skip_reason_ = part.message();
    if (!part.failed()) return;
    FailureDetails details = std::exchange(pending, {});
    std::string message = part.message();
    if (message.rfind("Failed\n", 0) == 0) message.erase(0, 7);  // GoogleTest's own first line
    if (details.kind.empty()) {
      ExceptionText text = explain_exception(message);
      details.kind = text.kind;
      message = text.message;
    }
    fail(details, message, part.file_name() == nullptr ? "" : part.file_name(), part.line_number());
  }
  void OnTestEnd(const ::testing::TestInfo& test) override {
    const bool skipped = test.result()->Skipped();
    flush_output();
    write_line(descriptor_, {{"event", "test_end"},
                             {"test", running_},
                             {"status", failed_ ? "failed" : (skipped ? "skipped" : "passed")},
                             {"seconds", static_cast<double>(test.result()->elapsed_time()) / 1000.0},
                             {"message", skip_reason_}});
    set_running_test("");
  }
  void OnTestProgramEnd(const ::testing::UnitTest& unit) override {
    write_line(descriptor_, {{"event", "done"}, {"tests", unit.test_to_run_count()}});
  }

 private:
  void fail(const FailureDetails& details, const std::string& message, const std::string& file, int line) {
    failed_ = true;
    write_line(descriptor_, {{"event", "failure"},
                             {"test", running_},
                             {"file", file},
                             {"line", line},
                             {"kind", details.kind},
                             {"message", message},
                             {"mistake", details.mistake}});
  }

  int descriptor_;
  std::string running_;
  std::string skip_reason_;
  bool failed_ = false;
};

/// Numbers the comparisons of each test, and fails a test that made none.
class ComparisonKeeper : public ::testing::EmptyTestEventListener {
 public:
  void OnTestStart(const ::testing::TestInfo& test) override { begin_observed_test(full_name(test).c_str()); }
  void OnTestEnd(const ::testing::TestInfo& test) override {
    if (judging() && !test.result()->Failed() && answers_left() > 0) {
      set_failure_details({"protocol", ""});
      ADD_FAILURE_AT(test.file(), test.line())
          << "the run under judgement gave " << answers_left() << " values more than the test asks for";
    }
    if (comparisons_so_far() > 0 || test.result()->Skipped() || test.result()->Failed()) return;
    set_failure_details({"assertion", ""});
    ADD_FAILURE_AT(test.file(), test.line())
        << "The test is at fault, not you: it compared nothing, so it cannot fail.";
  }
};

}  // namespace

void set_failure_details(FailureDetails details) {
  pending = std::move(details);
}

ExceptionText explain_exception(const std::string& googletest_message) {
  const std::string opening = "C++ exception with description \"";
  const std::string closing = "\" thrown in ";
  if (googletest_message.rfind(opening, 0) != 0) {
    const bool unknown = googletest_message.rfind("Unknown C++ exception", 0) == 0;
    return {unknown ? "exception" : "assertion",
            unknown ? "threw something that is no std::exception" : googletest_message};
  }
  const auto end = googletest_message.rfind(closing);
  const std::string text = googletest_message.substr(opening.size(), end - opening.size());
  if (text.find("is still to be written") != std::string::npos) return {"todo", text};
  if (text == "std::bad_alloc") return {"memory", "asked for more memory than the test may use (std::bad_alloc)"};
  return {"exception", "threw an exception that nobody expected here: " + text};
}

void report_to(int descriptor) {
  auto& listeners = ::testing::UnitTest::GetInstance()->listeners();
  // Standard output is then the student's and our marks' alone. By lines, so that a crash loses no whole one.
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  delete listeners.Release(listeners.default_result_printer());
  // Freed by GoogleTest, which owns its listeners.
  listeners.Append(new Reporter(descriptor));
  install_crash_handlers(descriptor);
}

void keep_comparisons() {
  ::testing::UnitTest::GetInstance()->listeners().Append(new ComparisonKeeper);
}

void list_tests() {
  const auto* unit = ::testing::UnitTest::GetInstance();
  for (int i = 0; i < unit->total_test_suite_count(); ++i) {
    const auto* suite = unit->GetTestSuite(i);
    for (int j = 0; j < suite->total_test_count(); ++j) {
      const auto* test = suite->GetTestInfo(j);
      std::string task = std::filesystem::path(test->file()).stem().string();
      if (task.size() > 5 && task.ends_with("_test")) task.resize(task.size() - 5);
      std::cout << json{{"test", full_name(*test)}, {"task", task}, {"file", test->file()}, {"line", test->line()}}
                << "\n";
    }
  }
}

}  // namespace gu::testing
