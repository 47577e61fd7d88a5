#include <algorithm>
#include <fstream>

#include "errors.hpp"
#include "lesson.hpp"
#include "proof.hpp"
#include "text.hpp"

namespace grader {

namespace fs = std::filesystem;

namespace {

class TableCheck {
 public:
  TableCheck(const Course& course, const Module& module) : course_(course), module_(module) {}

  std::vector<Finding> run() {
    const fs::path modules = fs::path("modules") / module_.folder;
    const fs::path solutions = fs::path("solutions") / module_.folder;
    for (const char* text : {"LESSON.md", "hints.md", "bench.cpp"}) expect(modules / text);
    expect(solutions / "NOTES.md");
    expect(modules / "include" / "gu" / (module_.name + ".hpp"));
    if (module_.tasks.size() < 3 || module_.tasks.size() > 8) {
      add("modules/course.cmake",
          module_.folder + " has " + std::to_string(module_.tasks.size()) + " tasks; expected 3 to 8");
    }
    for (const Task& task : module_.tasks) {
      expect(modules / "src" / (task.name + ".cpp"));
      expect(modules / "tests" / (task.name + "_test.cpp"));
      expect(solutions / "src" / (task.name + ".cpp"));
      if (task.points <= 0) add("modules/course.cmake", "task " + task.id + " is worth nothing");
      check_hints(task);
      check_mistakes(task);
    }
    return std::move(findings_);
  }

 private:
  void add(const fs::path& place, std::string text) { findings_.push_back({place.string(), std::move(text)}); }
  void expect(const fs::path& file) {
    if (!fs::is_regular_file(course_.root / file)) add(file, "is missing");
  }
  void check_hints(const Task& task) {
    try {
      load_hints(course_, module_, task);
    } catch (const std::exception& error) {
      add(fs::path("modules") / module_.folder / "hints.md", error.what());
    }
  }
  void check_mistakes(const Task& task) {
    const auto known = std::count_if(module_.mistakes.begin(), module_.mistakes.end(),
                                     [&](const std::string& mistake) { return mistake.starts_with(task.name + "."); });
    if (known < 2) {
      add(fs::path("solutions") / module_.folder / "mistakes",
          "task " + task.name + " has " + std::to_string(known) + " mistakes; expected at least 2");
    }
  }

  const Course& course_;
  const Module& module_;
  std::vector<Finding> findings_;
};

}  // namespace

Proof prove_table(const Course& course, const Modules& modules) {
  Proof proof{"course", "", {}};
  for (const char* side : {"modules", "solutions"}) {
    for (const auto& entry : fs::directory_iterator(course.root / side)) {
      const std::string name = entry.path().filename().string();
      if (entry.is_directory() && course.find_folder(name) == nullptr) {
        proof.findings.push_back({std::string(side) + "/" + name, "is no row of modules/course.cmake"});
      }
    }
  }
  std::size_t tasks = 0;
  for (const Module* module : modules) {
    tasks += module->tasks.size();
    for (Finding& finding : TableCheck(course, *module).run()) proof.findings.push_back(std::move(finding));
  }
  proof.summary =
      counted(modules.size(), "module") + ", " + std::to_string(tasks) +
      " tasks: table = folders on disk; every task has a skeleton, a reference, tests, three hints, two mistakes";
  return proof;
}

std::string mistake_sentence(const Course& course, const Module& module, std::string_view mistake) {
  std::ifstream file(course.root / "solutions" / module.folder / "mistakes" / (std::string(mistake) + ".mistake"));
  std::string sentence;
  std::getline(file, sentence);
  return sentence;
}

}  // namespace grader
