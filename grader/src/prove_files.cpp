#include <algorithm>
#include <fstream>
#include <set>

#include "lesson.hpp"
#include "proof.hpp"
#include "text.hpp"

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

/// What lies beside the modules, and how long a file of it may be: a header, a source, a test.
const std::vector<std::string> framework{"support", "testing", "grader", "cmake", "bench"};

std::size_t framework_lines(const fs::path& place) {
  const std::string ending = place.extension().string();
  if (ending == ".hpp") return 200;
  if (ending != ".cpp" && ending != ".cmake" && ending != ".sh" && place.filename() != "CMakeLists.txt") return 0;
  const bool test = std::find(place.begin(), place.end(), "tests") != place.end();
  return test ? 400 : 300;
}

/// "path: reason" a line, comments begin with #; an exception without a reason counts for nothing.
std::set<std::string> size_exceptions(const Course& course) {
  std::ifstream file(course.root / "modules" / "size_exceptions.txt");
  std::set<std::string> paths;
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(": ");
    if (!line.starts_with('#') && colon != std::string::npos && colon + 2 < line.size())
      paths.insert(line.substr(0, colon));
  }
  return paths;
}

std::size_t count_lines(const fs::path& file) {
  std::ifstream in(file);
  return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(in), {}, '\n'));
}

class FilesCheck {
 public:
  explicit FilesCheck(const Course& course) : course_(course), exceptions_(size_exceptions(course)) {}

  void check_module(const Module& module) {
    for (const std::string side : {"modules", "solutions"}) {
      const fs::path base = course_.root / side / module.folder;
      for (const fs::directory_entry& entry : files_below(base)) {
        ++count_;
        const std::string folder = entry.path().parent_path().lexically_relative(base).string();
        const auto room = std::find_if(rooms().begin(), rooms().end(), [&](const Room& candidate) {
          return side == candidate.side && folder == (*candidate.folder == '\0' ? "." : candidate.folder) &&
                 candidate.endings.contains(entry.path().extension().string());
        });
        if (room == rooms().end() || !entry.is_regular_file()) {
          add(entry, "has no business here; docs/pages/writing_a_module.md lists what a module holds");
        } else {
          check_size(entry, room->lines);
        }
      }
    }
  }

  /// Beside the modules' folders; prove_table() has looked at folders.
  void check_sides() {
    static const std::set<std::string> known{"course.cmake", "shared_text.txt", "size_exceptions.txt"};
    for (const std::string side : {"modules", "solutions"}) {
      for (const auto& entry : fs::directory_iterator(course_.root / side)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_directory() || (side == "modules" && entry.is_regular_file() && known.contains(name))) continue;
        add(entry, "has no business here; expected a folder a module" +
                       std::string(side == "modules" ? ", and course.cmake" : ""));
      }
    }
  }

  void check_framework() {
    for (const std::string& part : framework) {
      for (const fs::directory_entry& entry : files_below(course_.root / part)) {
        if (entry.is_regular_file()) check_size(entry, framework_lines(place(entry)));
      }
    }
  }

  Proof result() && {
    proof_.summary = counted(count_, "file") + ", none stray, none oversized (" +
                     counted(exceptions_.size(), "exception") + " with a reason)";
    return std::move(proof_);
  }

 private:
  static std::vector<fs::directory_entry> files_below(const fs::path& base) {
    std::vector<fs::directory_entry> files;
    if (!fs::is_directory(base)) return files;
    for (const auto& entry : fs::recursive_directory_iterator(base)) {
      if (!entry.is_directory() || entry.is_symlink()) files.push_back(entry);
    }
    return files;
  }

  fs::path place(const fs::directory_entry& entry) const { return entry.path().lexically_relative(course_.root); }
  void add(const fs::directory_entry& entry, std::string text) {
    proof_.findings.push_back({place(entry).string(), std::move(text)});
  }
  void check_size(const fs::directory_entry& entry, std::size_t most) {
    const std::size_t lines = most == 0 ? 0 : count_lines(entry.path());
    if (lines > most && !exceptions_.contains(place(entry).string())) {
      add(entry, std::to_string(lines) + " lines; at most " + std::to_string(most) +
                     ", or a line with the reason in modules/size_exceptions.txt");
    }
  }

  const Course& course_;
  const std::set<std::string> exceptions_;
  std::size_t count_ = 0;
  Proof proof_{"files", "", {}};
};

}  // namespace

Proof prove_files(const Course& course, const Modules& modules) {
  FilesCheck check(course);
  for (const Module* module : modules) check.check_module(*module);
  check.check_sides();
  check.check_framework();
  return std::move(check).result();
}

}  // namespace grader
