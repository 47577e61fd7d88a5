#include "crash_place.hpp"

#include <set>
#include <sstream>

#include "compile_errors.hpp"
#include "process.hpp"

namespace grader {
namespace fs = std::filesystem;

std::string students_line(const fs::path& root, const std::string& answer) {
  std::istringstream lines(answer);
  std::string function;
  std::string place;
  while (std::getline(lines, function) && std::getline(lines, place)) {
    const std::size_t note = place.find(" (discriminator");
    if (note != std::string::npos) place.resize(note);
    const std::size_t colon = place.rfind(':');
    if (colon == std::string::npos) continue;
    const fs::path file = fs::path(place.substr(0, colon)).lexically_normal().lexically_relative(root);
    const std::string path = file.string();
    if (path.rfind("modules/", 0) != 0 || path.find("/src/") == std::string::npos) continue;
    return path + place.substr(colon) + (function == "??" ? "" : " in " + fold_templates(function));
  }
  return "";
}

std::string crash_place(const fs::path& root, const std::vector<Frame>& frames) {
  // Frames come innermost first; the student's function may have called into a library of ours or of the system.
  std::set<std::string> asked;
  for (const Frame& frame : frames) {
    if (frame.object.find("/provider/") == std::string::npos || !asked.insert(frame.object).second) continue;
    ProcessSpec spec;
    spec.command = {"addr2line", "-Cife", frame.object};
    for (const Frame& other : frames) {
      constexpr std::size_t most = 64;
      if (other.object == frame.object && spec.command.size() < most) spec.command.push_back(other.offset);
    }
    spec.limits.wall = std::chrono::seconds(5);
    const ProcessResult run = run_process(spec);
    if (!run.ok()) continue;
    const std::string place = students_line(root, run.output);
    if (!place.empty()) return place;
  }
  return "";
}

}  // namespace grader
