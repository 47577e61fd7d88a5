/// @file
/// What grader-sandbox was told on its command line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace grader::sandbox {

struct Mount {
  std::string source;
  std::string target;
  bool writable = false;
};

/// Each argument before "--" is one "name=value" of these; a mount is two, "read=SOURCE" or "write=SOURCE" and then "at=TARGET".
struct Plan {
  std::string tier;    ///< "namespaces", "bubblewrap", "landlock", "none"; "inner": we were started by bwrap
  std::string secret;  ///< marks our own words, so that the inner program cannot speak in our name
  std::string folder = "/";
  std::string event_option;            ///< the last argument begins with it and ends in the descriptor that stays open
  std::string bubblewrap;              ///< path of bwrap
  std::vector<std::string> entrances;  ///< files of control groups: who writes "0" into all of them is in the group
  int status = -1;                     ///< inner: the descriptor for the program's end
  std::uint64_t temporary = 0, memory = 0, file_size = 0;
  std::uint64_t processes = 0, open_files = 0, cpu_seconds = 0;
  unsigned user = 0, group = 0;  ///< what root becomes
  std::vector<std::string> environment;
  std::vector<Mount> mounts;
  std::vector<std::string> command;
  std::vector<std::string> words;  ///< the arguments before "--" as they came

  bool own_tree() const { return tier != "landlock" && tier != "none"; }
  /// -1: none.
  int event_descriptor() const;
};

/// Reads the arguments and wipes them, so that nobody finds them in /proc.
Plan read_plan(int count, char** arguments);

/// Says what went wrong, with the secret and the meaning of errno, and ends the process with status 125.
[[noreturn]] void fail(std::string_view what);
/// Likewise, without errno.
[[noreturn]] void refuse(std::string_view what);

}  // namespace grader::sandbox
