/// @file
/// The pieces of process.cpp that touch the operating system: descriptors, signals, the moment between fork and exec.
#pragma once

#include <sys/types.h>

#include <array>
#include <csignal>
#include <string>

#include "process.hpp"

namespace grader {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    close();
    number_ = other.release();
    return *this;
  }

  int get() const { return number_; }
  bool open() const { return number_ >= 0; }
  int release();
  void close();

 private:
  int number_;
};

/// While it lives, SIGINT, SIGTERM and SIGHUP are noted instead of ending us, and arrive only inside ppoll().
class SignalGuard {
 public:
  SignalGuard();
  ~SignalGuard();
  SignalGuard(const SignalGuard&) = delete;
  SignalGuard& operator=(const SignalGuard&) = delete;

  /// The last of them that came, or 0.
  static int caught();
  const sigset_t& wait_mask() const { return wait_mask_; }  ///< for ppoll()
  const sigset_t& old_mask() const { return old_mask_; }    ///< what the child gets back

 private:
  std::array<struct sigaction, 3> old_actions_{};
  sigset_t old_mask_{};
  sigset_t wait_mask_{};
};

/// A child that runs, and our ends of its pipes.
struct Launched {
  pid_t id = -1;
  Descriptor output;  ///< not open when the output is inherited
  Descriptor events;  ///< not open without ProcessSpec::event_option
  Descriptor ended;   ///< readable when the child has ended; not open on kernels before 5.3
};

/// @param program  full path of what is run
/// @throws EnvironmentError  no pipe or process to be had
Launched launch(const ProcessSpec& spec, const std::string& program, const SignalGuard& guard);

}  // namespace grader
