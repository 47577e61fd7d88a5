#include "commands/validate.hpp"

#include <algorithm>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>

#include "build.hpp"
#include "ordinary_runs.hpp"
#include "proof.hpp"

namespace grader {

namespace {

Modules chosen(const Course& course, const std::vector<std::string>& selectors) {
  Modules modules;
  for (const std::string& selector : selectors) modules.push_back(&course.module(selector));
  for (const Module& module : course.modules) {
    if (selectors.empty()) modules.push_back(&module);
  }
  for (const Module* module : modules) {
    if (module->has_reference) continue;
    throw UsageError(
        "validate: " + module->folder +
        " has no reference: this edition withholds solutions, so there is nothing to prove the course with");
  }
  return modules;
}

nlohmann::json to_json(const Proof& proof) {
  nlohmann::json findings = nlohmann::json::array();
  for (const Finding& finding : proof.findings) findings.push_back({{"place", finding.place}, {"text", finding.text}});
  return {{"question", proof.question}, {"holds", proof.holds()}, {"summary", proof.summary}, {"findings", findings}};
}

}  // namespace

ExitStatus run_validate(const Course& known, const ValidateOptions& options) {
  // Configured anew, because a mistake or a program may have come or gone since the table was written.
  const std::string preset = proving_preset(known.root);
  configure(known.root, preset);
  const Course course = load_course(known.root, preset);
  const Modules modules = chosen(course, options.selectors);
  std::vector<std::function<Proof()>> questions;
  for (const auto prove : {prove_table, prove_files, prove_lessons, prove_test_texts, prove_edition}) {
    questions.emplace_back([&course, &modules, prove] { return prove(course, modules); });
  }
  OrdinaryRuns runs(course, build_everything(course, modules));
  questions.emplace_back([&] { return prove_references(course, modules); });
  questions.emplace_back([&] { return prove_skeletons(course, modules, runs); });
  questions.emplace_back([&] { return prove_grading(course, modules); });
  for (const auto prove : {prove_mistakes, prove_verdicts}) {
    questions.emplace_back([&course, &modules, &runs, prove] { return prove(course, modules, runs); });
  }

  nlohmann::json proofs = nlohmann::json::array();
  bool everything_holds = true;
  for (const auto& ask : questions) {
    const Proof proof = ask();
    everything_holds = everything_holds && proof.holds();
    proofs.push_back(to_json(proof));
    if (!options.json) print(options.terminal, proof);
  }
  if (options.json) {
    std::cout
        << nlohmann::json{{"schema", "groundup/validate/1"}, {"holds", everything_holds}, {"proofs", proofs}}.dump(1)
        << "\n";
  } else if (!everything_holds) {
    options.terminal.line("The course does not hold. Each line above names a file and what was expected of it.");
  }
  return everything_holds ? ExitStatus::passed : ExitStatus::student_fault;
}

}  // namespace grader
