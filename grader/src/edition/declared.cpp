#include "edition/declared.hpp"

#include <algorithm>

#include "survey.hpp"

namespace grader {

DeclaredFiles::DeclaredFiles(const Course& course) {
  for (const Module& module : course.modules) {
    for (const Task& task : module.tasks) {
      const std::string path = student_path(course, module, task);
      paths_.insert(path);
      const auto [place, is_new] = by_name_.try_emplace(task.name + ".cpp", path);
      if (!is_new) place->second.clear();
    }
  }
}

std::optional<DeclaredPlace> DeclaredFiles::place_of(const std::string& path) const {
  static constexpr std::string_view folder = "modules/";
  if (is_hidden(path)) return std::nullopt;
  for (std::size_t at = path.rfind(folder); at != path.npos; at = at == 0 ? path.npos : path.rfind(folder, at - 1)) {
    const bool whole_name = at == 0 || path[at - 1] == '/';
    if (whole_name && paths_.contains(path.substr(at)))
      return DeclaredPlace{path.substr(at), path.substr(0, at), false};
  }
  if (std::count(path.begin(), path.end(), '/') > 1) return std::nullopt;
  const std::size_t name = path.find('/') == path.npos ? 0 : path.find('/') + 1;
  const auto found = by_name_.find(path.substr(name));
  if (found == by_name_.end() || found->second.empty()) return std::nullopt;
  return DeclaredPlace{found->second, path.substr(0, name), true};
}

bool is_hidden(std::string_view path) {
  return path.starts_with('.') || path.find("/.") != path.npos;
}

}  // namespace grader
