/// What a program might do to others of its own user: their files, their processes, the folder that it leaves behind. Where the sandbox has no
/// tree of its own, Landlock alone would let some of it through.
#include <gtest/gtest.h>
#include <linux/landlock.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <csignal>
#include <sstream>

#include "sandbox/sandbox.hpp"
#include "sandbox_fixture.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

using namespace std::chrono_literals;

class SandboxOthers : public SandboxTest {
 protected:
  /// What the program printed of each attempt: "chmod" -> "done".
  static std::map<std::string, std::string> attempts_in(const std::string& output) {
    std::map<std::string, std::string> found;
    std::istringstream words(output);
    std::string name;
    for (std::string answer; words >> name >> answer;) found[name] = answer;
    return found;
  }
};
class SandboxOnTheMachine : public SandboxTest {};

std::vector<SandboxTier> tiers_on_the_machine() {
  std::vector<SandboxTier> tiers = working_tiers(SandboxTier::landlock);
  std::erase_if(tiers, has_own_tree);
  return tiers;
}
INSTANTIATE_TEST_SUITE_P(Tier, SandboxOthers, ::testing::ValuesIn(working_tiers(SandboxTier::landlock)), tier_name);
INSTANTIATE_TEST_SUITE_P(Tier, SandboxOnTheMachine, ::testing::ValuesIn(tiers_on_the_machine()), tier_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SandboxOnTheMachine);

/// Mode, owner, times, length and attributes.
std::string state_of(const fs::path& file) {
  struct stat look {};
  if (stat(file.c_str(), &look) != 0) return "gone";
  std::ostringstream state;
  state << std::oct << look.st_mode << std::dec << " " << look.st_uid << ":" << look.st_gid << " "
        << look.st_mtim.tv_sec << "." << look.st_mtim.tv_nsec << " " << look.st_size << " "
        << (getxattr(file.c_str(), "user.abuse", nullptr, 0) >= 0 ? "with an attribute" : "");
  return state.str();
}

TEST_P(SandboxOthers, AFileOfItsOwnUserStaysAsItIs) {
  const fs::path file = outside() / "mine";
  write_text(file, "a header");
  fs::permissions(outside(), fs::perms(0755));
  fs::permissions(file, fs::perms(0666));
  ASSERT_EQ(chown(file.c_str(), sandbox_user().user, sandbox_user().group), 0);
  const fs::path inside = has_own_tree(GetParam()) ? fs::path("/mine") : file;
  sandbox_.mounts.push_back({file, inside, false});
  const std::string before = state_of(file);
  const std::string output = run({"change_file", inside.string()}).output;
  EXPECT_EQ(state_of(file), before);
  const std::map<std::string, std::string> found = attempts_in(output);
  EXPECT_EQ(found.size(), 10U) << output;
  for (const auto& [name, answer] : found) {
    // Linkers give up when their product cannot be made executable, so that is granted in words only.
    const bool in_words = !has_own_tree(GetParam()) && (name == "chmod" || name == "fchmod");
    EXPECT_EQ(answer, in_words ? "done" : "refused") << name;
  }
  // Without a sandbox all of it works; otherwise the test above would hold for the wrong reason.
  const std::map<std::string, std::string> open = attempts_in(run_outside({"change_file", file.string()}).output);
  for (const char* name :
       {"chmod", "fchmod", "chown", "utimensat", "futimens", "truncate", "truncated_by_open", "inotify"})
    EXPECT_EQ(open.at(name), "done") << name;
  EXPECT_NE(state_of(file), before);
}

/// A process of the sandbox's user, outside.
class Bystander {
 public:
  Bystander() : id_(fork()) {
    if (id_ != 0) return;
    const SandboxUser user = sandbox_user();
    if (geteuid() == 0 && (setgid(user.group) != 0 || setuid(user.user) != 0)) _exit(1);
    alarm(60);
    while (true) pause();
  }
  ~Bystander() {
    kill(id_, SIGKILL);
    waitpid(id_, nullptr, 0);
  }
  Bystander(const Bystander&) = delete;
  Bystander& operator=(const Bystander&) = delete;
  pid_t id() const { return id_; }

 private:
  pid_t id_;
};

TEST_P(SandboxOthers, AProcessOfItsOwnUserStaysAsItIs) {
  const Bystander bystander;
  const auto limits = [&bystander] { return text_of("/proc/" + std::to_string(bystander.id()) + "/limits"); };
  const std::string before = limits();
  ASSERT_TRUE(contains(before, "Max open files"));
  const std::string output = run({"change_process", std::to_string(bystander.id())}).output;
  const std::map<std::string, std::string> found = attempts_in(output);
  EXPECT_GE(found.size(), 7U) << output;
  // From its sixth version on Landlock knows signals.
  const bool signals = has_own_tree(GetParam()) ||
                       syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 6;
  for (const auto& [name, answer] : found) {
    if (name != "kill" || signals) {
      EXPECT_EQ(answer, "refused") << name;
    }
  }
  EXPECT_EQ(limits(), before);
  EXPECT_EQ(getpriority(PRIO_PROCESS, static_cast<id_t>(bystander.id())), getpriority(PRIO_PROCESS, 0));
}

TEST_P(SandboxOthers, TheCallsOf32BitProgramsEndIt) {
  if (run_outside({"i386"}).output != "done\n") GTEST_SKIP() << "this machine runs no 32-bit programs";
  EXPECT_EQ(run({"i386"}).signal, SIGSYS);
}

TEST_P(SandboxOnTheMachine, ItsFolderIsRemovedHoweverDeep) {
  const ProcessResult result = run({"nest", "60"});
  EXPECT_EQ(result.exit_status, 0);
  const std::string folder = result.output.substr(0, result.output.find('\n'));
  EXPECT_TRUE(contains(folder, "/grader-sandbox-")) << result.output;
  EXPECT_FALSE(fs::exists(folder)) << folder;
}

TEST_P(SandboxOthers, ProcessesThatAreOthersEveryMomentEndToo) {
  EXPECT_EQ(run({"comets", "8", (writable() / "lock").string()}).exit_status, 0);
  EXPECT_TRUE(lock_becomes_free(shared() / "lock"));
}

}  // namespace
}  // namespace grader::testing
