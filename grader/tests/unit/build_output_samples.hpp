/// @file
/// A course of two modules, and what Ninja says of a step in it that failed.
#pragma once

#include <string>

#include "compile_errors.hpp"

namespace grader {

/// A course of two modules at a path that no machine has, so that nothing is read from disk.
inline Course course() {
  Course result;
  result.root = "/course";
  for (const char* name : {"sums", "means"}) {
    Module module;
    module.number = static_cast<int>(result.modules.size()) + 1;
    module.folder = "0" + std::to_string(module.number) + "_" + name;
    module.name = name;
    result.modules.push_back(module);
  }
  result.modules[1].needs = {"01_sums"};
  return result;
}

inline std::string step(const std::string& product, const std::string& output) {
  return "[1/9] Building something\nFAILED: " + product + " \n/usr/bin/c++ -c the command\n" + output +
         "[2/9] Building another thing\nninja: build stopped: cannot make progress due to previous errors.\n";
}

inline const std::string total_object = "CMakeFiles/gu_sums_mine_total.dir/modules/01_sums/src/total.cpp.o";
inline const std::string total_file = "modules/01_sums/src/total.cpp";

inline BuildExplanation explain(const std::string& product, const std::string& output) {
  return explain_build(course(), "check", step(product, output));
}

}  // namespace grader
