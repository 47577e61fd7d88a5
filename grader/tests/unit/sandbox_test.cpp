/// What the sandbox shows and hides, each in every tier that works on this machine. The abuses are in ../sandbox_program/.
#include "sandbox/sandbox.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <sstream>

#include "sandbox_fixture.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

using namespace std::chrono_literals;

class Sandbox : public SandboxTest {};
/// The tiers that hide the machine's files and other programs.
class SandboxTree : public SandboxTest {};

INSTANTIATE_TEST_SUITE_P(Tier, Sandbox, ::testing::ValuesIn(working_tiers(SandboxTier::landlock)), tier_name);
INSTANTIATE_TEST_SUITE_P(Tier, SandboxTree, ::testing::ValuesIn(working_tiers(SandboxTier::bubblewrap)), tier_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SandboxTree);

TEST_P(Sandbox, ReadsNothingOutsideItsMounts) {
  write_text(outside() / "secret", "the answers");
  fs::permissions(outside(), fs::perms(0755));
  EXPECT_TRUE(refused(run({"read", (outside() / "secret").string()})));
  for (const char* path :
       {"/etc/passwd", "/etc/shadow", "/root/.bashrc", "/proc/self/environ", "/proc/1/cmdline", "/sys/kernel"}) {
    EXPECT_TRUE(refused(run({"read", path}))) << path;
  }
}

TEST_P(Sandbox, ReadsWhatIsMounted) {
  write_text(outside() / "given", "a header");
  fs::permissions(outside() / "given", fs::perms(0644));
  const fs::path inside = has_own_tree(GetParam()) ? fs::path("/course/deep/given") : outside() / "given";
  sandbox_.mounts.push_back({outside() / "given", inside, false});
  EXPECT_EQ(run({"read", inside.string()}).output, "done\na header\n");
  EXPECT_TRUE(refused(run({"write", inside.string()})));
  EXPECT_EQ(text_of(outside() / "given"), "a header");
}

TEST_P(Sandbox, WritesOnlyWhereItMay) {
  fs::permissions(outside(), fs::perms(0777));
  EXPECT_TRUE(refused(run({"write", (outside() / "made").string()})));
  EXPECT_FALSE(fs::exists(outside() / "made"));
  for (const char* path : {"/made", "/usr/made", "/etc/made", "/dev/made"})
    EXPECT_TRUE(refused(run({"write", path}))) << path;
  EXPECT_EQ(run({"write", (writable() / "made").string()}).output, "done\n");
  EXPECT_EQ(text_of(shared() / "made"), "x");
  EXPECT_EQ(run({"write", "/dev/null"}).output, "done\n");
}

TEST_P(Sandbox, AFileHasALargestSize) {
  sandbox_.file_size = 4 << 20;
  EXPECT_TRUE(refused(run({"large_file", (writable() / "large").string()})));
  sandbox_.file_size = 16 << 20;
  EXPECT_EQ(run({"large_file", (writable() / "large").string()}).output, "done\n");
}

TEST_P(SandboxTree, AMountMayLieBelowItsTemporaryFolder) {
  const fs::path inside = "/tmp/some/where";
  sandbox_.mounts = {{folder_.path() / "program", inside / "program", false}, {shared(), inside / "shared", true}};
  program_ = inside / "program";
  EXPECT_EQ(run({"large_file", (inside / "shared" / "file").string()}).output, "done\n");
  EXPECT_TRUE(fs::exists(shared() / "file"));
}

TEST_P(SandboxTree, TheTemporaryFolderIsPrivateAndSmall) {
  sandbox_.temporary_bytes = 8 << 20;
  const int filled = std::stoi(run({"fill", "/tmp", "40"}).output);
  EXPECT_GE(filled, 6);
  EXPECT_LE(filled, 8);
  EXPECT_FALSE(fs::exists("/tmp/fill0"));
  EXPECT_EQ(run({"fill", "/tmp", "4"}).output, "4\n") << "nothing is left of the run before";
}

TEST_P(Sandbox, HasNoSockets) {
  const Listener tcp = Listener::tcp();
  EXPECT_TRUE(refused(run({"tcp", std::to_string(tcp.port())})));
  const Listener local = Listener::named((shared() / "socket").string());
  EXPECT_TRUE(refused(run({"unix", (writable() / "socket").string()})));
  const Listener abstract = Listener::named("@grader-test-" + std::to_string(getpid()));
  EXPECT_TRUE(refused(run({"unix", abstract.name()})));
}

TEST_P(Sandbox, TheListenersCanBeReachedFromOutside) {
  // Otherwise the test above would hold for the wrong reason.
  const Listener tcp = Listener::tcp();
  EXPECT_EQ(run_outside({"tcp", std::to_string(tcp.port())}).output, "done\n");
  const Listener abstract = Listener::named("@grader-test-" + std::to_string(getpid()));
  EXPECT_EQ(run_outside({"unix", abstract.name()}).output, "done\n");
}

TEST_P(Sandbox, DangerousCallsAreRefused) {
  std::istringstream lines(run({"calls"}).output);
  int seen = 0;
  for (std::string line; std::getline(lines, line); ++seen) {
    const std::string name = line.substr(0, line.find(' '));
    const bool hidden = name == "clone3" || name == "statmount";
    EXPECT_EQ(line, name + (hidden ? " Function not implemented" : " Operation not permitted"));
  }
  EXPECT_EQ(seen, 22);
#ifdef __x86_64__
  EXPECT_EQ(run({"x32"}).signal, SIGSYS) << "another way to number the calls";
#endif
}

TEST_P(Sandbox, TheEnvironmentIsExactlyWhatIsGiven) {
  setenv("GRADER_TEST_SECRET", "do not tell", 1);
  sandbox_.environment = {{"LANG", "C"}, {"ONE", "1=1"}};
  ProcessSpec spec = process({"environment"});
  spec.environment = {{"TWO", ""}};
  const std::string text = run_process(in_sandbox(spec, sandbox_, GetParam())).output;
  unsetenv("GRADER_TEST_SECRET");
  if (has_own_tree(GetParam())) {
    EXPECT_EQ(text, "LANG=C\nONE=1=1\nTWO=\n");
  } else {
    EXPECT_EQ(text.substr(0, text.find("TMPDIR=")), "LANG=C\nONE=1=1\nTWO=\n");
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
  }
}

TEST_P(Sandbox, NoDescriptorOfTheGraderIsOpen) {
  const int left_open = open("/etc/passwd", O_RDONLY);
  ASSERT_GE(left_open, 3);
  EXPECT_EQ(run({"descriptors"}).output, "0\n1\n2\n");
  const int high = fcntl(left_open, F_DUPFD, 500);
  EXPECT_EQ(run({"descriptors"}).output, "0\n1\n2\n");
  close(high);
  close(left_open);
}

TEST_P(Sandbox, LinksInAWritableFolderLeadNowhere) {
  write_text(outside() / "secret", "the answers");
  fs::permissions(outside(), fs::perms(0777));
  fs::permissions(outside() / "secret", fs::perms(0666));
  write_text(shared().parent_path() / "secret", "beside");
  std::istringstream lines(run({"links", writable().string(), (outside() / "secret").string()}).output);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "done") << "a link may be made";
  int refusals = 0;
  while (std::getline(lines, line)) refusals += line.rfind("refused", 0) == 0 ? 1 : 0;
  EXPECT_EQ(refusals, 4);
  EXPECT_EQ(text_of(outside() / "secret"), "the answers");
}

TEST_P(Sandbox, CompilesAndLinks) {
  write_text(outside() / "hello.cpp", "#include <iostream>\nint main() { std::cout << \"hello\\n\"; }\n");
  fs::permissions(outside(), fs::perms(0755));
  const fs::path sources = has_own_tree(GetParam()) ? fs::path("/sources") : outside();
  sandbox_.mounts.push_back({outside(), sources, false});
  sandbox_.environment = {{"PATH", "/usr/bin:/bin"}};
  ProcessSpec compile;
  compile.command = {"c++", (sources / "hello.cpp").string(), "-o", (writable() / "hello").string()};
  if (!find_program("mold").empty()) compile.command.emplace_back("-fuse-ld=mold");
  compile.limits.wall = 60s;
  const ProcessResult compiled = run_process(in_sandbox(compile, sandbox_, GetParam()));
  EXPECT_TRUE(compiled.ok()) << compiled.output;
  fs::permissions(shared() / "hello", fs::perms(0755));  // without a tree of its own a sandbox changes no modes
  ProcessSpec hello;
  hello.command = {"./hello"};
  hello.folder = writable();
  EXPECT_EQ(run_process(in_sandbox(hello, sandbox_, GetParam())).output, "hello\n");
}

}  // namespace
}  // namespace grader::testing
