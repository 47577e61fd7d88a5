/// @file
/// How much of the stack a computation takes: what a recursion is found by before it is deep enough to crash.
#pragma once

#include <sys/mman.h>
#include <ucontext.h>

#include <exception>

namespace gu::testing {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool own_stacks = false;  // the sanitizer must be told of them, and looks for overflows itself
#elif defined(__has_feature)
inline constexpr bool own_stacks = !__has_feature(address_sanitizer);
#else
inline constexpr bool own_stacks = true;
#endif

/// Stack use is counted up to here.
inline constexpr Index most_stack_counted = Index{128} * 1024;

/// A stack of 8 MiB, of which only the pages that are touched take memory; the last one may not be.
class OwnStack {
 public:
  OwnStack()
      : memory_(mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) {
    if (memory_ == MAP_FAILED || mprotect(memory_, 65536, PROT_NONE) != 0)
      throw std::runtime_error("no memory for a stack");
  }
  ~OwnStack() { munmap(memory_, size); }
  OwnStack(const OwnStack&) = delete;
  OwnStack& operator=(const OwnStack&) = delete;

  /// Runs it there; what it throws is thrown here.
  void run(const std::function<void()>& computation) {
    running() = &computation;
    failure() = nullptr;
    ucontext_t here{};
    ucontext_t there{};
    getcontext(&there);
    there.uc_stack.ss_sp = memory_;
    there.uc_stack.ss_size = size;
    there.uc_link = &here;
    makecontext(&there, &OwnStack::begin, 0);
    swapcontext(&here, &there);
    if (failure() != nullptr) std::rethrow_exception(std::exchange(failure(), nullptr));
  }

  /// Fresh memory is zero, so what is not zero was written to.
  Index bytes_used() const {
    const auto* const end = static_cast<const unsigned char*>(memory_) + size;
    const auto* const deepest =
        std::find_if(end - most_stack_counted, end, [](unsigned char byte) { return byte != 0; });
    return end - deepest;
  }

 private:
  static constexpr std::size_t size = std::size_t{8} << 20;

  static const std::function<void()>*& running() {
    static const std::function<void()>* computation = nullptr;
    return computation;
  }
  static std::exception_ptr& failure() {
    static std::exception_ptr thrown;
    return thrown;
  }
  static void begin() {
    try {
      (*running())();
    } catch (...) {
      failure() = std::current_exception();
    }
  }

  void* memory_;
};

/// Bytes of stack that a computation takes, `most_stack_counted` if it is more; 0 under AddressSanitizer.
inline Index stack_bytes(const std::function<void()>& computation) {
  if (!own_stacks) {
    computation();
    return 0;
  }
  OwnStack stack;
  stack.run(computation);
  return stack.bytes_used();
}

}  // namespace gu::testing
