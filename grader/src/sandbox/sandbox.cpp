#include "sandbox/sandbox.hpp"

#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "errors.hpp"
#include "sandbox/launcher/system_paths.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view secret_word = "secret=";

fs::path& chosen_launcher() {
  static fs::path path;
  return path;
}

std::string new_secret() {
  std::array<unsigned char, 16> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw EnvironmentError(std::string("the system gives no random bytes: ") + std::strerror(errno));
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

void require_text(const std::string& text) {
  if (text.find('\0') != std::string::npos) throw std::invalid_argument("a sandboxed program's text holds a NUL");
}

bool is_plain(const fs::path& path) {
  return path.is_absolute() && path == path.lexically_normal() && path.has_filename() && path != "/";
}

void require_mount(const SandboxMount& mount, SandboxTier tier) {
  if (!mount.source.is_absolute() || !is_plain(mount.target)) {
    throw std::invalid_argument("a mount of the sandbox is absolute and has no '..': '" + mount.source.string() +
                                "' at '" + mount.target.string() + "'");
  }
  if (!has_own_tree(tier) && mount.source != mount.target) {
    throw std::invalid_argument("in the tier " + to_word(tier) + " '" + mount.source.string() +
                                "' cannot be seen as '" + mount.target.string() + "'");
  }
}

/// The smaller limit, where 0 is none.
std::uint64_t tighter(std::uint64_t left, std::uint64_t right) {
  if (left == 0 || right == 0) return std::max(left, right);
  return std::min(left, right);
}

/// For one run. Where a process may take all of its memory and fill /tmp, all of them together may too.
std::shared_ptr<const ControlGroup> make_group(const ProcessSpec& spec, const SandboxSpec& sandbox) {
  constexpr std::uint64_t launchers = 3;  // its own processes, and bwrap's
  const std::uint64_t memory = tighter(sandbox.memory, spec.limits.address_space);
  return std::make_shared<ControlGroup>(sandbox.control_groups, memory == 0 ? 0 : memory + sandbox.temporary_bytes,
                                        static_cast<std::uint64_t>(sandbox.processes) + launchers);
}

}  // namespace

std::string to_word(SandboxTier tier) {
  switch (tier) {
    case SandboxTier::namespaces:
      return "namespaces";
    case SandboxTier::bubblewrap:
      return "bubblewrap";
    case SandboxTier::landlock:
      return "landlock";
    case SandboxTier::none:
      return "none";
  }
  return "";
}

bool has_own_tree(SandboxTier tier) {
  return tier == SandboxTier::namespaces || tier == SandboxTier::bubblewrap;
}

SandboxUser sandbox_user() {
  constexpr std::uint32_t nobody = 65534;
  if (geteuid() == 0) return {nobody, nobody};
  return {geteuid(), getegid()};
}

fs::path shown_in_every_sandbox(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  for (const char* shown : sandbox::system_paths) {
    fs::path folder = fs::weakly_canonical(shown, error);
    const fs::path below = real.lexically_relative(folder);
    if (!below.empty() && *below.begin() != "..") return folder;
  }
  return {};
}

fs::path sandbox_launcher() {
  fs::path path = chosen_launcher();
  if (path.empty()) {
    std::error_code error;
    path = fs::read_symlink("/proc/self/exe", error).parent_path() / "grader-sandbox";
  }
  if (access(path.c_str(), X_OK) != 0) {
    throw EnvironmentError("grader-sandbox, which runs submissions, is not at " + path.string() +
                           ". It belongs beside the grader: `make start` or `make install` puts it there.");
  }
  return path;
}

void set_sandbox_launcher(const fs::path& path) {
  chosen_launcher() = path;
}

ProcessSpec in_sandbox(const ProcessSpec& spec, const SandboxSpec& sandbox, SandboxTier tier) {
  if (spec.command.empty()) throw std::invalid_argument("no command for the sandbox");
  if (!spec.folder.empty() && !spec.folder.is_absolute()) {
    throw std::invalid_argument("a folder inside the sandbox is absolute: '" + spec.folder.string() + "'");
  }
  const SandboxUser user = sandbox_user();
  ProcessSpec wrapped = spec;
  std::vector<std::string>& words = wrapped.command;
  const auto add = [&words](const char* name, const std::string& value) {
    require_text(value);
    words.push_back(name + ("=" + value));
  };
  words = {sandbox_launcher().string(), "tier=" + to_word(tier), std::string(secret_word) + new_secret()};
  add("folder", spec.folder.empty() ? "/" : spec.folder.string());
  add("user", std::to_string(user.user));
  add("group", std::to_string(user.group));
  add("temporary", std::to_string(sandbox.temporary_bytes));
  add("memory", std::to_string(tighter(sandbox.memory, spec.limits.address_space)));
  add("file_size", std::to_string(tighter(sandbox.file_size, spec.limits.file_size)));
  add("processes", std::to_string(sandbox.processes));
  add("open_files", std::to_string(sandbox.open_files));
  add("cpu_seconds", std::to_string(sandbox.cpu_seconds));
  if (sandbox.control_groups.found()) {
    const auto group = make_group(spec, sandbox);
    for (const fs::path& entrance : group->entrances()) add("enter", entrance.string());
    wrapped.watch = group;
  }
  if (!spec.event_option.empty()) add("event", spec.event_option);
  if (tier == SandboxTier::bubblewrap) {
    const fs::path program = find_program("bwrap");
    if (program.empty()) throw EnvironmentError("bwrap is not on the PATH: sudo apt-get install bubblewrap");
    add("bubblewrap", program.string());
  }
  for (const auto* variables : {&sandbox.environment, &spec.environment}) {
    for (const auto& [name, value] : *variables) add("env", std::string(name).append("=").append(value));
  }
  for (const SandboxMount& mount : sandbox.mounts) {
    require_mount(mount, tier);
    add(mount.writable ? "write" : "read", mount.source.string());
    add("at", mount.target.string());
  }
  words.emplace_back("--");
  for (const std::string& argument : spec.command) {
    require_text(argument);
    words.push_back(argument);
  }
  wrapped.folder.clear();
  wrapped.environment.clear();
  wrapped.without_prefixes = {""};  // every variable begins so
  wrapped.limits.address_space = 0;
  wrapped.limits.file_size = 0;
  return wrapped;
}

std::string sandbox_fault(const ProcessSpec& wrapped, const ProcessResult& result) {
  const auto is_secret = [](const std::string& word) { return word.rfind(secret_word, 0) == 0; };
  const auto secret = std::find_if(wrapped.command.begin(), wrapped.command.end(), is_secret);
  if (secret == wrapped.command.end()) throw std::invalid_argument("this process was not wrapped by in_sandbox()");
  const std::string mark = "grader-sandbox " + secret->substr(secret_word.size()) + ": ";
  const std::size_t begin = result.output.rfind(mark);
  if (begin == std::string::npos) return wrapped.watch == nullptr ? "" : wrapped.watch->fault();
  const std::size_t text = begin + mark.size();
  const std::size_t end = result.output.find('\n', text);
  return result.output.substr(text, end == std::string::npos ? end : end - text);
}

}  // namespace grader
