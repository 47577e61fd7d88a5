#include "commands/watch.hpp"

#include <sys/stat.h>

#include <fmt/core.h>
#include <algorithm>
#include <array>
#include <cctype>
#include <csignal>
#include <exception>
#include <ostream>
#include <thread>

#include "check_base.hpp"
#include "commands/next.hpp"
#include "process.hpp"
#include "survey.hpp"

namespace grader {
namespace {

volatile std::sig_atomic_t asked_to_end = 0;

void note_end(int) {
  asked_to_end = 1;
}

/// While it lives, Ctrl-C, SIGTERM and a closed terminal end the loop instead of the process. What our parent told us
/// to ignore stays ignored.
class EndSignals {
 public:
  EndSignals() {
    asked_to_end = 0;
    for (std::size_t i = 0; i < signals.size(); ++i) {
      sigaction(signals[i], nullptr, &before_[i]);
      if (before_[i].sa_handler == SIG_IGN) continue;
      struct sigaction action {};
      action.sa_handler = note_end;
      sigaction(signals[i], &action, nullptr);
    }
  }
  ~EndSignals() {
    for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals[i], &before_[i], nullptr);
  }
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;

 private:
  static constexpr std::array<int, 3> signals{SIGINT, SIGTERM, SIGHUP};
  std::array<struct sigaction, 3> before_{};
};

bool belongs_to_an_editor(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  if (name.empty() || name.front() == '.' || name.front() == '#' || name.back() == '~') return true;
  const std::string extension = path.extension().string();
  if (extension == ".swp" || extension == ".swx" || extension == ".tmp") return true;
  return std::all_of(name.begin(), name.end(), [](unsigned char each) { return std::isdigit(each); });  // vim's 4913
}

/// What to watch: the module under work, those of the student's below it, and what is written there.
struct Watched {
  std::string selector;
  std::string name;
  std::vector<std::filesystem::path> folders;
};

Watched watched_by(const Course& course, const std::string& selector, const WatchOptions& options) {
  const Progress progress(course);
  const Module* module = nullptr;
  Watched target;
  if (selector.empty()) {
    module = find_next(course, progress).module;
    if (module == nullptr) throw UsageError("every module is passed: name the one to watch, as in `grader watch 12`.");
    target.selector = std::to_string(module->number);
  } else {
    module = select(course, selector).module;
    target.selector = selector;
  }
  target.name = "modules/" + module->folder;
  for (const char* folder : {"src", "include"}) target.folders.push_back(course.root / target.name / folder);
  std::vector<std::string> mine;
  for (const auto& [folder, provider] : base_below(course, *module, options.request, &progress)) {
    if (provider != "mine") continue;
    mine.push_back(folder);
    target.folders.push_back(course.root / "modules" / folder / "src");
  }
  if (!mine.empty()) target.name += " and your " + numbers_of(course, mine) + " below";
  pass_on_warnings(progress, options.terminal);
  return target;
}

class Watch {
 public:
  Watch(const Course& course, const WatchOptions& options)
      : course_(course), options_(options), target_(watched_by(course, options.selector, options)) {}

  ExitStatus run() {
    const EndSignals signals;
    std::vector<std::filesystem::path> changed;
    while (asked_to_end == 0) {
      // A module below is the student's only as long as it is as it passed.
      target_ = watched_by(course_, target_.selector, options_);
      // Looked at before the run: what is saved meanwhile differs from this, and is checked next.
      const FolderLook before = settled_look();
      check(changed);
      do {
        if (asked_to_end != 0) break;
        changed = changed_files(before, look_at(target_.folders));
        if (changed.empty()) std::this_thread::sleep_for(options_.period);
      } while (changed.empty());
    }
    options_.terminal.line();
    options_.terminal.line("The watch has ended.");
    options_.terminal.out().flush();
    return ExitStatus::passed;
  }

 private:
  /// An editor may need several steps to write a file: waits until two looks agree, at most a second.
  FolderLook settled_look() const {
    FolderLook look = look_at(target_.folders);
    const auto pause = std::min(options_.period, std::chrono::milliseconds(30));
    for (int i = 0; i < 33 && asked_to_end == 0; ++i) {
      std::this_thread::sleep_for(pause);
      FolderLook again = look_at(target_.folders);
      if (again == look) break;
      look = std::move(again);
    }
    return look;
  }

  void check(const std::vector<std::filesystem::path>& changed) {
    const Terminal& terminal = options_.terminal;
    if (terminal.style().colour) terminal.out() << "\x1b[H\x1b[2J";
    for (const auto& path : changed) {
      terminal.line(terminal.paint(Tone::faint, "saved " + path.lexically_relative(course_.root).generic_string()));
    }
    try {
      const ExitStatus status = options_.check(target_.selector);
      if (status == ExitStatus::passed && options_.selector.empty()) follow();
    } catch (const Interrupted&) {
      asked_to_end = 1;
      return;
    } catch (const std::exception& error) {
      // The next save may well mend it.
      terminal.paragraph(terminal.paint(Tone::bad, "error:") + ' ' + error.what(), 0, 2);
    }
    terminal.line();
    terminal.line(terminal.paint(Tone::faint,
                                 fmt::format("Watching {}: save a file to check again, Ctrl-C ends.", target_.name)));
    terminal.out().flush();
  }

  /// Without a module on the command line the watch goes where the student goes.
  void follow() {
    const Progress progress(course_);
    const NextStep next = find_next(course_, progress);
    pass_on_warnings(progress, options_.terminal);
    if (next.module != nullptr && progress.keeps()) {
      target_ = watched_by(course_, std::to_string(next.module->number), options_);
    }
  }

  const Course& course_;
  const WatchOptions& options_;
  Watched target_;
};

}  // namespace

FolderLook look_at(const std::vector<std::filesystem::path>& folders) {
  FolderLook look;
  for (const std::filesystem::path& folder : folders) {
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      if (belongs_to_an_editor(entry->path())) continue;
      struct stat information {};
      if (::stat(entry->path().c_str(), &information) != 0 || !S_ISREG(information.st_mode)) continue;
      look[entry->path()] = {std::int64_t{information.st_mtim.tv_sec} * 1'000'000'000 + information.st_mtim.tv_nsec,
                             static_cast<std::uintmax_t>(information.st_size), information.st_ino};
    }
  }
  return look;
}

std::vector<std::filesystem::path> changed_files(const FolderLook& before, const FolderLook& after) {
  std::vector<std::filesystem::path> changed;
  for (const auto& [path, look] : after) {
    const auto old = before.find(path);
    if (old == before.end() || old->second != look) changed.push_back(path);
  }
  for (const auto& [path, look] : before) {
    if (!after.contains(path)) changed.push_back(path);
  }
  return changed;
}

ExitStatus run_watch(const Course& course, const WatchOptions& options) {
  return Watch(course, options).run();
}

}  // namespace grader
