#include "verdict.hpp"

namespace grader {

std::string to_word(TestStatus status) {
  switch (status) {
    case TestStatus::passed:
      return "passed";
    case TestStatus::failed:
      return "failed";
    case TestStatus::crashed:
      return "crashed";
    case TestStatus::timed_out:
      return "timed_out";
    case TestStatus::skipped:
      return "skipped";
    case TestStatus::not_run:
      return "not_run";
  }
  return "not_run";
}

std::string to_word(Status status) {
  switch (status) {
    case Status::passed:
      return "passed";
    case Status::failed:
      return "failed";
    case Status::not_compiled:
      return "not_compiled";
    case Status::not_graded:
      return "not_graded";
    case Status::crashed:
      return "crashed";
    case Status::timed_out:
      return "timed_out";
  }
  return "failed";
}

}  // namespace grader
