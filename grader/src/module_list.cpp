#include "module_list.hpp"

#include <set>
#include <string>

#include "errors.hpp"

namespace grader {
namespace {

/// "3-7".
bool is_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  return dash != std::string_view::npos && dash > 0 && text.find_first_not_of("0123456789-") == std::string_view::npos;
}

}  // namespace

std::vector<const Module*> select_modules(const Course& course, std::string_view text) {
  std::set<int> wanted;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const std::string_view part = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    if (!is_range(part)) {
      wanted.insert(course.module(part).number);
      continue;
    }
    // Both ends are modules, or 1-16 would be taken where there are 15; what the course lacks in between is passed over.
    const std::size_t dash = part.find('-');
    const int first = course.module(part.substr(0, dash)).number;
    const int last = course.module(part.substr(dash + 1)).number;
    if (first > last) throw UsageError("The range '" + std::string(part) + "' runs backwards. One is written 1-5.");
    for (const Module& module : course.modules) {
      if (first <= module.number && module.number <= last) wanted.insert(module.number);
    }
  }
  std::vector<const Module*> modules;
  for (const Module& module : course.modules) {
    if (wanted.contains(module.number)) modules.push_back(&module);
  }
  return modules;
}

}  // namespace grader
