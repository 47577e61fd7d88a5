/// @file
/// What the tests of the sandbox share: the tiers that work here, a sandbox with one writable folder, listeners, locks.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "sandbox/sandbox.hpp"
#include "temporary_course.hpp"

namespace grader::testing {

/// For INSTANTIATE_TEST_SUITE_P.
inline std::string tier_name(const ::testing::TestParamInfo<SandboxTier>& info) {
  return to_word(info.param);
}

/// Of the tiers down to `last` those in which a program runs at all. What they hold is what the tests find out.
inline std::vector<SandboxTier> working_tiers(SandboxTier last) {
  static const std::vector<SandboxTier> all = [] {
    set_sandbox_launcher(GRADER_SANDBOX);
    std::vector<SandboxTier> working;
    for (const SandboxTier tier : {SandboxTier::namespaces, SandboxTier::bubblewrap, SandboxTier::landlock}) {
      if (tier == SandboxTier::bubblewrap && find_program("bwrap").empty()) continue;
      ProcessSpec spec;
      spec.command = {"/usr/bin/env", "true"};
      if (run_process(in_sandbox(spec, {}, tier)).ok()) working.push_back(tier);
    }
    return working;
  }();
  std::vector<SandboxTier> wanted;
  for (const SandboxTier tier : all) {
    if (tier <= last) wanted.push_back(tier);
  }
  return wanted;
}

inline bool eventually(const std::function<bool()>& condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

/// No process holds it: all that inherited it are gone.
inline bool lock_is_free(const fs::path& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool free = file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0;
  close(file);
  return free;
}
inline bool lock_becomes_free(const fs::path& path) {
  return eventually([&path] { return lock_is_free(path); });
}

/// A socket that waits for connections, on the loopback or under a name ("@name" is abstract).
class Listener {
 public:
  static Listener tcp() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    Listener made(AF_INET, "", reinterpret_cast<const sockaddr*>(&address), sizeof address);
    socklen_t size = sizeof address;
    getsockname(made.socket_, reinterpret_cast<sockaddr*>(&address), &size);
    made.port_ = ntohs(address.sin_port);
    return made;
  }
  static Listener named(const std::string& name) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    name.copy(address.sun_path, sizeof address.sun_path - 1);
    if (name.front() == '@') address.sun_path[0] = 0;
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    Listener made(AF_UNIX, name, reinterpret_cast<const sockaddr*>(&address), size);
    if (name.front() != '@') fs::permissions(name, fs::perms(0777));
    return made;
  }
  Listener(Listener&& other) noexcept : socket_(other.socket_), port_(other.port_), name_(std::move(other.name_)) {
    other.socket_ = -1;
  }
  Listener& operator=(Listener&&) = delete;
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() {
    if (socket_ >= 0) close(socket_);
  }
  int port() const { return port_; }
  const std::string& name() const { return name_; }

 private:
  Listener(int family, std::string name, const sockaddr* address, socklen_t size)
      : socket_(socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)), name_(std::move(name)) {
    if (bind(socket_, address, size) != 0 || listen(socket_, 4) != 0) throw std::runtime_error("no listener: " + name_);
  }
  int socket_;
  int port_ = 0;
  std::string name_;
};

inline ::testing::AssertionResult refused(const ProcessResult& result) {
  if (result.ending == Ending::exited && result.exit_status == 0 && result.output.rfind("refused", 0) == 0) {
    return ::testing::AssertionSuccess();
  }
  return ::testing::AssertionFailure() << "not refused; it printed: " << result.output;
}

/// A sandbox with the program of abuses and one writable folder.
class SandboxTest : public ::testing::TestWithParam<SandboxTier> {
 protected:
  void SetUp() override {
    fs::permissions(folder_.path(), fs::perms(0755));
    fs::create_directories(shared());
    fs::create_directories(outside());
    fs::copy_file(SANDBOX_PROGRAM, folder_.path() / "program");
    program_ = has_own_tree(GetParam()) ? fs::path("/program") : folder_.path() / "program";
    sandbox_.mounts = {{folder_.path() / "program", program_, false}, {shared(), writable(), true}};
  }

  fs::path shared() const { return folder_.path() / "shared"; }
  fs::path outside() const { return folder_.path() / "outside"; }
  /// The shared folder as the program sees it.
  fs::path writable() const { return has_own_tree(GetParam()) ? fs::path("/shared") : shared(); }

  ProcessSpec process(std::vector<std::string> arguments) const {
    ProcessSpec spec;
    spec.command = std::move(arguments);
    spec.command.insert(spec.command.begin(), program_.string());
    spec.limits.wall = wall_;
    return spec;
  }
  ProcessResult run(std::vector<std::string> arguments) const {
    return run_process(in_sandbox(process(std::move(arguments)), sandbox_, GetParam()));
  }
  ProcessResult run_outside(std::vector<std::string> arguments) const {
    ProcessSpec spec = process(std::move(arguments));
    spec.command[0] = (folder_.path() / "program").string();
    return run_process(spec);
  }

  TemporaryFolder folder_;
  fs::path program_;
  SandboxSpec sandbox_;
  std::chrono::milliseconds wall_{30000};
};

}  // namespace grader::testing
