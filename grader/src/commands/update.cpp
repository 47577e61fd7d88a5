#include "commands/update.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>

#include "edition/edition_source.hpp"
#include "edition/edition_update.hpp"

namespace grader {
namespace {

struct Section {
  Change change;
  const char* heading;
};

/// What a student must know of single files; the rest is told in numbers.
constexpr std::array<Section, 4> sections{
    {{Change::put_beside,
      "You wrote these, and their skeletons changed too: yours stay, the new skeleton is put beside each as "
      "<file>.new"},
     {Change::back_up,
      "You edited these files of the course: yours go to the backups (`grader restore` lists them), the course's take "
      "their place"},
     {Change::back_up_gone, "You edited these, and the course has them no more: they go to the backups"},
     {Change::leave, "The course has these no more; they stay as they are, and nothing uses them"}}};

void tell(const Terminal& terminal, const std::vector<PlannedChange>& plan) {
  for (const Section& section : sections) {
    std::vector<std::string> paths;
    for (const PlannedChange& each : plan) {
      if (each.change == section.change) paths.push_back(each.path);
    }
    if (paths.empty()) continue;
    terminal.paragraph(std::string(section.heading) + ":");
    constexpr std::size_t shown = 20;
    for (std::size_t i = 0; i < std::min(shown, paths.size()); ++i) terminal.line("  " + paths[i]);
    if (paths.size() > shown) terminal.line(fmt::format("  and {} more", paths.size() - shown));
  }
  const auto count = [&plan](Change change) {
    return std::count_if(plan.begin(), plan.end(), [=](const PlannedChange& each) { return each.change == change; });
  };
  terminal.paragraph(fmt::format("Files: {} new, {} replaced, {} removed; {} of yours kept.", count(Change::add),
                                 count(Change::replace) + count(Change::back_up),
                                 count(Change::remove) + count(Change::back_up_gone),
                                 count(Change::keep) + count(Change::put_beside)));
}

}  // namespace

ExitStatus run_update(const UpdateOptions& options) {
  const Terminal& terminal = options.terminal;
  const auto old = read_edition_record(options.root);
  if (!old) {
    throw UsageError("This copy of the course was not made by `grader publish` (it has no " +
                     std::string(edition_record_name) + "). If it came by git, `git pull` brings what is new.");
  }
  const EditionSource source = read_edition(options.edition);
  const std::vector<PlannedChange> plan = plan_update(options.root, *old, source.record);
  const std::vector<std::string> news = edition_news(*old, source.record);
  const bool changes = std::any_of(plan.begin(), plan.end(), [](const PlannedChange& each) {
    return each.change != Change::keep && each.change != Change::leave;
  });
  if (!changes && news.empty()) {
    if (!options.dry_run) apply_update(options.root, {}, source.record, source.texts);
    terminal.paragraph("This copy is up to date: " + source.record.name + ", published " + source.record.created + ".");
    return ExitStatus::passed;
  }
  terminal.paragraph(fmt::format("{} {}, published {}:", options.dry_run ? "Would update to" : "Updating to",
                                 source.record.name, source.record.created));
  for (const std::string& line : news) terminal.paragraph(line, 2, 2);
  tell(terminal, plan);
  if (options.dry_run) {
    terminal.line("Nothing was changed (--dry-run).");
    return ExitStatus::passed;
  }
  const std::string backups = apply_update(options.root, plan, source.record, source.texts);
  if (!backups.empty()) terminal.paragraph("Backups: " + backups);
  const bool grader_changed =
      std::any_of(plan.begin(), plan.end(), [](const PlannedChange& each) { return each.path.starts_with("grader/"); });
  terminal.paragraph(grader_changed ? "Done. The grader changed too: `make start` builds it anew."
                                    : "Done. `grader status` shows where you are.");
  return ExitStatus::passed;
}

}  // namespace grader
