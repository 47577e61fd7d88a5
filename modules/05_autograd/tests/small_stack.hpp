/// @file
/// A stack so small that a recursion of a few thousand calls overflows it.
#pragma once

#include <sys/resource.h>

namespace gu::testing {

/// While one lives, the stack of the main thread grows to 256 KiB at most, where the system lets us say so.
class SmallStack {
 public:
  SmallStack() : known_(getrlimit(RLIMIT_STACK, &before_) == 0) { limit(rlim_t{256} * 1024); }
  ~SmallStack() {
    if (known_) setrlimit(RLIMIT_STACK, &before_);
  }
  SmallStack(const SmallStack&) = delete;
  SmallStack& operator=(const SmallStack&) = delete;

 private:
  void limit(rlim_t bytes) const {
    if (!known_ || before_.rlim_cur < bytes) return;
    rlimit smaller = before_;
    smaller.rlim_cur = bytes;
    setrlimit(RLIMIT_STACK, &smaller);
  }

  rlimit before_{};
  bool known_;
};

}  // namespace gu::testing
