#include "suite_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "sanitizer.hpp"
#include "stranger_line.hpp"
#include "suite_end.hpp"

namespace grader {
namespace {

using nlohmann::json;

constexpr std::size_t longest_message = 20'000;  // characters; whoever says more says it to flood the report
constexpr std::size_t longest_word = 500;
constexpr std::size_t most_strangers = 10;
constexpr std::size_t most_ends_each = 100;  // an honest suite ends each test once

/// Not within a UTF-8 character.
std::string cut(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  text.resize(most);
  return text;
}

}  // namespace

SuiteFold::SuiteFold(const std::vector<std::string>& expected, double timeout_seconds, int repeat)
    : timeout_seconds_(timeout_seconds),
      repeat_(repeat),
      expected_(expected.begin(), expected.end()),
      printed_(expected_) {}

void SuiteFold::begin_process() {
  ended_.clear();
  runs_.clear();
  ends_.clear();
  running_ = {};
  printed_.clear();
  crash_signal_ = 0;
  stack_overflow_ = done_ = ended_early_ = never_began_ = flooded_ = false;
}

void SuiteFold::output(std::string_view piece) {
  printed_.read(piece);
}

bool SuiteFold::event(std::string_view line) {
  if (flooded_) return false;  // unread, because reading takes time that only the sender chooses
  const json event = parse_stranger_line(line);
  if (!event.is_object()) return false;  // half a line of a crash, or not the suite's: what is missing then fails
  try {
    const std::string what = event.value("event", "");
    const std::string name = event.value("test", "");
    if (what == "test_start") {
      test_start(name);
    } else if (what == "failure") {
      TestVerdict found;
      found.kind = cut(event.value("kind", "assertion"), longest_word);
      found.message = cut(event.value("message", ""), longest_message);
      found.mistake = cut(event.value("mistake", ""), longest_word);
      found.file = cut(event.value("file", ""), longest_word);
      found.line = event.value("line", 0);
      failure(name, std::move(found));
    } else if (what == "test_end") {
      test_end(name, event.value("status", ""), event.value("seconds", 0.0),
               cut(event.value("message", ""), longest_message));
    } else if (what == "crash") {
      crash_signal_ = event.value("signal", 0);
      stack_overflow_ = event.value("stack_overflow", false);
      for (const json& frame : event.value("frames", json::array())) {
        frames_[name].push_back({frame.value("object", ""), frame.value("offset", "")});
      }
    } else if (what == "done") {
      done_ = true;
    }
    return what == "start" || what == "test_start" || what == "test_end" || what == "done";
  } catch (const json::exception&) {
    return false;  // a field of another type than the protocol's
  }
}

void SuiteFold::test_start(const std::string& name) {
  running_ = {};
  running_.name = name;
  ++runs_[name];
}

void SuiteFold::failure(const std::string& name, TestVerdict&& found) {
  // The first failure is the one that explains, unless a later one knows the mistake by name.
  const bool knows_more = running_.mistake.empty() && !found.mistake.empty();
  if (name != running_.name || (running_.status == TestStatus::failed && !knows_more)) return;
  found.name = name;
  found.status = TestStatus::failed;
  running_ = std::move(found);
}

void SuiteFold::test_end(const std::string& name, const std::string& status, double seconds,
                         const std::string& message) {
  TestVerdict result;
  if (name == running_.name) {
    result = std::exchange(running_, {});
    if (status == "skipped" && result.status != TestStatus::failed) {
      result.status = TestStatus::skipped;
      result.message = message;
    } else if (status == "passed" && result.status != TestStatus::failed) {
      result.status = TestStatus::passed;
    } else if (result.status != TestStatus::failed) {
      result.status = TestStatus::failed;
      result.kind = "assertion";
      result.message = "failed without saying why";
    }
    result.output = printed_.of(name);
  } else {
    result.name = name;
    result.status = TestStatus::failed;
    result.kind = "protocol";
    result.message = "reported a result without having begun";
  }
  result.seconds = seconds;
  ended_.push_back(name);
  flooded_ = ended_.size() > most_ends_each * expected_.size() * static_cast<std::size_t>(repeat_);
  if (!expected_.contains(name)) return stranger(name);
  const int ends = ++ends_[name];
  const auto earlier = results_.find(name);
  if (earlier == results_.end()) {
    results_.emplace(name, std::move(result));
  } else if (runs_[name] > repeat_ || ends == 1) {
    earlier->second.status = TestStatus::failed;
    earlier->second.kind = "duplicate";
    earlier->second.message = "reported more than one result";
  } else if (earlier->second.status == TestStatus::passed) {
    earlier->second = std::move(result);
  }
}

std::vector<std::string> SuiteFold::remaining() const {
  std::vector<std::string> names;
  for (const std::string& name : expected_) {
    if (!results_.contains(name)) names.push_back(name);
  }
  return names;
}

void SuiteFold::fail_remaining(TestStatus status, std::string_view kind, const std::string& message,
                               const std::function<bool(const std::string&)>& which) {
  for (const std::string& name : remaining()) {
    if (which && !which(name)) continue;
    TestVerdict result;
    result.name = name;
    result.status = status;
    result.kind = kind;
    result.message = message;
    results_.emplace(name, std::move(result));
  }
}

void SuiteFold::end_process(const ProcessResult& end) {
  if (done_) {
    check_exit(end);
    return;
  }
  ended_early_ = true;
  blame(end);
  if (flooded_)
    fail_remaining(TestStatus::failed, "protocol", "Not run: the suite reported results without end before this test.");
}

const std::string& SuiteFold::last_printed() const {
  return printed_.of(running_.name.empty() && !ended_.empty() ? ended_.back() : running_.name);
}

TestVerdict SuiteFold::verdict_of_end(const ProcessResult& end) const {
  return verdict_of({end, last_printed(), timeout_seconds_, crash_signal_, stack_overflow_});
}

void SuiteFold::blame(const ProcessResult& end) {
  TestVerdict verdict = verdict_of_end(end);
  verdict.output = last_printed();
  if (running_.name.empty() && ended_.empty()) {
    never_began_ = true;
    fail_remaining(
        verdict.status, verdict.kind,
        "The suite ended before its first test, so no test could run: is there a global object whose constructor "
        "fails? It " +
            verdict.message);
    return;
  }
  verdict.name = running_.name;
  if (verdict.name.empty()) {
    verdict.name = ended_.back();
    verdict.message = "Right after this test the suite ended: it " + verdict.message;
  }
  verdict.mistake = running_.mistake;
  if (!expected_.contains(verdict.name)) return stranger(verdict.name);
  results_[verdict.name] = std::move(verdict);
}

void SuiteFold::stranger(const std::string& name) {
  if (unexpected_.size() < most_strangers) unexpected_.push_back(cut(name, longest_word));
}

/// The exit status must agree with the results: 1 when a test failed, else 0.
void SuiteFold::check_exit(const ProcessResult& end) {
  const bool failed = std::any_of(ended_.begin(), ended_.end(), [this](const std::string& name) {
    const auto found = results_.find(name);
    return found == results_.end() || found->second.status == TestStatus::failed;
  });
  if (end.ending == Ending::exited && end.exit_status == (failed ? 1 : 0)) return;
  std::string message = fmt::format("passed, but the suite's exit status {} contradicts its results", end.exit_status);
  if (end.ending != Ending::exited || !sanitizer_finding(end.output).empty()) {
    message = "passed, but then the suite did not end properly: it " + verdict_of_end(end).message;
  }
  for (const std::string& name : ended_) {
    const auto found = results_.find(name);
    if (found == results_.end() || found->second.status != TestStatus::passed) continue;
    found->second.status = TestStatus::failed;
    found->second.kind = "exit_status";
    found->second.message = message;
  }
}

}  // namespace grader
