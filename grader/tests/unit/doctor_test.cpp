#include "commands/doctor.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "commands/doctor_probes.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(PackageFile, StatesItsVersion) {
  EXPECT_EQ(version_in_pc("prefix=/usr\nName: fmt\nVersion: 9.1.0\n"), "9.1.0");
  EXPECT_EQ(version_in_pc("version=0.3.21\nVersion: ${version}\n"), "0.3.21");
  EXPECT_EQ(version_in_pc("v=${v}\nVersion: ${v}\n"), "") << "a variable that holds itself ends";
  EXPECT_EQ(version_in_pc("Name: x\n"), "");
}

TEST(PackageFile, StatesTheFolderOfItsLibrary) {
  EXPECT_EQ(folder_in_pc("prefix=/usr\nexec_prefix=${prefix}\nlibdir=${exec_prefix}/lib\nVersion: 2.5\n"), "/usr/lib");
  EXPECT_EQ(folder_in_pc("Version: 2.5\n"), "");
}

/// Programs that answer as other machines' do, before all others on the PATH.
class Doctor : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = std::getenv("PATH");
    setenv("PATH", (folder_.path().string() + ":" + path_).c_str(), 1);
  }
  void TearDown() override {
    setenv("PATH", path_.c_str(), 1);
    unsetenv("CXX");
  }
  void put_program(const std::string& name, const std::string& answer, int status = 0) {
    write_text(folder_.path() / name, "#!/bin/sh\necho '" + answer + "'\nexit " + std::to_string(status) + "\n");
    fs::permissions(folder_.path() / name, fs::perms(0755));
  }
  nlohmann::json item(const std::string& name, ExitStatus expected) {
    TextTerminal out;
    EXPECT_EQ(run_doctor({folder_.path(), true, out.terminal}), expected);
    const auto document = nlohmann::json::parse(out.text());
    for (const auto& each : document["items"]) {
      if (each["name"] == name) return each;
    }
    return {};
  }
  TemporaryFolder folder_;
  std::string path_;
};

TEST_F(Doctor, AnOldCMakeIsCalledOld) {
  put_program("cmake", "cmake version 3.18.4");
  const auto cmake = item("CMake", ExitStatus::environment_fault);
  EXPECT_EQ(cmake["status"], "too_old");
  EXPECT_EQ(cmake["version"], "3.18.4");
  EXPECT_EQ(cmake["wanted"], ">= 3.25");
  TextTerminal out;
  run_doctor({folder_.path(), false, out.terminal});
  EXPECT_TRUE(contains(out.text(), "too old  CMake             3.18.4, wanted: >= 3.25")) << out.text();
  EXPECT_TRUE(contains(out.text(), "sudo apt-get install cmake")) << out.text();
}

TEST_F(Doctor, AnOldCompilerIsCalledOld) {
  put_program("c++", "g++ (Ubuntu 11.4.0-1ubuntu1) 11.4.0");
  const auto compiler = item("C++ compiler", ExitStatus::environment_fault);
  EXPECT_EQ(compiler["status"], "too_old");
  put_program("c++", "Debian clang version 14.0.6");
  EXPECT_EQ(item("C++ compiler", ExitStatus::environment_fault)["status"], "too_old");
  put_program("c++", "clang version 17.0.1");
  EXPECT_EQ(probe_compiler().condition, ItemCondition::found);
}

TEST_F(Doctor, AWrongCXXIsNamed) {
  setenv("CXX", "no-such-compiler", 1);
  const DoctorItem compiler = probe_compiler();
  EXPECT_EQ(compiler.condition, ItemCondition::missing);
  EXPECT_TRUE(contains(compiler.follows, "no-such-compiler"));
}

TEST_F(Doctor, AProgramThatDoesNotRunIsMissing) {
  put_program("ninja", "cannot execute", 126);
  EXPECT_EQ(item("Ninja", ExitStatus::environment_fault)["status"], "missing");
}

TEST_F(Doctor, WhatIsOptionalIsNoFault) {
  put_program("mold", "broken", 1);
  put_program("doxygen", "1.8.0");
  const DoctorItem mold = probe_program({"build", "mold", false, {"mold", "--version"}, "", "slower", "mold"});
  EXPECT_EQ(mold.condition, ItemCondition::missing);
  EXPECT_EQ(mold.install, "sudo apt-get install mold");
  const DoctorItem doxygen =
      probe_program({"tools", "Doxygen", false, {"doxygen", "--version"}, "1.9", "no pages", "doxygen"});
  EXPECT_EQ(doxygen.condition, ItemCondition::too_old);
}

TEST_F(Doctor, ALibraryIsFoundWhereCMakeLooks) {
  write_text(folder_.path() / "lib/pkgconfig/gu_invented.pc", "Version: 2.5\n");
  const LibraryProbe invented{"build", "invented", true, "gu_invented.pc", "3.0", "nothing", "libinvented-dev"};
  EXPECT_EQ(probe_library(invented).condition, ItemCondition::missing);
  setenv("CMAKE_PREFIX_PATH", folder_.path().c_str(), 1);
  const DoctorItem found = probe_library(invented);
  unsetenv("CMAKE_PREFIX_PATH");
  EXPECT_EQ(found.condition, ItemCondition::too_old);
  EXPECT_EQ(found.version, "2.5");
}

// Debian's package of libseccomp has both forms; others keep the static one apart.
TEST_F(Doctor, ALibraryInTheWrongFormIsMissing) {
  write_text(folder_.path() / "lib/pkgconfig/gu_invented.pc", "libdir=${pcfiledir}/..\nVersion: 2.5\n");
  const LibraryProbe invented{"build",           "invented",        true, "gu_invented.pc", "", "no sandbox",
                              "libinvented-dev", "libgu_invented.a"};
  setenv("CMAKE_PREFIX_PATH", folder_.path().c_str(), 1);
  const DoctorItem shared = probe_library(invented);
  write_text(folder_.path() / "lib/libgu_invented.a", "");
  const DoctorItem both = probe_library(invented);
  unsetenv("CMAKE_PREFIX_PATH");
  EXPECT_EQ(shared.condition, ItemCondition::missing);
  EXPECT_EQ(shared.version, "2.5 without libgu_invented.a");
  EXPECT_EQ(both.condition, ItemCondition::found);
  EXPECT_EQ(both.version, "2.5");
}

TEST_F(Doctor, AsksForEveryLibraryThatSetupInstalls) {
  TextTerminal out;
  run_doctor({{}, true, out.terminal});
  std::set<std::string> asked;
  const auto document = nlohmann::json::parse(out.text());
  for (const auto& each : document["items"]) asked.insert(each["install"]);
  std::istringstream packages(text_of(fs::path(GU_FRAMEWORK_DIR) / "cmake/packages.txt"));
  int libraries = 0;
  for (std::string line; std::getline(packages, line);) {
    if (!line.ends_with("-dev") && line != "pkg-config") continue;
    ++libraries;
    EXPECT_TRUE(asked.contains("sudo apt-get install " + line)) << line;
  }
  EXPECT_GT(libraries, 8) << "the list was not found";
}

TEST(DoctorFolder, ThatCannotBeWrittenIsAFault) {
  const TemporaryFolder folder;
  EXPECT_EQ(probe_folder(folder.path()).condition, ItemCondition::found);
  fs::permissions(folder.path(), fs::perms(0555));
  const int status = in_child([&] {
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) return 50;
    return probe_folder(folder.path()).condition == ItemCondition::missing ? 0 : 1;
  });
  fs::permissions(folder.path(), fs::perms(0755));
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace grader::testing
