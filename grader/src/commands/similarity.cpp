#include "commands/similarity.hpp"

namespace grader {

ExitStatus run_similarity(const Course&, const SimilarityOptions&) {
  throw UsageError("`grader similarity` is not there yet.");
}

}  // namespace grader
