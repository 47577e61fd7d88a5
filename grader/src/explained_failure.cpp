#include "explained_failure.hpp"

#include <optional>

#include "blame.hpp"
#include "report.hpp"
#include "test_source.hpp"

namespace grader {

bool is_explained(const TestVerdict& test) {
  const bool failed = test.status != TestStatus::passed && test.status != TestStatus::skipped;
  return failed && todo_task(test).empty();
}

const TestVerdict* explained_failure(const TaskVerdict& task) {
  const TestVerdict* chosen = nullptr;
  for (const TestVerdict& test : task.tests) {
    if (!is_explained(test)) continue;
    if (chosen == nullptr || (chosen->mistake.empty() && !test.mistake.empty())) chosen = &test;
  }
  return chosen;
}

TestTexts texts_of(const Course& course, const TestVerdict& test) {
  TestTexts texts;
  if (const std::optional<TestSource> source = find_test_source(course, test.name, test.file)) {
    texts.claim = source->claim;
    texts.lesson = source->lesson;
  }
  if (texts.claim.empty()) texts.claim = claim_in_words(test.name);
  if (!texts.claim.empty() && !texts.claim.ends_with('.')) texts.claim += '.';
  return texts;
}

}  // namespace grader
