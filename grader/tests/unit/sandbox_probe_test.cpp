/// The tiers as a whole: which holds here, who may start them, and what is refused before anything starts.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "commands/doctor_probes.hpp"
#include "errors.hpp"
#include "sandbox/sandbox.hpp"
#include "sandbox_fixture.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

class SandboxAnyTree : public SandboxTest {};
INSTANTIATE_TEST_SUITE_P(Tier, SandboxAnyTree, ::testing::ValuesIn(working_tiers(SandboxTier::bubblewrap)), tier_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SandboxAnyTree);

TEST_P(SandboxAnyTree, MountsFromBelowAFolderThatOnlyItsOwnerMayEnter) {
  write_text(outside() / "closed/given", "a header");
  fs::permissions(outside() / "closed/given", fs::perms(0644));
  fs::permissions(outside() / "closed", fs::perms(0700));
  sandbox_.mounts.push_back({outside() / "closed/given", "/given", false});
  EXPECT_EQ(run({"read", "/given"}).output, "done\na header\n");
}

TEST_P(SandboxAnyTree, AMountPointIsNeverMadeOnTheMachine) {
  // Below another mount it must be there already: to make it would be to write into the folder outside.
  sandbox_.mounts.push_back({outside(), "/shared/new", false});
  run({"exit", "0"});
  if (GetParam() == SandboxTier::namespaces) {
    EXPECT_FALSE(fs::exists(shared() / "new"));
  }
  fs::create_directory(shared() / "new");
  write_text(outside() / "given", "a header");
  fs::permissions(outside(), fs::perms(0755));
  EXPECT_EQ(run({"read", "/shared/new/given"}).output, "done\na header\n");
}

TEST_P(SandboxAnyTree, AMountPointThatIsALinkIsNotFollowed) {
  fs::create_directory(outside() / "target");
  fs::create_symlink(outside() / "target", shared() / "link");
  write_text(outside() / "given", "a header");
  sandbox_.mounts.push_back({outside() / "given", "/shared/link/given", false});
  const ProcessSpec wrapped = in_sandbox(process({"exit", "0"}), sandbox_, GetParam());
  EXPECT_NE(sandbox_fault(wrapped, run_process(wrapped)), "");
  EXPECT_FALSE(fs::exists(outside() / "target/given"));
}

/// Called in a child that has become nobody. 0: as it should be.
int try_as_nobody(const fs::path& folder, SandboxTier tier) {
  if (setgid(65534) != 0 || setuid(65534) != 0) return 50;
  set_sandbox_launcher(folder / "launcher");
  const fs::path program = has_own_tree(tier) ? fs::path("/program") : folder / "program";
  SandboxSpec sandbox;
  sandbox.mounts = {{folder / "program", program, false}};
  sandbox.processes = 20;
  const auto run = [&](std::vector<std::string> command) {
    ProcessSpec spec;
    spec.command = std::move(command);
    spec.command.insert(spec.command.begin(), program.string());
    spec.limits.wall = std::chrono::seconds(30);
    return run_process(in_sandbox(spec, sandbox, tier));
  };
  if (run({"exit", "7"}).exit_status != 7) return 1;
  if (!refused(run({"read", (folder / "secret").string()}))) return 2;
  if (!refused(run({"tcp", "1"}))) return 3;
  const int started = std::stoi(run({"bomb", "200", "/dev/null"}).output);
  if (started < 15 || started > 20) return 4;
  if (!refused(run({"allocate", "3072"}))) return 5;
  return 0;
}

TEST(SandboxOfAnOrdinaryUser, HoldsAsWell) {
  if (geteuid() != 0) GTEST_SKIP() << "we are one, and the other tests have shown it";
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms(0755));
  fs::copy_file(SANDBOX_PROGRAM, folder.path() / "program");
  fs::copy_file(GRADER_SANDBOX, folder.path() / "launcher");
  write_text(folder.path() / "secret", "the answers");
  for (const SandboxTier tier : working_tiers(SandboxTier::landlock)) {
    EXPECT_EQ(in_child([&] { return try_as_nobody(folder.path(), tier); }), 0) << to_word(tier);
  }
}

/// Root grades as nobody, who must reach the launcher where a tier has no tree of its own.
bool nobody_reaches_the_launcher() {
  for (fs::path folder = fs::path(GRADER_SANDBOX).parent_path(); folder != folder.root_path();
       folder = folder.parent_path()) {
    if ((fs::status(folder).permissions() & fs::perms::others_exec) == fs::perms::none) return false;
  }
  return true;
}

TEST(SandboxProbe, NamesTheStrongestTierThatHolds) {
  if (geteuid() == 0 && !nobody_reaches_the_launcher())
    GTEST_SKIP() << GRADER_SANDBOX
                 << " lies in a folder that only root may enter, so the Landlock tier cannot start it";
  const SandboxProbe probe = probe_sandbox_tiers();
  const std::vector<SandboxTier> working = working_tiers(SandboxTier::landlock);
  EXPECT_EQ(probe.tier, working.empty() ? SandboxTier::none : working.front());
  ASSERT_EQ(probe.tiers.size(), 4U);
  for (const SandboxTierProbe& tier : probe.tiers) {
    const bool runs = std::find(working.begin(), working.end(), tier.tier) != working.end();
    if (tier.tier != SandboxTier::none) {
      EXPECT_EQ(tier.works, runs) << to_word(tier.tier) << ": " << tier.why_not;
    }
    EXPECT_EQ(tier.why_not.empty(), tier.works);
  }
}

TEST(SandboxProbe, FindsThatNoSandboxHoldsNothing) {
  if (geteuid() == 0 && !nobody_reaches_the_launcher())
    GTEST_SKIP() << GRADER_SANDBOX << " lies in a folder that only root may enter, so nobody cannot start it";
  // A probe that calls everything held would pass all other tests.
  const SandboxProbe probe = probe_sandbox_tiers();
  int open = 0;
  for (const SandboxFinding& finding : probe.tiers.back().findings) {
    const bool limit =
        finding.what.find("limited") != std::string::npos && finding.what.find("/tmp") == std::string::npos;
    if (limit) {
      EXPECT_TRUE(finding.holds) << finding.what;
    }
    if (!finding.holds) ++open;
    EXPECT_EQ(finding.holds, finding.detail.empty());
  }
  EXPECT_GE(open, 6) << "files, network, tracing, mounts, /tmp";
}

TEST(SandboxProbe, DoctorNamesTheTier) {
  const std::vector<DoctorItem> items = probe_sandbox();
  const auto tier =
      std::find_if(items.begin(), items.end(), [](const DoctorItem& item) { return item.name == "tier"; });
  ASSERT_NE(tier, items.end());
  EXPECT_EQ(tier->version, to_word(probe_sandbox_tiers().tier));
  for (const DoctorItem& item : items) {
    EXPECT_EQ(item.group, "sandbox");
    EXPECT_FALSE(item.required) << "a student needs none of it";
  }
}

TEST(SandboxProbe, DoctorSaysWhenTheLauncherIsGone) {
  set_sandbox_launcher("/no/such/launcher");
  const std::vector<DoctorItem> items = probe_sandbox();
  set_sandbox_launcher(GRADER_SANDBOX);
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].condition, ItemCondition::missing);
  EXPECT_TRUE(contains(items[0].follows, "/no/such/launcher")) << items[0].follows;
}

class InSandbox : public ::testing::Test {
 protected:
  void SetUp() override {
    set_sandbox_launcher(GRADER_SANDBOX);
    spec_.command = {"/bin/true"};
  }
  ProcessSpec spec_;
  SandboxSpec sandbox_;
};

TEST_F(InSandbox, TheLimitsOfTheProcessTightenThoseOfTheSandbox) {
  spec_.limits.address_space = 1000;
  sandbox_.memory = 2000;
  spec_.limits.file_size = 0;
  sandbox_.file_size = 3000;
  const ProcessSpec wrapped = in_sandbox(spec_, sandbox_, SandboxTier::namespaces);
  const auto has = [&](const char* word) {
    return std::find(wrapped.command.begin(), wrapped.command.end(), word) != wrapped.command.end();
  };
  EXPECT_TRUE(has("memory=1000"));
  EXPECT_TRUE(has("file_size=3000"));
  EXPECT_EQ(wrapped.limits.address_space, 0U) << "the launcher itself is not limited";
  EXPECT_EQ(wrapped.limits.file_size, 0U);
}

TEST_F(InSandbox, EachHasASecretOfItsOwn) {
  EXPECT_NE(in_sandbox(spec_, sandbox_, SandboxTier::none).command,
            in_sandbox(spec_, sandbox_, SandboxTier::none).command);
  EXPECT_THROW(sandbox_fault(spec_, {}), std::invalid_argument);
}

TEST_F(InSandbox, RefusesWhatATierCannotHave) {
  for (const char* target : {"relative", "/", "/a/../b", "/a/"}) {
    sandbox_.mounts = {{"/usr", target, false}};
    EXPECT_THROW(in_sandbox(spec_, sandbox_, SandboxTier::namespaces), std::invalid_argument) << target;
  }
  sandbox_.mounts = {{"/usr", "/other", false}};
  EXPECT_NO_THROW(in_sandbox(spec_, sandbox_, SandboxTier::namespaces));
  EXPECT_THROW(in_sandbox(spec_, sandbox_, SandboxTier::landlock), std::invalid_argument);
  sandbox_.mounts.clear();
  spec_.folder = "relative";
  EXPECT_THROW(in_sandbox(spec_, sandbox_, SandboxTier::namespaces), std::invalid_argument);
}

TEST_F(InSandbox, KnowsWhatEverySandboxShows) {
  EXPECT_EQ(shown_in_every_sandbox("/usr/src/course"), "/usr");
  EXPECT_EQ(shown_in_every_sandbox("/usr"), "/usr");
  EXPECT_EQ(shown_in_every_sandbox("/srv/../usr/local/course"), "/usr");
  EXPECT_EQ(shown_in_every_sandbox("/usrlocal/course"), "");
  const TemporaryFolder folder;
  EXPECT_EQ(shown_in_every_sandbox(folder.path()), "");
  fs::create_directory_symlink("/usr/lib", folder.path() / "link");
  EXPECT_EQ(shown_in_every_sandbox(folder.path() / "link" / "course"), "/usr");
}

TEST_F(InSandbox, NamesTheLauncherThatIsMissing) {
  set_sandbox_launcher("/no/such/launcher");
  EXPECT_THROW(in_sandbox(spec_, sandbox_, SandboxTier::namespaces), EnvironmentError);
  set_sandbox_launcher(GRADER_SANDBOX);
}

}  // namespace
}  // namespace grader::testing
