#include "commands/update.hpp"

namespace grader {

ExitStatus run_update(const Course&, const UpdateOptions&) {
  throw UsageError("`grader update` is not there yet.");
}

}  // namespace grader
