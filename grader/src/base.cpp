#include "base.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "errors.hpp"

namespace grader {
namespace {

/// "01-03, 05": numbers that follow one another are one range.
std::string ranges(const std::vector<int>& numbers) {
  std::string text;
  for (std::size_t begin = 0; begin < numbers.size();) {
    std::size_t end = begin;
    while (end + 1 < numbers.size() && numbers[end + 1] == numbers[end] + 1) ++end;
    text += fmt::format("{}{:02}", text.empty() ? "" : ", ", numbers[begin]);
    if (end > begin) text += fmt::format("-{:02}", numbers[end]);
    begin = end + 1;
  }
  return text;
}

}  // namespace

Base resolve_base(const Course& course, const Module& module, BaseChoice choice,
                  const std::function<bool(const Module&)>& complete) {
  Base base;
  for (const std::string& folder : module.needs) {
    const Module* below = course.find_folder(folder);
    if (below == nullptr)
      throw CourseFault("Module " + module.folder + " needs " + folder + ", which is not in the course.");
    if (choice == BaseChoice::reference && !below->has_reference) {
      throw UsageError("This edition holds no reference of " + folder + ", so --base reference cannot be had.");
    }
    const bool mine =
        choice == BaseChoice::mine || (choice == BaseChoice::automatic && (!below->has_reference || complete(*below)));
    base[folder] = mine ? "mine" : "reference";
  }
  return base;
}

std::string describe_base(const Course& course, const Base& base, const BaseReasons& reasons) {
  std::vector<int> mine;
  std::vector<std::pair<std::string, std::vector<int>>> references;  // neighbours with one reason stand together
  for (const Module& module : course.modules) {
    const auto found = base.find(module.folder);
    if (found == base.end()) continue;
    if (found->second == "mine") {
      mine.push_back(module.number);
      continue;
    }
    const auto reason = reasons.find(module.folder);
    const std::string why = reason == reasons.end() ? "" : " (" + reason->second + ")";
    if (references.empty() || references.back().first != why) references.push_back({why, {}});
    references.back().second.push_back(module.number);
  }
  std::string text;
  for (const auto& [why, numbers] : references)
    text += (text.empty() ? "the reference " : ", ") + ranges(numbers) + why;
  if (!mine.empty()) text += (text.empty() ? "your " : ", your ") + ranges(mine);
  return text.empty() ? "" : "stands on " + text;
}

bool has_references_below(const Course& course, const Module& module) {
  return std::all_of(module.needs.begin(), module.needs.end(), [&course](const std::string& folder) {
    const Module* below = course.find_folder(folder);
    return below != nullptr && below->has_reference;
  });
}

Base reference_base(const Base& base) {
  Base result = base;
  for (auto& [folder, provider] : result) provider = "reference";
  return result;
}

bool is_all_reference(const Base& base) {
  return std::all_of(base.begin(), base.end(), [](const auto& entry) { return entry.second == "reference"; });
}

std::string find_blame(const Course& course, const Base& base, const std::function<bool(const Base&)>& passes) {
  for (const Module& module : course.modules) {
    const auto found = base.find(module.folder);
    if (found == base.end() || found->second == "reference") continue;
    Base candidate = reference_base(base);
    candidate[module.folder] = found->second;
    if (!passes(candidate)) return module.folder;
  }
  return "";
}

}  // namespace grader
