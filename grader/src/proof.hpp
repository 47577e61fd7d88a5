/// @file
/// The checks by which the course proves itself. Each returns what it found wrong; none of them prints.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "course.hpp"
#include "terminal.hpp"

namespace grader {

class OrdinaryRuns;

/// One thing that is wrong with the course.
struct Finding {
  std::string place;  ///< a file or folder, relative to the course; or a mistake's name
  std::string text;   ///< what is wrong and what was expected
};

/// The answer to one question: how it went in a line, and every thing that is wrong.
struct Proof {
  std::string question;  ///< "skeleton"
  std::string summary;   ///< "0 points of 600 for doing nothing; 312 of 312 tests fail"
  std::vector<Finding> findings;

  bool holds() const { return findings.empty(); }
};

/// The line of a proof, and below it every finding.
void print(const Terminal& terminal, const Proof& proof);

/// What `grader validate` looks at: all modules, or some.
using Modules = std::vector<const Module*>;

/// The table equals the folders; every task has a skeleton, a reference, tests, three hints and two mistakes.
Proof prove_table(const Course& course, const Modules& modules);
/// No stray file; no file over its size, also of the framework around the modules, unless modules/size_exceptions.txt gives a reason.
Proof prove_files(const Course& course, const Modules& modules);
/// Every link, figure and snippet of a lesson resolves; formulas are closed; it begins with its anchor.
Proof prove_lessons(const Course& course, const Modules& modules);
/// Every test says its claim, its input and the lesson's heading, and uses only observed expectations.
Proof prove_test_texts(const Course& course, const Modules& modules);
/// An edition of these modules without solutions would hold nothing of the instructor's, and no text of a solution.
Proof prove_edition(const Course& course, const Modules& modules);
/// The reference passes everything, in any order and twice, without a warning.
Proof prove_references(const Course& course, const Modules& modules);
/// The untouched skeletons earn nothing, fail every test and compile without a warning.
Proof prove_skeletons(const Course& course, const Modules& modules, OrdinaryRuns& runs);
/// Judged as a submission is, by worker and judge and under two seeds: the reference passes every published and hidden test, the
/// skeleton none; what a task's tests observe changes with the seed, so that recorded answers are useless; and where a module has
/// hidden tests, each of its tasks has one.
Proof prove_grading(const Course& course, const Modules& modules);
/// Every known mistake is rejected by its own task, under its own name, and by no task that does not build on it.
Proof prove_mistakes(const Course& course, const Modules& modules, OrdinaryRuns& runs);
/// An honest wrong answer is told the same when it is graded: every known mistake and the skeleton, judged as a submission is under
/// the seed of an ordinary run, has that run's status, message and recognised mistake in every published test, and its points.
Proof prove_verdicts(const Course& course, const Modules& modules, OrdinaryRuns& runs);

/// Builds at once what the proofs above run. False: something does not build, which the proof that meets it tells.
bool build_everything(const Course& course, const Modules& modules);

/// The first line of solutions/<folder>/mistakes/<mistake>.mistake: the sentence a student is told; empty if
/// unreadable.
std::string mistake_sentence(const Course& course, const Module& module, std::string_view mistake);

/// Task name -> the tasks whose code or tests use it, directly or through others, itself included. Read from the
/// symbols of the reference's and the suite's object files, so nobody has to declare it.
std::map<std::string, std::set<std::string>> tasks_built_on(const Course& course, const Module& module);

}  // namespace grader
