/// Run inside the sandbox by its tests: tries one abuse, named by the first argument.
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iostream>
#include <map>

#include "abuse.hpp"

namespace sandbox_program {

void print(const std::string& text) {
  std::cout << text << std::endl;
}

void report(bool done) {
  print(done ? "done" : std::string("refused: ") + std::strerror(errno));
}

int number(const std::string& text) {
  return std::stoi(text);
}

namespace {

const std::map<std::string, std::function<void(const Arguments&)>>& abuses() {
  static const std::map<std::string, std::function<void(const Arguments&)>> all{
      {"read", read_file},
      {"write", write_file},
      {"fill", fill},
      {"large_file", large_file},
      {"tcp", connect_tcp},
      {"unix", connect_unix},
      {"bomb", bomb},
      {"bomb_and_wait",
       [](const Arguments& given) {
         bomb(given);
         alarm(60);
         pause();
       }},
      {"threads", threads},
      {"allocate", allocate},
      {"share", share},
      {"daemon", [](const Arguments& given) { start_daemon(given[0]); }},
      {"daemon_and_loop",
       [](const Arguments& given) {
         start_daemon(given[0]);
         loop();
       }},
      {"loop", [](const Arguments&) { loop(); }},
      {"signal", [](const Arguments& given) { report(kill(number(given[0]), 0) == 0); }},
      {"kill_all", [](const Arguments&) { report(kill(-1, SIGKILL) == 0); }},
      {"descriptors", descriptors},
      {"environment", environment},
      {"calls", system_calls},
      {"x32", [](const Arguments&) { report(syscall(0x40000000 + SYS_getpid) > 0); }},
      {"i386", [](const Arguments&) { call_as_i386(); }},
      {"change_file", change_file},
      {"change_process", change_process},
      {"nest", nest},
      {"comets", comets},
      {"links", links},
      {"talk", talk},
      {"print",
       [](const Arguments& given) { std::cout << std::string(static_cast<std::size_t>(number(given[0])), 'x'); }},
      {"say", [](const Arguments& given) { print(given[0]); }},
      {"exit", [](const Arguments& given) { std::exit(number(given[0])); }},
      {"raise",
       [](const Arguments& given) {
         std::signal(number(given[0]), SIG_DFL);
         std::raise(number(given[0]));
       }},
  };
  return all;
}

}  // namespace
}  // namespace sandbox_program

int main(int count, char** arguments) {
  if (count < 2) return 2;
  const auto abuse = sandbox_program::abuses().find(arguments[1]);
  if (abuse == sandbox_program::abuses().end()) return 2;
  abuse->second(sandbox_program::Arguments(arguments + 2, arguments + count));
  return 0;
}
