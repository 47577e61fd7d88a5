#include "object_file.hpp"

#include <utility>
#include <vector>

#include "errors.hpp"
#include "process.hpp"

namespace grader {
namespace {

constexpr std::string_view relocations_begin = "RELOCATION RECORDS FOR [";

/// The word at the end of a line, or of what stands before its tab.
std::string_view last_word(std::string_view text) {
  return text.substr(text.find_last_of(" \t") + 1);
}

/// "00..14 R_X86_64_PLT32    name-0x00..4": the name. Empty: another kind of line.
std::string_view relocated(std::string_view line) {
  if (line.empty() || line.front() < '0' || line.front() > 'f' || line.find(" R_") == std::string_view::npos) return {};
  std::string_view name = last_word(line);
  for (const std::string_view sign : {"-0x", "+0x"}) {
    if (const auto addend = name.rfind(sign); addend != std::string_view::npos) name = name.substr(0, addend);
  }
  return name;
}

/// What describes code and uses none.
bool is_about_code(std::string_view section) {
  return section.starts_with(".debug") || section.starts_with(".eh_frame");
}

}  // namespace

ObjectFile::ObjectFile(std::string_view listing) {
  std::set<std::string>* uses = nullptr;
  while (!listing.empty()) {
    const auto end = listing.find('\n');
    const std::string_view line = listing.substr(0, end);
    listing.remove_prefix(end == std::string_view::npos ? listing.size() : end + 1);
    if (line.starts_with(relocations_begin)) {
      const std::string section(line.substr(relocations_begin.size(), line.find(']') - relocations_begin.size()));
      uses = is_about_code(section) ? nullptr : &uses_[section];
    } else if (const std::string_view name = relocated(line); !name.empty()) {
      if (uses != nullptr) uses->emplace(name);
    } else if (const auto tab = line.find('\t'); tab != std::string_view::npos) {
      // "00..00  w    F .text._ZN...<tab>00..15 .hidden _ZN..."
      const std::string_view section = last_word(line.substr(0, tab));
      if (section != "*UND*") section_of_.emplace(last_word(line), section);
    }
  }
}

std::set<std::string> ObjectFile::used_by(std::string_view part) const {
  std::vector<std::string_view> open;
  for (const auto& [section, uses] : uses_) {
    if (section.find(part) != std::string::npos) open.push_back(section);
  }
  std::set<std::string_view> seen(open.begin(), open.end());
  std::set<std::string> elsewhere;
  while (!open.empty()) {
    const auto found = uses_.find(std::string(open.back()));
    open.pop_back();
    if (found == uses_.end()) continue;
    for (const std::string& name : found->second) {
      const auto here = section_of_.find(name);
      if (here == section_of_.end()) {
        elsewhere.insert(name);
      } else if (seen.insert(here->second).second) {
        open.push_back(here->second);
      }
    }
  }
  return elsewhere;
}

ObjectFile read_object_file(const std::filesystem::path& file) {
  ProcessSpec spec;
  spec.command = {"objdump", "--syms", "--reloc", file.string()};
  spec.keep_output = std::size_t{1} << 30;
  const ProcessResult result = run_process(spec);
  if (!result.ok()) throw CourseFault("objdump cannot read " + file.string() + ": " + result.output.substr(0, 500));
  return ObjectFile(result.output);
}

}  // namespace grader
