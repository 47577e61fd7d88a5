/// @file
/// An edition proves itself before anybody gets it.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "edition/allow_list.hpp"
#include "proof.hpp"

namespace grader {

// What must hold of an edition's texts. All of it, as questions in their order: questions_on_texts().

/// Every file is one that the table allows or that publishing writes, and none is an instructor's.
Proof prove_allow_list(const std::filesystem::path& edition, const EditionChoice& choice);

/// Every link of a page leads to a file of the edition.
Proof prove_links(const std::filesystem::path& edition);

/// No text of a solution, a known mistake or a hidden test stands in the edition.
/// @param course  the instructor's, with its solutions
Proof prove_no_leak(const Course& course, const std::filesystem::path& edition, const EditionChoice& choice);

/// The above. The arguments must outlive the questions.
std::vector<std::function<Proof()>> questions_on_texts(const Course& course, const std::filesystem::path& edition,
                                                       const EditionChoice& choice);

/// The edition copied to a folder of its own, built and used there as a student would; the folder goes at the end.
class CleanCopy {
 public:
  /// @throws EnvironmentError  no room
  explicit CleanCopy(const std::filesystem::path& edition);
  ~CleanCopy();
  CleanCopy(const CleanCopy&) = delete;
  CleanCopy& operator=(const CleanCopy&) = delete;

  /// It is configured and built: grader, suites, skeletons and what solutions there are. Minutes, because the grader is.
  Proof prove_build();
  /// `grader check --all` gives no point, and every test of every module fails.
  Proof prove_nothing_for_nothing() const;
  /// `grader check NN --provider reference` passes for every module.
  Proof prove_references_pass() const;

 private:
  std::filesystem::path program() const;

  std::filesystem::path root_;
  Course course_;
};

}  // namespace grader
