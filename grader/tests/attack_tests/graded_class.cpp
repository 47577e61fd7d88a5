#include "graded_class.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <set>

namespace grader::tests {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

/// Whoever connects to it has left the sandbox.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    if (bind(socket_, reinterpret_cast<sockaddr*>(&here), size) != 0 || listen(socket_, 64) != 0 ||
        getsockname(socket_, reinterpret_cast<sockaddr*>(&here), &size) != 0) {
      throw std::runtime_error("no listener on the loopback interface");
    }
    port_ = ntohs(here.sin_port);
  }
  ~Listener() { close(socket_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  int port() const { return port_; }
  int connections() const {
    int count = 0;
    for (int one = -1; (one = accept(socket_, nullptr, nullptr)) >= 0; ++count) close(one);
    return count;
  }

 private:
  int socket_;
  int port_ = 0;
};

/// Those that would harm the machine, and some that would gain a point: one of each kind.
bool in_every_tier(const std::string& name) {
  static const std::set<std::string> names{
      "constructor_exits",  "fills_disk",           "fork_and_leave",      "fork_bomb",
      "include_solution",   "include_system_file",  "incbin_hidden_test",  "inherited_descriptors",
      "kills_judge",        "memory_together",      "opens_sockets",       "own_namespaces",
      "patched_memory",     "reads_environment",    "reads_files",         "recorded_answers",
      "stream_forged_keys", "threads_outlive_test", "changes_other_files", "leaves_deep_folders"};
  return names.contains(name);
}

Scene make_scene(const ToyCourse& course, const std::string& tier, int port) {
  Scene scene;
  scene.folder = course.root().parent_path() / ("attack_class_" + tier);
  fs::remove_all(scene.folder);
  scene.submissions = scene.folder / "submissions";
  scene.into = scene.folder / "grading";
  scene.home = scene.folder / "home";
  scene.drop = scene.folder / "drop";
  scene.mark = random_word("a").substr(0, 15);  // the kernel keeps 15 characters of a process's name
  scene.port = port;
  fs::create_directories(scene.submissions);
  fs::create_directories(scene.drop);
  fs::permissions(scene.drop, fs::perms::all);
  for (const fs::path& file : {scene.home / "secret.txt", course.root() / "solutions" / (tier + "_secret.txt"),
                               scene.into / "secret.txt", scene.folder / "beside.txt"}) {
    scene.secrets.push_back(random_word("secret-"));
    scene.bait.push_back(file);
    write_text(file, scene.secrets.back());
    fs::permissions(file, fs::perms(0666));  // only the sandbox keeps them
  }
  scene.bait.push_back(scene.submissions / "honest" / "modules" / "01_numbers" / "src" / "blend.cpp");
  scene.bait.push_back(scene.into / "gradebook.sqlite");
  return scene;
}

Outcome grade(const Scene& scene, const ToyCourse& course, const fs::path& what, const std::string& tier) {
  return course.grader({"grade", what.string(), "--into", scene.into.string(), "--workers", "4", "--sandbox", tier,
                        "--compile-seconds", "6"},
                       {{"HOME", scene.home.string()}, {"ATTACK_TOKEN", scene.secrets.front()}});
}

/// The stream of a worker on the reference, under a seed that is not the grading's: what somebody could have kept.
std::string record(const ToyCourse& course) {
  const fs::path build = course.root() / "build" / "check";
  const Outcome run =
      course.run({"sh", "-c", "exec \"$0\" --gu-seed=1 --gu-worker-fd=9 9>recorded", build / "blind/01_numbers"},
                 {{"LD_LIBRARY_PATH", build / "provider/01_numbers/reference"}});
  EXPECT_EQ(run.exit_status, 0) << run.output << run.errors;
  return text_of(course.root() / "recorded");
}

Ended read_ended(const json& grade) {
  Ended ended;
  ended.grade = grade;
  ended.earned = grade["points"]["earned"];
  std::set<std::string> kinds;
  for (const json& flag : grade["flags"]) kinds.insert(flag["kind"].get<std::string>());
  ended.flags.assign(kinds.begin(), kinds.end());
  ended.kind = "refused";
  ended.message = grade["fault"];
  if (grade["modules"].empty()) return ended;
  const json& task = grade["modules"][0]["credit"]["tasks"][0];
  ended.kind = task["status"] == "not_compiled" ? "did not compile" : "passed";
  if (const json& credit = grade["modules"][0]["credit"]; credit.contains("build"))
    ended.message = credit["build"].dump();
  for (const json& test : task["tests"]) {
    if (ended.kind != "passed" || test["status"] == "passed") continue;
    ended.kind = test.value("kind", "unknown");
    ended.message = test.value("message", "");
  }
  ended.message = ended.message.substr(0, ended.message.find('\n'));
  return ended;
}

/// The kind of the first failure, for a reader who does not know the grader's words.
std::string in_words(const std::string& kind) {
  static const std::map<std::string, std::string> words{{"comparison", "its wrong answers were seen"},
                                                        {"early_exit", "left before the end"},
                                                        {"missing", "gave no result"},
                                                        {"timeout", "stopped after 10 s"},
                                                        {"protocol", "broke the protocol"},
                                                        {"duplicate", "two results of one test"},
                                                        {"exit_status", "contradicted itself"},
                                                        {"memory", "wanted too much memory"},
                                                        {"crash", "crashed"},
                                                        {"exception", "threw an exception"},
                                                        {"todo", "nothing usable, so a skeleton"}};
  const auto found = words.find(kind);
  return found == words.end() ? kind : found->second;
}

void print_table(const GradedClass& graded) {
  std::cout << "\nIn the tier " << to_word(graded.probe.tier) << (graded.whole ? ":" : ", a part of the class:") << "\n"
            << std::left << std::setw(27) << "attack" << std::setw(8) << "points" << std::setw(31) << "outcome"
            << "flagged\n"
            << std::string(100, '-') << "\n";
  for (const auto& [name, ended] : graded.ended) {
    std::string flags;
    for (const std::string& kind : ended.flags) flags += (flags.empty() ? "" : ", ") + kind;
    std::cout << std::setw(27) << name << std::setw(8)
              << (ended.earned < 0 ? "none" : std::to_string(ended.earned) + "/20") << std::setw(31)
              << in_words(ended.kind) << flags << "\n";
  }
  for (const Attack& attack : graded.attacks) {
    const auto found = graded.ended.find(attack.name);
    if (found != graded.ended.end() && !ended_as_said(attack, found->second))
      std::cout << "Not as its file says: " << attack.name << ": " << found->second.message << "\n";
  }
  std::cout << std::flush;
}

/// Also one level below what the sandbox made there.
std::vector<std::string> files_named(const std::string& word) {
  std::vector<std::string> found;
  const auto look_into = [&](const fs::path& folder) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      if (entry.path().filename().string().find(word) != std::string::npos) found.push_back(entry.path().string());
    }
  };
  for (const char* folder : {"/tmp", "/var/tmp", "/dev/shm"}) {
    look_into(folder);
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().filename().string().rfind("grader-sandbox-", 0) == 0) look_into(entry.path());
    }
  }
  return found;
}

Snapshots snapshots(const Scene& scene, const ToyCourse& course) {
  Snapshots found;
  for (const fs::path& folder :
       {scene.submissions, scene.home, scene.drop, course.root() / "solutions", course.root() / "modules"}) {
    found[folder.string()] = snapshot(folder);
  }
  return found;
}

/// What is left of the attacks, looked at before another class is graded.
void look_for_harm(GradedClass& graded, const ToyCourse& course) {
  graded.after = snapshots(graded.scene, course);
  for (const fs::path& file : graded.scene.bait) graded.bait.push_back(text_of(file));
  graded.processes = processes_named(graded.scene.mark);
  graded.files = files_named(graded.scene.mark);
}

const SandboxProbe& probe() {
  static const SandboxProbe found = [] {
    set_sandbox_launcher(fs::path(GRADER_BINARY).parent_path() / "grader-sandbox");
    return probe_sandbox_tiers();
  }();
  return found;
}

const ToyCourse& course() {
  static const ToyCourse& fresh = ToyCourse::fresh();
  return fresh;
}

GradedClass grade_class(const SandboxTierProbe& tier, bool whole) {
  const std::string word = to_word(tier.tier);
  const Listener listener;
  GradedClass graded;
  graded.probe = tier;
  graded.whole = whole;
  graded.scene = make_scene(course(), word, listener.port());
  Scene& scene = graded.scene;
  add_honest(scene, course(), "honest");
  // An earlier batch builds the course; the recorder has its answers from there.
  graded.batch = grade(scene, course(), scene.submissions / "honest", word);
  EXPECT_EQ(graded.batch.exit_status, 0) << graded.batch.errors;
  scene.recorded = record(course());
  graded.attacks = add_source_attacks(scene, course());
  for (Attack& attack : add_archive_attacks(scene, course())) graded.attacks.push_back(std::move(attack));
  if (!whole) {
    std::erase_if(graded.attacks, [&scene](const Attack& attack) {
      return !in_every_tier(attack.name) && fs::remove_all(scene.submissions / attack.name) > 0;
    });
  }
  add_honest(scene, course(), "zoe");  // after all others
  graded.before = snapshots(scene, course());
  graded.batch = grade(scene, course(), scene.submissions, word);
  graded.connections = listener.connections();
  for (const auto& entry : fs::directory_iterator(scene.into / "outcomes")) {
    const json found = json::parse(text_of(entry.path()), nullptr, false);
    if (found.is_object()) graded.ended[found["submission"]] = read_ended(found);
  }
  look_for_harm(graded, course());
  print_table(graded);
  return graded;
}

}  // namespace

bool ended_as_said(const Attack& attack, const Ended& ended) {
  const auto& kinds = attack.ends_as;
  return ended.kind == "timeout" || std::find(kinds.begin(), kinds.end(), ended.kind) != kinds.end();
}

std::vector<SandboxTier> tiers_here() {
  std::vector<SandboxTier> tiers;
  for (const SandboxTierProbe& tier : probe().tiers) {
    if (tier.works && tier.tier != SandboxTier::none) tiers.push_back(tier.tier);
  }
  return tiers;
}

const GradedClass& graded_class(SandboxTier tier) {
  static std::map<SandboxTier, GradedClass> graded;
  const auto known = graded.find(tier);
  if (known != graded.end()) return known->second;
  const char* wanted = std::getenv("ATTACK_CLASS");
  const bool whole = tier == probe().tier || (wanted != nullptr && std::string(wanted) == "whole");
  const auto probed = std::find_if(probe().tiers.begin(), probe().tiers.end(),
                                   [tier](const SandboxTierProbe& each) { return each.tier == tier; });
  return graded.emplace(tier, grade_class(*probed, whole)).first->second;
}

}  // namespace grader::tests
