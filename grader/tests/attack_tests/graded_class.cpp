#include "graded_class.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
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

Scene make_scene(const ToyCourse& course, int port) {
  Scene scene;
  scene.folder = course.root().parent_path() / "attack_class";
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
  for (const fs::path& file : {scene.home / "secret.txt", course.root() / "solutions" / "secret.txt",
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

std::string grade(const Scene& scene, const ToyCourse& course, const fs::path& what, Outcome& outcome) {
  outcome = course.grader({"grade", what.string(), "--into", scene.into.string(), "--workers", "4"},
                          {{"HOME", scene.home.string()}, {"ATTACK_TOKEN", scene.secrets.front()}});
  return outcome.errors;
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
                                                        {"memory", "was refused the memory"},
                                                        {"crash", "crashed"},
                                                        {"exception", "threw an exception"},
                                                        {"todo", "nothing usable, so a skeleton"}};
  const auto found = words.find(kind);
  return found == words.end() ? kind : found->second;
}

void print_table(const GradedClass& graded) {
  std::cout << "\n"
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
  std::cout << std::flush;
}

GradedClass grade_class() {
  const ToyCourse& course = ToyCourse::fresh();
  const Listener listener;
  GradedClass graded;
  graded.scene = make_scene(course, listener.port());
  Scene& scene = graded.scene;
  add_honest(scene, course, "honest");
  // An earlier batch builds the course; the recorder has its answers from there.
  const std::string said = grade(scene, course, scene.submissions / "honest", graded.batch);
  EXPECT_EQ(graded.batch.exit_status, 0) << said;
  scene.recorded = record(course);
  graded.attacks = add_source_attacks(scene, course);
  for (Attack& attack : add_archive_attacks(scene, course)) graded.attacks.push_back(std::move(attack));
  add_honest(scene, course, "zoe");  // after all others
  for (const fs::path& folder :
       {scene.submissions, scene.home, scene.drop, course.root() / "solutions", course.root() / "modules"}) {
    graded.before[folder.string()] = snapshot(folder);
  }
  grade(scene, course, scene.submissions, graded.batch);
  graded.connections = listener.connections();
  for (const auto& entry : fs::directory_iterator(scene.into / "outcomes")) {
    const json found = json::parse(text_of(entry.path()), nullptr, false);
    if (found.is_object()) graded.ended[found["submission"]] = read_ended(found);
  }
  print_table(graded);
  return graded;
}

}  // namespace

const GradedClass& graded_class() {
  static const GradedClass graded = grade_class();
  return graded;
}

}  // namespace grader::tests
