#include "commands/doctor.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "commands/doctor_probes.hpp"

namespace grader {
namespace {

std::vector<DoctorItem> examine(const std::filesystem::path& root) {
  const std::string no_build = "nothing can be built";
  const std::string no_suite = "no test suite can be built";
  const std::string no_grader = "the grader cannot be rebuilt";
  std::vector<DoctorItem> items = {
      probe_compiler(),
      probe_program({"build", "CMake", true, {"cmake", "--version"}, "3.25", no_build, "cmake"}),
      probe_program({"build", "Ninja", true, {"ninja", "--version"}, "1.10", no_build, "ninja-build"}),
      probe_program({"build", "mold", false, {"mold", "--version"}, "", "linking takes 50 ms instead of 8", "mold"}),
      probe_program({"build", "pkg-config", true, {"pkg-config", "--version"}, "", no_grader, "pkg-config"}),
      probe_library({"build", "GoogleTest", true, "gtest.pc", "1.11", no_suite, "libgtest-dev"}),
      probe_library({"build", "xtensor", true, "xtensor.pc", "0.24", no_suite, "libxtensor-dev"}),
      probe_library({"build", "CLI11", true, "CLI11.pc", "2.0", no_grader, "libcli11-dev"}),
      probe_library({"build", "fmt", true, "fmt.pc", "8.0", no_grader, "libfmt-dev"}),
      probe_library({"build", "nlohmann-json", true, "nlohmann_json.pc", "3.11", no_suite, "nlohmann-json3-dev"}),
      probe_library({"build", "SQLite", true, "sqlite3.pc", "3.35", no_grader, "libsqlite3-dev"}),
      probe_library({"build", "libarchive", true, "libarchive.pc", "", no_grader, "libarchive-dev"}),
      probe_library({"build", "OpenSSL", true, "libcrypto.pc", "", no_grader, "libssl-dev"}),
      // The sandbox's launcher is a static program.
      probe_library({"build", "libseccomp", true, "libseccomp.pc", "", no_grader, "libseccomp-dev", "libseccomp.a"}),
  };
  if (!root.empty()) items.push_back(probe_folder(root));
  const std::vector<DoctorItem> optional = {
      probe_program({"tools",
                     "git",
                     false,
                     {"git", "--version"},
                     "",
                     "`grader reset` knows only the skeletons of the first run",
                     "git"}),
      probe_program({"tools", "gdb", false, {"gdb", "--version"}, "", "no debugger for your code", "gdb"}),
      probe_program(
          {"tools", "Doxygen", false, {"doxygen", "--version"}, "1.9", "`make docs` makes no pages", "doxygen"}),
      probe_program({"tools", "Graphviz", false, {"dot", "-V"}, "", "the pages have no graphs", "graphviz"}),
      probe_library({"speed", "Google Benchmark", false, "benchmark.pc", "1.6", "`grader bench` has nothing to run",
                     "libbenchmark-dev"}),
      probe_library({"speed", "OpenBLAS", false, "openblas.pc", "", "`grader bench` compares with no library",
                     "libopenblas-dev"}),
  };
  items.insert(items.end(), optional.begin(), optional.end());
  for (std::vector<DoctorItem> more : {probe_cuda(), probe_sandbox()}) {
    std::move(more.begin(), more.end(), std::back_inserter(items));
  }
  return items;
}

const char* word(ItemCondition condition) {
  switch (condition) {
    case ItemCondition::found:
      return "found";
    case ItemCondition::missing:
      return "missing";
    case ItemCondition::too_old:
      return "too_old";
  }
  return "";
}

bool is_fault(const DoctorItem& item) {
  return item.required && item.condition != ItemCondition::found;
}

void print_json(const Terminal& terminal, const std::vector<DoctorItem>& items, bool ok) {
  nlohmann::ordered_json document = {
      {"schema", "groundup/doctor/1"}, {"ok", ok}, {"items", nlohmann::ordered_json::array()}};
  for (const DoctorItem& each : items) {
    document["items"].push_back({{"group", each.group},
                                 {"name", each.name},
                                 {"required", each.required},
                                 {"status", word(each.condition)},
                                 {"version", each.version},
                                 {"wanted", each.wanted},
                                 {"follows", each.follows},
                                 {"install", each.install}});
  }
  terminal.line(document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

void print_item(const Terminal& terminal, const DoctorItem& item) {
  const Tone tone = item.required ? Tone::bad : Tone::warning;
  std::string mark = terminal.mark("+", "✓", "found", Tone::good);
  if (item.condition == ItemCondition::missing) mark = terminal.mark("x", "✗", "missing", tone);
  if (item.condition == ItemCondition::too_old) mark = terminal.mark("x", "✗", "too old", tone);
  std::string line = "  " + padded(mark, 11) + padded(item.name, item.version.empty() ? 0 : 18) + item.version;
  if (item.condition != ItemCondition::found && !item.wanted.empty()) {
    line += (item.version.empty() ? "  wanted: " : ", wanted: ") + item.wanted;
  }
  terminal.line(line);
  if (item.condition == ItemCondition::found) return;
  terminal.paragraph((item.required ? "so " : "optional; without it ") + item.follows, 13, 0);
  if (!item.install.empty()) terminal.paragraph(terminal.paint(Tone::accent, item.install), 13, 2);
}

void print_text(const Terminal& terminal, const std::vector<DoctorItem>& items) {
  std::string group;
  for (const DoctorItem& each : items) {
    if (each.group != group) {
      group = each.group;
      terminal.line(terminal.paint(Tone::strong, group));
    }
    print_item(terminal, each);
  }
  terminal.line();
  const auto faults = std::count_if(items.begin(), items.end(), is_fault);
  if (faults == 0) {
    terminal.line("Everything that the course needs is here.");
  } else {
    terminal.paragraph(fmt::format("{} {} that the course needs {}. `make setup` installs what a package holds.",
                                   faults, faults == 1 ? "thing" : "things",
                                   faults == 1 ? "is not here" : "are not here"));
  }
}

}  // namespace

ExitStatus run_doctor(const DoctorOptions& options) {
  const std::vector<DoctorItem> items = examine(options.root);
  const bool ok = std::none_of(items.begin(), items.end(), is_fault);
  if (options.json) {
    print_json(options.terminal, items, ok);
  } else {
    print_text(options.terminal, items);
  }
  return ok ? ExitStatus::passed : ExitStatus::environment_fault;
}

}  // namespace grader
