/// @file
/// A class of forgers, and one honest student: made, graded once by the grader, and looked at by the tests.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "../toy/toy_course.hpp"
#include "../unit/temporary_course.hpp"

namespace grader::tests {

/// One way to cheat, and how it must end.
struct Attack {
  std::string name;   ///< of the submission
  std::string tries;  ///< a sentence
  /// Kinds of failure of the attacked task, any of which is well: "early_exit|protocol"; "did not compile", "refused".
  std::vector<std::string> ends_as;
  std::vector<std::string> flags;  ///< kinds that an instructor must see
};

/// What attackers are told of the machine, so that each has its best chance.
struct Scene {
  std::filesystem::path folder;             ///< of the test; all below is in it
  std::filesystem::path submissions;        ///< the class
  std::filesystem::path into;               ///< the grading
  std::filesystem::path home;               ///< the grader's home folder
  std::filesystem::path drop;               ///< everybody may write here, and nobody should
  std::vector<std::filesystem::path> bait;  ///< files to be read or changed; each holds a word of `secrets`
  std::vector<std::string> secrets;         ///< random words; none may be in what the grading wrote
  std::string mark;                         ///< in the names of what attackers start and write
  int port = 0;                             ///< of a listener on the loopback interface
  std::string recorded;                     ///< the stream of an honest run under another seed
};

/// A random word of this run.
std::string random_word(const std::string& beginning);
using testing::text_of;
using testing::write_text;

/// The submissions of grader/tests/attacks/*.cpp, each made of the wrapper for the toy module. Returns what they try.
std::vector<Attack> add_source_attacks(const Scene& scene, const ToyCourse& course);
/// Archives and folders that lead elsewhere or are too large.
std::vector<Attack> add_archive_attacks(const Scene& scene, const ToyCourse& course);
/// A student who solved both tasks.
void add_honest(const Scene& scene, const ToyCourse& course, const std::string& name);

/// Every file, link and folder below, with mode, owner, time and content: what must be the same afterwards.
std::map<std::string, std::string> snapshot(const std::filesystem::path& folder);
/// Names of processes on this machine that hold the word, given a while to end.
std::vector<std::string> processes_named(const std::string& word);

}  // namespace grader::tests
