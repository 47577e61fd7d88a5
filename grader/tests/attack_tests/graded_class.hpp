/// @file
/// The class of forgers, graded once for all tests of the process.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "attack_class.hpp"

namespace grader::tests {

/// How a submission ended, as the instructor finds it.
struct Ended {
  nlohmann::json grade;  ///< groundup/grade/1; null where there is none
  std::string kind;      ///< of the first failure of the attacked task; "did not compile", "refused", "passed"
  std::string message;   ///< its first line
  int earned = -1;
  std::vector<std::string> flags;  ///< kinds, each once
};

struct GradedClass {
  Scene scene;
  std::vector<Attack> attacks;
  std::map<std::string, Ended> ended;                                ///< by submission
  Outcome batch;                                                     ///< the run of `grader grade`
  std::map<std::string, std::map<std::string, std::string>> before;  ///< snapshots of what nobody may change, by folder
  int connections = 0;                                               ///< that the listener saw
};

/// Makes the class, grades it, prints the table.
const GradedClass& graded_class();

}  // namespace grader::tests
