#include "grading/grading_folder.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <sstream>
#include <system_error>
#include <utility>

#include "edition/sha256.hpp"
#include "errors.hpp"
#include "safe_file.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr const char* plan_schema = "groundup/grading-plan/1";

std::optional<std::string> content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::uint64_t drawn_seed() {
  std::random_device source;
  return (std::uint64_t{source()} << 31U) ^ source();  // positive in SQLite's signed integers
}

/// Fit for a file's name, different for different paths.
std::string name_of(const fs::path& submission) {
  std::string name;
  for (const char c : submission.filename().string()) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    name += plain ? c : '_';
  }
  return name.substr(0, 60) + "-" + sha256(fs::absolute(submission).lexically_normal().string()).substr(0, 12);
}

}  // namespace

GradingFolder::GradingFolder(const fs::path& root) : root_(fs::absolute(root).lexically_normal()) {
  std::error_code error;
  for (const char* part : {"results", "outcomes", "logs", "feedback", "cache", "scratch"}) {
    fs::create_directories(root_ / part, error);
    if (error)
      throw EnvironmentError((root_ / part).string() + " cannot be made: " + error.message() +
                             ". Name another folder with --into.");
  }
  // What students handed in and what was found in it is nobody else's business on this machine. A sandbox's user passes through to
  // the cache, where names are digests.
  fs::permissions(root_, fs::perms(0711), error);
  fs::permissions(root_ / "cache", fs::perms(0711), error);
  for (const char* part : {"results", "outcomes", "logs", "feedback"})
    fs::permissions(root_ / part, fs::perms(0700), error);
}

fs::path GradingFolder::outcome(const fs::path& submission) const {
  return root_ / "outcomes" / (name_of(submission) + ".json");
}
fs::path GradingFolder::log(const fs::path& submission) const {
  return root_ / "logs" / (name_of(submission) + ".txt");
}

bool GradingFolder::has_plan() const {
  return fs::exists(root_ / "grading.json");
}

void GradingFolder::keep_private() const {
  std::error_code ignored;  // one that is not there yet
  for (const char* file : {"grading.json", "gradebook.sqlite", "report.html"})
    fs::permissions(root_ / file, fs::perms::owner_read | fs::perms::owner_write, ignored);
}

GradingPlan GradingFolder::plan(GradingPlan wanted) const {
  wanted.seed = has_plan() ? read_plan().seed : drawn_seed();
  const json document{{"schema", plan_schema},
                      {"edition", wanted.edition},
                      {"seed", wanted.seed},
                      {"sandbox", to_word(wanted.tier)},
                      {"compile_seconds", wanted.compile_seconds},
                      {"modules", wanted.modules}};
  write_file_atomically(root_, "grading.json", document.dump(2) + "\n");
  return wanted;
}

GradingPlan GradingFolder::read_plan() const {
  const fs::path file = root_ / "grading.json";
  const std::optional<std::string> text = content_of(file);
  if (!text) throw EnvironmentError(file.string() + " is not there: `grader grade --into DIR` makes it.");
  try {
    const json document = json::parse(*text);
    if (document.at("schema") != plan_schema) throw std::runtime_error("its schema is another");
    GradingPlan plan;
    document.at("edition").get_to(plan.edition);
    document.at("seed").get_to(plan.seed);
    document.at("modules").get_to(plan.modules);
    plan.compile_seconds = document.value("compile_seconds", plan.compile_seconds);
    for (const SandboxTier tier : {SandboxTier::namespaces, SandboxTier::bubblewrap, SandboxTier::landlock}) {
      if (document.at("sandbox") == to_word(tier)) plan.tier = tier;
    }
    return plan;
  } catch (const std::exception& error) {
    throw EnvironmentError(file.string() + " cannot be understood: " + error.what() +
                           ". Move it away; a new one draws a new seed, so everything is graded anew.");
  }
}

std::string GradingFolder::result_name(const std::string& digest, const GradingPlan& plan) const {
  std::string identity = digest + plan.edition + std::to_string(plan.seed) + to_word(plan.tier) + "," +
                         std::to_string(plan.compile_seconds);
  for (const std::string& module : plan.modules) identity += "," + module;
  return "results/" + sha256(identity) + ".json";
}

std::string GradingFolder::find_result(const std::string& digest, const GradingPlan& plan) const {
  return content_of(root_ / result_name(digest, plan)).value_or("");
}

bool GradingFolder::has_results() const {
  std::error_code error;
  return !fs::is_empty(root_ / "results", error) && !error;
}

void GradingFolder::keep_result(const std::string& digest, const GradingPlan& plan, const std::string& json) const {
  write_file_atomically(root_, result_name(digest, plan), json);
}

}  // namespace grader
