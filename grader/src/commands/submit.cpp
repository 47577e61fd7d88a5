#include "commands/submit.hpp"

namespace grader {

ExitStatus run_submit(const Course&, const SubmitOptions&) {
  throw UsageError("`grader submit` is not there yet.");
}

}  // namespace grader
