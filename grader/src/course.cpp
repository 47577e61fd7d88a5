#include "course.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <system_error>

#include "build.hpp"
#include "errors.hpp"
#include "nearest.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

std::optional<int> as_number(std::string_view text) {
  if (text.empty() || text.size() > 6) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) return std::nullopt;
  return std::stoi(std::string(text));
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  const std::vector<std::string> near = nearest(word, candidates);
  return near.empty() ? "" : " Did you mean " + join_or(near) + "?";
}

const Task* find_task(const Module& module, std::string_view name_or_number) {
  if (const auto number = as_number(name_or_number)) {
    const auto index = static_cast<std::size_t>(*number);
    return index >= 1 && index <= module.tasks.size() ? &module.tasks[index - 1] : nullptr;
  }
  for (const Task& task : module.tasks) {
    if (task.name == name_or_number) return &task;
  }
  return nullptr;
}

const Module* find_module(const Course& course, std::string_view selector) {
  const auto number = as_number(selector);
  for (const Module& module : course.modules) {
    if (number ? module.number == *number : module.folder == selector || module.name == selector) return &module;
  }
  return nullptr;
}

Module parse_module(const json& row) {
  Module module;
  row.at("number").get_to(module.number);
  row.at("folder").get_to(module.folder);
  row.at("name").get_to(module.name);
  row.at("title").get_to(module.title);
  module.part = row.value("part", "");
  module.hours = row.value("hours", 0.0);
  module.difficulty = row.value("difficulty", 0);
  module.needs = row.value("needs", std::vector<std::string>{});
  row.at("library").get_to(module.library);
  module.has_reference = row.value("has_reference", false);
  module.has_bench = row.value("has_bench", false);
  module.has_hidden = row.value("has_hidden", false);
  for (const json& entry : row.at("tasks")) {
    Task task;
    entry.at("name").get_to(task.name);
    entry.at("points").get_to(task.points);
    task.id = std::to_string(module.number) + "." + std::to_string(module.tasks.size() + 1);
    module.tasks.push_back(std::move(task));
  }
  module.mistakes = row.value("mistakes", std::vector<std::string>{});
  return module;
}

/// Ninja's own file is rewritten by every configuration, the table only when it changed: so the former's time counts.
/// A folder's time changes when a file is added to it or removed.
bool is_stale(const fs::path& root, const fs::path& build) {
  std::error_code error;
  const auto configured = fs::last_write_time(build / "build.ninja", error);
  if (error || !fs::exists(build / "course.json", error)) return true;
  const auto is_newer = [&](const fs::path& source) {
    const auto written = fs::last_write_time(source, error);
    return !error && written > configured;
  };
  for (const char* source : {"modules/course.cmake", "CMakeLists.txt", "CMakePresets.json"}) {
    if (is_newer(root / source)) return true;
  }
  return std::any_of(fs::directory_iterator(root / "solutions", error), fs::directory_iterator(),
                     [&](const fs::directory_entry& solution) { return is_newer(solution.path() / "mistakes"); });
}

Course read_table(const fs::path& root, const fs::path& file) {
  std::ifstream stream(file);
  if (!stream) throw EnvironmentError(file.string() + " cannot be read. Is it yours? (`ls -l`)");
  std::ostringstream text;
  text << stream.rdbuf();
  Course course;
  course.root = root;
  try {
    const json table = json::parse(text.str());
    if (table.value("schema", "") != "groundup/course/1") throw CourseFault("its schema is not groundup/course/1");
    course.name = table.value("name", "");
    for (const json& row : table.at("modules")) course.modules.push_back(parse_module(row));
  } catch (const std::exception& error) {
    throw CourseFault(file.string() + " is damaged: " + error.what() + ". Delete the folder " +
                      file.parent_path().string() + " and try again.");
  }
  return course;
}

}  // namespace

int Module::points() const {
  int sum = 0;
  for (const Task& each : tasks) sum += each.points;
  return sum;
}

const Task& Module::task(std::string_view name_or_number) const {
  if (const Task* found = find_task(*this, name_or_number)) return *found;
  std::vector<std::string> names;
  names.reserve(tasks.size());
  std::string list;
  for (const Task& each : tasks) {
    names.push_back(each.name);
    list += (list.empty() ? "" : ", ") + each.id + " " + each.name;
  }
  throw UsageError("Module " + folder + " has no task '" + std::string(name_or_number) + "'." +
                   suggestion(name_or_number, names) + " Its tasks are: " + list + ".");
}

const Module& Course::module(std::string_view selector) const {
  if (const Module* found = find_module(*this, selector)) return *found;
  if (modules.empty()) throw UsageError("This course has no modules yet.");
  if (as_number(selector)) {
    std::string numbers;
    for (const Module& each : modules) numbers += (numbers.empty() ? "" : ", ") + std::to_string(each.number);
    throw UsageError("There is no module " + std::string(selector) + ". There are " + numbers +
                     "; `grader list` shows them.");
  }
  std::vector<std::string> names;
  for (const Module& each : modules) {
    names.push_back(each.name);
    for (const Task& task : each.tasks) names.push_back(task.name);
  }
  throw UsageError("There is no module or task '" + std::string(selector) + "'." + suggestion(selector, names) +
                   " `grader list` shows all.");
}

const Module* Course::find_folder(std::string_view folder) const {
  for (const Module& each : modules) {
    if (each.folder == folder) return &each;
  }
  return nullptr;
}

fs::path Course::student_file(const Module& module, const Task& task) const {
  return root / "modules" / module.folder / "src" / (task.name + ".cpp");
}

fs::path Course::reference_file(const Module& module, const Task& task) const {
  return root / "solutions" / module.folder / "src" / (task.name + ".cpp");
}

fs::path Course::build_folder(std::string_view of_preset) const {
  return root / "build" / of_preset;
}

Selection select(const Course& course, std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot != std::string_view::npos) {
    const Module& module = course.module(text.substr(0, dot));
    return {&module, &module.task(text.substr(dot + 1))};
  }
  if (const Module* module = find_module(course, text)) return {module, nullptr};
  Selection found;
  std::vector<std::string> ids;
  for (const Module& module : course.modules) {
    for (const Task& task : module.tasks) {
      if (task.name != text) continue;
      found = {&module, &task};
      ids.push_back(task.id);
    }
  }
  if (ids.size() > 1) {
    throw UsageError("'" + std::string(text) + "' is a task of several modules: say " + join_or(ids) + ".");
  }
  if (found.module != nullptr) return found;
  return {&course.module(text), nullptr};  // throws, naming what is nearest
}

fs::path find_course_root(const fs::path& start) {
  std::error_code error;
  for (fs::path folder = fs::weakly_canonical(start, error); true; folder = folder.parent_path()) {
    if (fs::exists(folder / "modules" / "course.cmake", error)) return folder;
    if (folder == folder.parent_path()) break;
  }
  throw UsageError("Neither " + start.string() +
                   " nor a folder above it is a course: modules/course.cmake was looked " +
                   "for. Go into the course's folder, or name it: `grader --course DIR ...`.");
}

std::string proving_preset(const fs::path& root) {
  return fs::exists(root / "CMakePresets.json") ? "validate" : std::string(check_preset);
}

Course read_course(const fs::path& root, std::string_view preset) {
  Course course = read_table(root, root / "build" / preset / "course.json");
  course.preset = preset;
  return course;
}

Course load_course(const fs::path& root, std::string_view preset) {
  // The loader separates the folders of LD_LIBRARY_PATH by either and knows no way to quote them.
  if (const std::size_t at = root.string().find_first_of(":;"); at != std::string::npos) {
    throw EnvironmentError("The course lies in " + root.string() + ", a path with '" + root.string()[at] +
                           "' in it. The system's loader takes that for the end of a folder's name, so no test could " +
                           "run. Move or rename the folder so that its path holds no ':' and no ';'.");
  }
  const fs::path build = root / "build" / preset;
  const auto stale = [&] { return is_stale(root, build); };
  if (stale()) configure(root, preset, stale);
  return read_course(root, preset);
}

}  // namespace grader
