/// @file
/// Where the untouched skeleton of a task comes from, whatever the student has done to the file and to git.
#pragma once

#include <string>

#include "course.hpp"

namespace grader {

struct Skeleton {
  std::string content;
  std::string origin;  ///< "commit 1a2b3c4 of 2024-02-29", "the copy of the first run"
};

/// Copies every student file that is still unwritten (it calls todo) and has no copy yet to .grader/skeletons/.
/// Called at the start of every command: some 150 file look-ups when there is nothing to do. Never throws.
void keep_skeletons(const Course& course);

/// Whether nothing shows that the student edited the file: it is the copy of the first run, or there is no copy (it was
/// finished work even then, whosesoever) or it cannot be looked at. Asks no git. False for a file that is missing.
bool is_as_handed_out(const Course& course, const Module& module, const Task& task);

/// The first of these that is there and calls todo():
///   1. git's newest version by an author of the module's tests or contract who is not the person at this machine;
///   2. the copy of the first run;
///   3. git's newest version that was committed together with files of the course; its first version.
/// @throws EnvironmentError  when neither is there, saying how to get one
Skeleton find_skeleton(const Course& course, const Module& module, const Task& task);

}  // namespace grader
