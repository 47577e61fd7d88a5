#include <algorithm>
#include <fstream>
#include <set>

#include "lesson.hpp"
#include "proof.hpp"

namespace grader {

namespace fs = std::filesystem;

namespace {

/// What may lie where, and how long it may be (in lines; 0: any length). `folder` is relative to modules/NN or
/// solutions/NN.
struct Room {
  const char* side;
  const char* folder;
  std::set<std::string> endings;
  std::size_t lines;
};

const std::vector<Room>& rooms() {
  static const std::vector<Room> all{
      {"modules", "", {".md", ".cpp"}, 400},       {"modules", "include/gu", {".hpp"}, 200},
      {"modules", "src", {".cpp"}, 300},           {"modules", "given", {".cpp", ".hpp"}, 300},
      {"modules", "tests", {".cpp", ".hpp"}, 400}, {"modules", "programs", {".cpp"}, 300},
      {"modules", "figures", {".svg"}, 0},         {"solutions", "", {".md"}, 400},
      {"solutions", "src", {".cpp", ".hpp"}, 300}, {"solutions", "mistakes", {".mistake"}, 60},
      {"solutions", "tests", {".cpp"}, 400},
  };
  return all;
}

/// "path: reason" a line; an exception without a reason counts for nothing.
std::set<std::string> size_exceptions(const Course& course) {
  std::ifstream file(course.root / "modules" / "size_exceptions.txt");
  std::set<std::string> paths;
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(": ");
    if (colon != std::string::npos && colon + 2 < line.size()) paths.insert(line.substr(0, colon));
  }
  return paths;
}

std::size_t count_lines(const fs::path& file) {
  std::ifstream in(file);
  return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(in), {}, '\n'));
}

}  // namespace

Proof prove_files(const Course& course, const Modules& modules) {
  Proof proof{"files", "", {}};
  const std::set<std::string> exceptions = size_exceptions(course);
  std::size_t count = 0;
  for (const Module* module : modules) {
    for (const std::string side : {"modules", "solutions"}) {
      const fs::path base = course.root / side / module->folder;
      if (!fs::is_directory(base)) continue;
      for (const auto& entry : fs::recursive_directory_iterator(base)) {
        if (entry.is_directory() && !entry.is_symlink()) continue;
        ++count;
        const std::string place = fs::relative(entry.path(), course.root).string();
        const std::string folder = fs::relative(entry.path().parent_path(), base).string();
        const auto room = std::find_if(rooms().begin(), rooms().end(), [&](const Room& candidate) {
          return side == candidate.side && folder == (*candidate.folder == '\0' ? "." : candidate.folder) &&
                 candidate.endings.contains(entry.path().extension().string());
        });
        if (room == rooms().end() || !entry.is_regular_file()) {
          proof.findings.push_back(
              {place, "has no business here; docs/pages/writing_a_module.md lists what a module holds"});
          continue;
        }
        const std::size_t lines = count_lines(entry.path());
        if (room->lines > 0 && lines > room->lines && !exceptions.contains(place)) {
          proof.findings.push_back({place, std::to_string(lines) + " lines; at most " + std::to_string(room->lines) +
                                               ", or a line with the reason in modules/size_exceptions.txt"});
        }
      }
    }
  }
  proof.summary = std::to_string(count) + " files, none stray, none oversized (" + std::to_string(exceptions.size()) +
                  " exceptions with a reason)";
  return proof;
}

}  // namespace grader
