#include "commands/doctor_probes.hpp"

#include <fmt/core.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "process.hpp"
#include "version.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

/// What a program prints, empty when it is not there or fails.
std::string answer(const std::vector<std::string>& command) {
  ProcessSpec spec;
  spec.command = command;
  spec.environment = {{"LC_ALL", "C"}};
  spec.limits.wall = std::chrono::seconds(10);
  const ProcessResult result = run_process(spec);
  return result.ok() ? result.output : "";
}

std::string apt(const std::string& package) {
  return package.empty() ? "" : "sudo apt-get install " + package;
}

void judge(DoctorItem& item, const std::string& least) {
  if (!least.empty()) item.wanted = ">= " + least;
  const bool old = !least.empty() && !item.version.empty() && compare_versions(item.version, least) < 0;
  item.condition = old ? ItemCondition::too_old : ItemCondition::found;
}

std::vector<fs::path> pc_folders() {
  std::vector<fs::path> folders;
  const auto add_list = [&](const char* variable, const std::vector<std::string>& below) {
    const char* value = std::getenv(variable);
    std::istringstream parts(value == nullptr ? "" : value);
    for (std::string part; std::getline(parts, part, ':');) {
      for (const std::string& each : below) folders.push_back(fs::path(part) / each);
    }
  };
  const std::vector<std::string> places = {"lib/pkgconfig", "lib64/pkgconfig", "share/pkgconfig"};
  add_list("PKG_CONFIG_PATH", {""});
  add_list("CMAKE_PREFIX_PATH", places);
  for (const char* prefix : {"/usr/local", "/usr"}) {
    for (const std::string& place : places) folders.push_back(fs::path(prefix) / place);
    std::error_code error;  // Debian keeps the libraries of each processor apart: lib/x86_64-linux-gnu
    for (fs::directory_iterator entry(fs::path(prefix) / "lib", error), end; !error && entry != end;
         entry.increment(error)) {
      folders.push_back(entry->path() / "pkgconfig");
    }
  }
  return folders;
}

/// The lines of a .pc file: variables ("libdir=${prefix}/lib") and what it states ("Version: ${version}").
class PackageFile {
 public:
  explicit PackageFile(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      const std::size_t mark = line.find_first_of("=:");
      if (mark == std::string::npos) continue;
      fields_[line.substr(0, mark + 1)] = line.substr(mark + 1);
    }
  }

  /// What stands after "Version:" or "libdir=", the variables in it filled in; empty if nothing does.
  std::string field(const std::string& name) const {
    std::map<std::string, std::string> fields = fields_;
    std::string value = fields[name];
    for (std::size_t open = value.find("${"); open != std::string::npos; open = value.find("${")) {
      const std::size_t close = value.find('}', open);
      if (close == std::string::npos) break;
      std::string& variable = fields[value.substr(open + 2, close - open - 2) + "="];
      value.replace(open, close - open + 1, variable);
      variable.clear();  // a variable that holds itself must end
    }
    return value;
  }

 private:
  std::map<std::string, std::string> fields_;
};

}  // namespace

DoctorItem probe_program(const ProgramProbe& program) {
  DoctorItem item{program.group,   program.name,        program.required, ItemCondition::missing, "", "",
                  program.follows, apt(program.package)};
  if (!program.least.empty()) item.wanted = ">= " + program.least;
  const std::string text = answer(program.command);
  if (text.empty()) return item;
  item.version = find_version(text);
  judge(item, program.least);
  if (item.condition == ItemCondition::too_old && !item.install.empty()) {
    item.install += " (if that is as old: a newer release of the system, or the program's own page)";
  }
  return item;
}

std::string version_in_pc(const std::string& text) {
  return find_version(PackageFile(text).field("Version:"));
}

std::string folder_in_pc(const std::string& text) {
  return PackageFile(text).field("libdir=");
}

DoctorItem probe_library(const LibraryProbe& library) {
  DoctorItem item{library.group,   library.name,        library.required, ItemCondition::missing, "", "",
                  library.follows, apt(library.package)};
  if (!library.least.empty()) item.wanted = ">= " + library.least;
  for (const fs::path& folder : pc_folders()) {
    std::ifstream file(folder / library.file);
    if (!file) continue;
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    item.version = version_in_pc(text);
    judge(item, library.least);
    const std::string place = "pcfiledir=" + folder.string() + '\n';  // a variable that every .pc file may use
    std::error_code error;
    if (!library.archive.empty() && !fs::exists(fs::path(folder_in_pc(place + text)) / library.archive, error)) {
      item.condition = ItemCondition::missing;
      item.version += " without " + library.archive;
    }
    break;
  }
  return item;
}

DoctorItem probe_compiler() {
  const char* chosen = std::getenv("CXX");
  const std::string name = chosen != nullptr && *chosen != '\0' ? chosen : "c++";
  DoctorItem item{"build",
                  "C++ compiler",
                  true,
                  ItemCondition::missing,
                  "",
                  "g++ >= 12 or clang >= 15",
                  "nothing can be built",
                  apt("build-essential")};
  const std::string text = answer({name, "--version"});
  if (text.empty()) {
    if (name != "c++") item.follows += fmt::format(" (CXX is '{}', which does not run)", name);
    return item;
  }
  const bool is_clang = text.find("clang") != std::string::npos;
  item.version = find_version(text);
  item.condition =
      compare_versions(item.version, is_clang ? "15" : "12") < 0 ? ItemCondition::too_old : ItemCondition::found;
  item.version = (is_clang ? "clang " : "g++ ") + item.version;
  if (item.condition == ItemCondition::too_old) item.install = apt("g++-12") + " && export CXX=g++-12";
  return item;
}

DoctorItem probe_folder(const fs::path& root) {
  constexpr double needed_gigabytes = 1;  // a built course of six modules and its sanitized twin
  DoctorItem item{"build", "course folder", true, ItemCondition::found, "", "writable, 1 GB free", "", ""};
  struct statvfs disk {};
  double gigabytes = needed_gigabytes;
  if (::statvfs(root.c_str(), &disk) == 0) {
    gigabytes = static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize) / 1e9;
    item.version = fmt::format("{:.1f} GB free", gigabytes);
  }
  if (::access(root.c_str(), W_OK) != 0) {
    item.condition = ItemCondition::missing;
    item.version = "not writable";
    item.follows = "nothing can be built or kept in " + root.string();
    item.install = "chmod -R u+w " + root.string() + ", or copy the course to a folder of yours";
  } else if (gigabytes < needed_gigabytes) {
    item.condition = ItemCondition::missing;
    item.follows = "a build may stop half-way";
    item.install = "free some disk space (`make clean` removes what was built)";
  }
  return item;
}

std::vector<DoctorItem> probe_cuda() {
  const char* follows = "the CUDA module is graded by its CPU emulator";
  DoctorItem compiler = probe_program({"CUDA", "nvcc", false, {"nvcc", "--version"}, "12", follows, ""});
  if (compiler.condition == ItemCondition::missing) {
    compiler = probe_program({"CUDA", "nvcc", false, {"/usr/local/cuda/bin/nvcc", "--version"}, "12", follows, ""});
  }
  compiler.install = "https://developer.nvidia.com/cuda-downloads";
  DoctorItem gpu{
      "CUDA", "GPU", false, ItemCondition::missing, "", "", "tests that need a GPU are skipped and not graded", ""};
  std::string names = answer({"nvidia-smi", "--query-gpu=name", "--format=csv,noheader"});
  names = names.substr(0, names.find('\n'));
  if (!names.empty()) {
    gpu.condition = ItemCondition::found;
    gpu.version = names;
  }
  return {compiler, gpu};
}

}  // namespace grader
