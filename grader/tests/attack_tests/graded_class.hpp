/// @file
/// The class of forgers, graded once in each tier of the sandbox for all tests of the process.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "attack_class.hpp"
#include "sandbox/sandbox.hpp"

namespace grader::tests {

/// How a submission ended, as the instructor finds it.
struct Ended {           // NOLINT(bugprone-exception-escape): says so of the move of any JSON
  nlohmann::json grade;  ///< groundup/grade/1; null where there is none
  std::string kind;      ///< of the first failure of the attacked task; "did not compile", "refused", "passed"
  std::string message;   ///< its first line
  int earned = -1;
  std::vector<std::string> flags;  ///< kinds, each once
};

/// As the attack's file says; or stopped by the clock, which may be first on a busy machine.
bool ended_as_said(const Attack& attack, const Ended& ended);

using Snapshots = std::map<std::string, std::map<std::string, std::string>>;  ///< by folder

struct GradedClass {
  SandboxTierProbe probe;  ///< of the tier: what held when the attempts of `grader doctor` tried it
  bool whole = true;       ///< false: only the attacks that are tried in every tier
  Scene scene;
  std::vector<Attack> attacks;
  std::map<std::string, Ended> ended;  ///< by submission
  Outcome batch;                       ///< the run of `grader grade`
  Snapshots before, after;             ///< of what nobody may change
  std::vector<std::string> bait;       ///< the content of each bait afterwards
  int connections = 0;                 ///< that the listener saw
  std::vector<std::string> processes;  ///< of attackers, after a while
  std::vector<std::string> files;      ///< of attackers, in the machine's folders for temporary files
};

/// The tiers that work here, strongest first.
std::vector<SandboxTier> tiers_here();

/// Makes the class, grades it, prints the table. In the strongest tier the class is whole, in the others where ATTACK_CLASS=whole
/// is in the environment, because it takes minutes.
const GradedClass& graded_class(SandboxTier tier);

}  // namespace grader::tests
