#include <execinfo.h>
#include <sys/resource.h>
#include <ucontext.h>
#include <unistd.h>

#include <dlfcn.h>
#include <array>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "gu/testing/report.hpp"

#if defined(__has_feature)
#define GU_HAS_FEATURE(feature) __has_feature(feature)
#else
#define GU_HAS_FEATURE(feature) 0
#endif

namespace gu::testing {

namespace {

#if defined(__SANITIZE_ADDRESS__) || GU_HAS_FEATURE(address_sanitizer)  // as g++ and as clang++ say it
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

int channel = -1;
std::array<char, 256> running_test{};
// The handler runs on memory of its own: after a stack overflow there is no other.
alignas(16) std::array<char, 65536> handler_stack{};

std::uintptr_t stack_pointer(const void* context) {
#if defined(__x86_64__)
  return static_cast<std::uintptr_t>(static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_RSP]);
#elif defined(__aarch64__)
  return static_cast<std::uintptr_t>(static_cast<const ucontext_t*>(context)->uc_mcontext.sp);
#else
  return 0;
#endif
}

/// Where the faulting instruction lies; 0 where we do not know how to ask.
std::uintptr_t instruction_pointer(const void* context) {
#if defined(__x86_64__)
  return static_cast<std::uintptr_t>(static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP]);
#elif defined(__aarch64__)
  return static_cast<std::uintptr_t>(static_cast<const ucontext_t*>(context)->uc_mcontext.pc);
#else
  return 0;
#endif
}

// What the main thread's stack may grow over, and the largest step past its end that is still recognised.
std::uintptr_t stack_top = 0;
std::uintptr_t stack_limit = 0;
constexpr std::uintptr_t largest_frame = std::uintptr_t{16} << 20U;

/// An access within the stack, or close to the stack pointer, that nevertheless faults is the end of the stack.
bool is_stack_overflow(int signal, const siginfo_t* info, const void* context) {
  if (signal != SIGSEGV) return false;
  const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
  const std::uintptr_t pointer = stack_pointer(context);
  constexpr std::uintptr_t page_span = 65536;
  if (address + page_span > pointer && address < pointer + page_span) return true;
  return address < stack_top && address + stack_limit + largest_frame > stack_top;
}

void put(const char* text) {
  const auto ignored = ::write(channel, text, std::strlen(text));
  static_cast<void>(ignored);
}

[[maybe_unused]] void on_crash(int signal, siginfo_t* info, void* context) {
  std::array<char, 1024> line{};
  std::snprintf(line.data(), line.size(),
                "\n{\"event\": \"crash\", \"test\": \"%s\", \"signal\": %d, \"stack_overflow\": %s, \"frames\": [",
                running_test.data(), signal, is_stack_overflow(signal, info, context) ? "true" : "false");
  put(line.data());
  std::array<void*, 48> frames{};
  const int count = ::backtrace(frames.data(), static_cast<int>(frames.size()));
  const char* separator = "";
  for (int i = 0; i < count; ++i) {
    Dl_info object{};
    if (::dladdr(frames[static_cast<std::size_t>(i)], &object) == 0 || object.dli_fname == nullptr) continue;
    // One byte back: a return address is the line after the call. The faulting instruction itself stands where it
    // stands.
    const auto address = reinterpret_cast<std::uintptr_t>(frames[static_cast<std::size_t>(i)]);
    const std::uintptr_t back = address == instruction_pointer(context) ? 0 : 1;
    const auto offset = address - reinterpret_cast<std::uintptr_t>(object.dli_fbase) - back;
    std::snprintf(line.data(), line.size(), R"(%s{"object": "%s", "offset": "0x%jx"})", separator, object.dli_fname,
                  static_cast<std::uintmax_t>(offset));
    put(line.data());
    separator = ", ";
  }
  put("]}\n");
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

}  // namespace

void set_running_test(const std::string& name) {
  running_test.fill('\0');
  name.copy(running_test.data(), running_test.size() - 1);
}

void install_crash_handlers(int descriptor) {
  channel = descriptor;
  if (sanitized) return;
  // The first call loads libgcc, which a handler must not do.
  std::array<void*, 1> warm_up{};
  ::backtrace(warm_up.data(), 1);
  stack_top = reinterpret_cast<std::uintptr_t>(warm_up.data());
  rlimit limit{};
  if (::getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
    stack_limit = static_cast<std::uintptr_t>(limit.rlim_cur);
  }
  stack_t stack{};
  stack.ss_sp = handler_stack.data();
  stack.ss_size = handler_stack.size();
  ::sigaltstack(&stack, nullptr);
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    struct sigaction action {};
    action.sa_sigaction = on_crash;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace gu::testing
