#include "guard.hpp"

#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <string_view>

#include "errors.hpp"
#include "process.hpp"
#include "terminal.hpp"

namespace grader {
namespace {

int complain(std::string_view whose, const std::string& text, ExitStatus status) {
  std::cout.flush();
  const Terminal terminal = Terminal::standard_error(false);
  terminal.paragraph(terminal.paint(Tone::bad, whose) + " " + text, 0, 2);
  return static_cast<int>(status);
}

}  // namespace

int run_guarded(const std::function<int()>& command) {
  try {
    const int status = command();
    if (!std::cout.flush()) throw EnvironmentError("Standard output cannot be written. Is the disk full?");
    return status;
  } catch (const UsageError& error) {
    return complain("grader:", error.what(), ExitStatus::usage_fault);
  } catch (const EnvironmentError& error) {
    return complain("The machine:", error.what(), ExitStatus::environment_fault);
  } catch (const std::bad_alloc&) {
    return complain("The machine:", "There is no memory left. Close other programs, then try again.",
                    ExitStatus::environment_fault);
  } catch (const Interrupted& stop) {
    std::cerr << "\nStopped. Nothing of yours was changed.\n";
    return 128 + stop.signal;
  } catch (const CourseFault& error) {
    return complain("A fault of the course, not yours:", error.what(), ExitStatus::grader_fault);
  } catch (const std::exception& error) {
    return complain(
        "A fault of the grader, not yours:",
        std::string(error.what()) + ". Please report it, with the command and the output of `grader doctor`.",
        ExitStatus::grader_fault);
  }
}

}  // namespace grader
