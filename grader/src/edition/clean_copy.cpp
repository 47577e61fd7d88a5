#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <system_error>

#include "build.hpp"
#include "edition/edition_proofs.hpp"
#include "errors.hpp"
#include "lesson.hpp"
#include "process.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr const char* report_name = "publish-check.json";

/// Runs the grader as a student does and reads its report; a report that is missing is a finding.
json checked(const fs::path& program, const fs::path& root, std::vector<std::string> arguments, Proof& proof) {
  std::error_code ignored;
  fs::remove(root / report_name, ignored);
  ProcessSpec spec;
  spec.command = {program.string(), "--plain", "--course", root.string(), "check"};
  spec.command.insert(spec.command.end(), arguments.begin(), arguments.end());
  spec.command.insert(spec.command.end(), {"--json", (root / report_name).string()});
  spec.folder = root;
  const ProcessResult run = run_process(spec);
  if (!fs::exists(root / report_name)) {
    proof.findings.push_back({"grader check", "wrote no report: " + run.output});
    return json::object();
  }
  return json::parse(read_text(root / report_name), nullptr, false);
}

/// What tells why a build failed: from the compiler's first error, else the end.
std::string reason_of(const BuildResult& built) {
  constexpr std::size_t shown = 800;
  if (built.ending == Ending::wall_clock) {
    return fmt::format("a single step took longer than {} s. Try again when the machine is less busy.",
                       course_compile_seconds);
  }
  const std::size_t at = built.output.find("error:");
  if (at == std::string::npos) return built.output.substr(built.output.size() - std::min(shown, built.output.size()));
  return built.output.substr(built.output.rfind('\n', at) + 1, shown);
}

}  // namespace

CleanCopy::CleanCopy(const fs::path& edition) {
  std::string name = (fs::temp_directory_path() / "groundup-edition-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw EnvironmentError("no folder can be made in " + fs::temp_directory_path().string() +
                           ". Make room, or name another place: `TMPDIR=DIR grader publish ...`.");
  }
  root_ = name;
  fs::copy(edition, root_, fs::copy_options::recursive);
}

CleanCopy::~CleanCopy() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

fs::path CleanCopy::program() const {
  const fs::path built = root_ / "bin" / "grader";
  return fs::exists(built) ? built : fs::read_symlink("/proc/self/exe");
}

Proof CleanCopy::prove_build() {
  Proof proof{"build", "", {}};
  try {
    configure(root_, check_preset);
    course_ = load_course(root_);
  } catch (const EnvironmentError& error) {
    proof.findings.push_back({"cmake --preset check", error.what()});
    return proof;
  }
  std::vector<std::string> targets;
  if (fs::exists(root_ / "grader" / "CMakeLists.txt")) targets.emplace_back("grader");
  for (const Module& module : course_.modules) {
    targets.push_back(suite_target(module));
    targets.push_back(provider_target(module, "mine"));
    if (module.has_reference) targets.push_back(provider_target(module, "reference"));
    if (module.has_bench) targets.push_back(bench_target(module));
  }
  const BuildResult built = build(course_, check_preset, targets, "publish");
  if (!built.ok) proof.findings.push_back({"ninja -C build/check", reason_of(built)});
  proof.summary = fmt::format("builds in a clean folder: {} targets in {:.0f} s", targets.size(), built.seconds);
  return proof;
}

Proof CleanCopy::prove_nothing_for_nothing() const {
  Proof proof{"skeleton", "", {}};
  int possible = 0;
  std::size_t tests = 0;
  std::size_t failing = 0;
  const json report = checked(program(), root_, {"--all"}, proof);
  const json checks = report.is_object() ? report.value("checks", json::array()) : json::array();
  for (const json& check : checks) {
    const std::string folder = check.at("module").at("folder");
    possible += check.at("points").at("possible").get<int>();
    if (const int earned = check.at("points").at("earned").get<int>(); earned != 0) {
      proof.findings.push_back({"modules/" + folder + "/src", fmt::format("earns {} points as it is", earned)});
    }
    for (const json& task : check.at("tasks")) {
      for (const json& test : task.at("tests")) {
        ++tests;
        const std::string status = test.at("status");
        if (status == "failed") {
          ++failing;
        } else {
          proof.findings.push_back({task.value("file", folder), fmt::format("{} {} on the skeleton; expected: failed",
                                                                            test.value("name", "?"), status)});
        }
      }
    }
  }
  if (checks.size() != course_.modules.size()) {
    proof.findings.push_back(
        {"grader check --all", fmt::format("reported {} modules of {}", checks.size(), course_.modules.size())});
  }
  if (tests == 0) proof.findings.push_back({"grader check --all", "ran no test"});
  proof.summary = fmt::format("0 points of {} for doing nothing; {} of {} tests fail", possible, failing, tests);
  return proof;
}

Proof CleanCopy::prove_references_pass() const {
  Proof proof{"reference", "", {}};
  std::size_t passing = 0;
  for (const Module& module : course_.modules) {
    const json report = checked(program(), root_, {std::to_string(module.number), "--provider", "reference"}, proof);
    const std::string status = report.is_object() ? report.value("status", "no report") : "no report";
    if (status == "passed") {
      ++passing;
    } else {
      proof.findings.push_back({"solutions/" + module.folder, "grader check --provider reference: " + status});
    }
  }
  proof.summary = fmt::format("{}/{} modules pass with the reference", passing, course_.modules.size());
  return proof;
}

}  // namespace grader
