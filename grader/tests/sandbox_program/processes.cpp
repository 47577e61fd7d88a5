#include "abuse.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <thread>

namespace sandbox_program {

void bomb(const Arguments& given) {
  const int lock = open(given[1].c_str(), O_RDWR | O_CREAT, 0644);
  flock(lock, LOCK_EX);
  int count = 0;
  for (; count < number(given[0]); ++count) {
    const pid_t child = fork();
    if (child < 0) break;
    if (child == 0) {
      alarm(60);
      while (true) pause();
    }
  }
  print(std::to_string(count));
}

[[noreturn]] void loop() {
  alarm(300);
  while (true) {
  }
}

void threads(const Arguments& given) {
  std::vector<std::thread> running;
  std::atomic<bool> over = false;
  try {
    while (running.size() < static_cast<std::size_t>(number(given[0]))) {
      running.emplace_back([&over] { over.wait(false); });
    }
  } catch (const std::system_error&) {
  }
  print(std::to_string(running.size()));
  over = true;
  over.notify_all();
  for (std::thread& each : running) each.join();
}

void allocate(const Arguments& given) {
  const auto bytes = static_cast<std::size_t>(number(given[0])) << 20U;
  report(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) !=
         MAP_FAILED);
}

void share(const Arguments& given) {
  const auto bytes = static_cast<std::size_t>(number(given[1])) << 20U;
  std::array<int, 2> ready{};
  if (pipe(ready.data()) != 0) std::exit(1);
  for (int each = 0; each < number(given[0]); ++each) {
    if (fork() != 0) continue;
    alarm(60);
    const auto* memory =
        mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (memory == MAP_FAILED || write(ready[1], "r", 1) != 1) std::_Exit(1);
    while (true) pause();
  }
  alarm(60);
  char byte = 0;
  for (int each = 0; each < number(given[0]); ++each) {
    if (read(ready[0], &byte, 1) != 1) std::exit(1);
  }
  report(true);
}

void start_daemon(const std::string& lock_path) {
  const int lock = open(lock_path.c_str(), O_RDWR | O_CREAT, 0644);
  flock(lock, LOCK_EX);
  std::array<int, 2> ready{};
  if (pipe(ready.data()) != 0) std::exit(1);
  if (fork() == 0) {
    setsid();
    if (fork() != 0) std::_Exit(0);
    for (const int each : {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1}) std::signal(each, SIG_IGN);
    alarm(60);
    if (write(ready[1], "r", 1) != 1) std::_Exit(1);
    close(1);
    close(2);
    while (true) pause();
  }
  char byte = 0;
  if (read(ready[0], &byte, 1) == 1) print("ready");
}

void comets(const Arguments& given) {
  const int lock = open(given[1].c_str(), O_RDWR | O_CREAT, 0644);
  flock(lock, LOCK_EX);
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  for (int each = 0; each < number(given[0]); ++each) {
    if (fork() != 0) continue;
    close(1);
    close(2);
    while (std::chrono::steady_clock::now() < until) {
      if (fork() > 0) std::_Exit(0);
    }
    std::_Exit(0);
  }
}

}  // namespace sandbox_program
