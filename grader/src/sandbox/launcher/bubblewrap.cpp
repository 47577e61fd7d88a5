#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <cstdlib>

#include "confine.hpp"
#include "inner.hpp"
#include "supervise.hpp"
#include "system_paths.hpp"
#include "tiers.hpp"
#include "user_namespace.hpp"

namespace grader::sandbox {
namespace {

constexpr const char* launcher_inside = "/grader-sandbox";

/// Empty: no link.
std::string link_text(const char* path) {
  std::array<char, PATH_MAX> text{};
  const ssize_t size = readlink(path, text.data(), text.size());
  return {text.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

/// bwrap makes missing folders for its own user only, and root's would be closed to nobody.
void add_parents(std::vector<std::string>& words, const std::string& path) {
  for (std::size_t end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1)) {
    words.insert(words.end(), {"--perms", "0755", "--dir", path.substr(0, end)});
  }
}

void add_system(std::vector<std::string>& words) {
  for (const char* path : system_paths) {
    add_parents(words, path);
    const std::string text = link_text(path);
    if (text.empty()) {
      words.insert(words.end(), {"--ro-bind-try", path, path});
    } else {
      words.insert(words.end(), {"--symlink", text, path});
    }
  }
  for (const char* path : device_paths) {
    add_parents(words, path);
    words.insert(words.end(), {"--dev-bind-try", path, path});
  }
}

std::vector<std::string> bubblewrap_words(const Plan& plan, int status) {
  std::vector<std::string> words{plan.bubblewrap,     "--unshare-pid",        "--unshare-net", "--unshare-ipc",
                                 "--unshare-uts",     "--unshare-cgroup-try", "--hostname",    "sandbox",
                                 "--die-with-parent", "--new-session",        "--as-pid-1",    "--clearenv"};
  // Root mounts as root and becomes nobody inside: see run_inside_bubblewrap().
  if (geteuid() == 0) {
    words.insert(words.end(), {"--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"});
  } else {
    words.emplace_back("--unshare-user");
  }
  add_system(words);
  words.insert(words.end(), {"--size", std::to_string(plan.temporary), "--perms", "1777", "--tmpfs", "/tmp"});
  for (const Mount& mount : plan.mounts) {
    add_parents(words, mount.target);
    words.insert(words.end(), {mount.writable ? "--bind" : "--ro-bind", mount.source, mount.target});
  }
  words.insert(words.end(),
               {"--ro-bind", link_text("/proc/self/exe"), launcher_inside, "--remount-ro", "/", "--", launcher_inside});
  for (const std::string& word : plan.words) {
    const bool replaced = word.rfind("tier=", 0) == 0;
    words.push_back(replaced ? "tier=inner" : word);
  }
  words.push_back("status=" + std::to_string(status));
  words.emplace_back("--");
  words.insert(words.end(), plan.command.begin(), plan.command.end());
  return words;
}

}  // namespace

void run_in_bubblewrap(const Plan& plan) {
  const pid_t grader = getppid();
  const PassedSignals signals;
  die_with(grader);
  for (const Mount& mount : plan.mounts) hand_over(mount, plan);
  StatusPipe status;
  const pid_t self = getpid();
  const pid_t keeper = fork();
  if (keeper < 0) fail("no process can be started");
  if (keeper > 0) follow(signals, keeper, status, "bubblewrap has not started the program");
  die_with(self);
  signals.restore();
  fcntl(status.write.get(), F_SETFD, 0);
  std::vector<std::string> words = bubblewrap_words(plan, status.write.get());
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  clearenv();
  execv(plan.bubblewrap.c_str(), arguments.data());
  fail(plan.bubblewrap);
}

void run_inside_bubblewrap(const Plan& plan) {
  const PassedSignals signals;
  fcntl(plan.status, F_SETFD, FD_CLOEXEC);
  if (geteuid() == 0) {
    become_unprivileged(plan);
    // Only to count processes apart from those of other sandboxes; where it is not allowed they share the limit.
    enter_user_namespace(Handle(), 0);
  }
  die_with_reader(plan.status);
  drop_privileges();
  tell_start(plan.status);
  const int ended = keep(signals, plan.status, [&plan] { become_inner(plan, "/tmp"); });
  tell_end(plan.status, ended);
  _exit(0);
}

}  // namespace grader::sandbox
