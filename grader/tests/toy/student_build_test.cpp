// Compiling what was handed in, where the machine and not the file is at fault: a compiler that waits, a driver that can start none.
#include "grading/student_build.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "course.hpp"
#include "toy_course.hpp"

namespace grader::tests {
namespace {

namespace fs = std::filesystem;

class CompilingForGrading : public ::testing::Test {
 protected:
  CompilingForGrading() {
    set_sandbox_launcher(fs::path(grader_binary()).parent_path() / "grader-sandbox");
    toy_.grader({"check", "1"});  // builds the course's own part
    fs::remove_all(folder());
  }
  ~CompilingForGrading() override { fs::remove_all(folder()); }
  fs::path folder() const { return toy_.root() / "compiled"; }

  /// What g++ says and does where no process can be started.
  void start_nothing(ProcessSpec& spec) const {
    const fs::path driver = folder() / fs::path(spec.command.front()).filename();
    toy_.write(driver.lexically_relative(toy_.root()),
               "#!/bin/sh\n"
               "echo \"${0##*/}: fatal error: cannot execute 'cc1plus': vfork: Resource temporarily unavailable\"\n"
               "exit 1\n");
    fs::permissions(driver, fs::perms(0755));
    spec.command = {driver};
  }

  /// The references of module 01; the command of the start with this number, from 1, is what `disturb` makes of it.
  StudentLibrary build(const std::function<void(int, ProcessSpec&)>& disturb, const std::string& worker = "one") {
    const Course course = load_course(toy_.root());
    const Module& module = course.modules.front();
    std::map<std::string, std::string> sources;
    for (const Task& task : module.tasks)
      sources[task.name] = toy_.read("solutions/" + module.folder + "/src/" + task.name + ".cpp");
    StudentBuild build(course, folder() / "kept", folder() / worker, "edition", 2,
                       [&](const ProcessSpec& spec, const SandboxSpec& sandbox) {
                         ProcessSpec changed = spec;
                         disturb(++started_, changed);
                         return in_sandbox(changed, sandbox, SandboxTier::none);
                       });
    return build.build(module, sources);
  }

  /// What the cache holds: the files themselves, not their names alone.
  std::map<fs::path, ino_t> kept() const {
    std::map<fs::path, ino_t> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder() / "kept")) {
      struct stat look {};
      if (entry.is_regular_file() && stat(entry.path().c_str(), &look) == 0) files[entry.path()] = look.st_ino;
    }
    return files;
  }

  const ToyCourse& toy_ = ToyCourse::fresh();
  int started_ = 0;
};

TEST_F(CompilingForGrading, ACompilerThatWaitedIsStartedOnceMore) {
  const StudentLibrary library = build([](int number, ProcessSpec& spec) {
    if (number == 1) spec.command = {"/bin/sleep", "60"};
  });
  EXPECT_NE(library.folder, fs::path()) << library.log;
}

TEST_F(CompilingForGrading, ADriverThatCouldStartNoCompilerIsStartedOnceMore) {
  const StudentLibrary library = build([this](int number, ProcessSpec& spec) {
    if (number == 1) start_nothing(spec);
  });
  EXPECT_NE(library.folder, fs::path()) << library.log;
}

TEST_F(CompilingForGrading, WhatTheDriverCouldNotDoIsNotKeptAsRefused) {
  const StudentLibrary failed = build([this](int, ProcessSpec& spec) { start_nothing(spec); });
  EXPECT_EQ(failed.folder, fs::path());
  EXPECT_NE(failed.log.find("vfork: Resource temporarily unavailable"), std::string::npos) << failed.log;
  const StudentLibrary later = build([](int, ProcessSpec&) {});
  EXPECT_NE(later.folder, fs::path()) << later.log;
}

// A sandbox of the Landlock tier may read the very files that it was shown, and no others of their names.
TEST_F(CompilingForGrading, WhatAnotherWorkerKeptMeanwhileIsNotReplaced) {
  std::map<fs::path, ino_t> before;
  build([&](int number, ProcessSpec&) {
    if (number != 1) return;
    build([](int, ProcessSpec&) {}, "another");
    before = kept();
  });
  EXPECT_EQ(before.size(), 4U);
  EXPECT_EQ(kept(), before);
}

}  // namespace
}  // namespace grader::tests
