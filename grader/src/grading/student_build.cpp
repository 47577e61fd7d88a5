#include "grading/student_build.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "build.hpp"
#include "compile_errors.hpp"
#include "edition/sha256.hpp"
#include "errors.hpp"
#include "process_launch.hpp"
#include "safe_file.hpp"
#include "text.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t largest_product = std::uint64_t{64} << 20;
constexpr std::uint64_t longest_output = std::uint64_t{1} << 20;

void put(const fs::path& file, const std::string& content) {
  std::ofstream stream(file, std::ios::binary);
  stream << content;
  stream.close();
  if (!stream) throw EnvironmentError(file.string() + " cannot be written. Is the disk full? (`df -h .`)");
  fs::permissions(file, fs::perms(0644));  // the sandbox's user reads it, whatever our umask
}

/// A product of the sandbox, read without following links; nothing where it is no regular file of a sane size.
std::string fetch(const fs::path& file) {
  const Descriptor product(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat look {};
  if (!product.open() || fstat(product.get(), &look) != 0 || !S_ISREG(look.st_mode)) return "";
  if (look.st_size <= 0 || static_cast<std::uint64_t>(look.st_size) > largest_product) return "";
  std::string content(static_cast<std::size_t>(look.st_size), '\0');
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t got = ::read(product.get(), content.data() + done, content.size() - done);
    if (got <= 0) return "";
    done += static_cast<std::size_t>(got);
  }
  return content;
}

/// The driver's words about its compiler, which the kernel stopped.
bool took_too_long(const ProcessResult& run) {
  return run.ending == Ending::exited && run.output.find("CPU time limit exceeded") != std::string::npos;
}

/// What the compiler would have said, had it known why it was stopped.
std::string end_in_words(const ProcessResult& run, int longest_compile) {
  if (took_too_long(run))
    return fmt::format("compiling took longer than {} s of processor time and was stopped", longest_compile);
  if (run.ending == Ending::wall_clock)
    return fmt::format("compiling took longer than {} s and was stopped", 4 * longest_compile);
  if (run.ending == Ending::output_limit) return "the compiler said more than 1 MiB and was stopped";
  if (run.ending == Ending::memory_limit) return "the compiler was stopped: " + run.overrun;
  if (run.ending == Ending::signalled) return "the compiler was stopped: " + signal_in_words(run.signal);
  return "";
}

/// The compiler waited until the clock stopped it, or the driver could not run it to its end: "g++: fatal error: cannot execute
/// 'cc1plus': vfork: Resource temporarily unavailable". Another submission may have done that to the machine.
bool may_be_the_machine(const ProcessSpec& spec, const ProcessResult& run) {
  if (run.ending == Ending::wall_clock) return true;
  const std::string said = fs::path(spec.command.front()).filename().string() + ": fatal error: ";
  const bool by_driver = run.output.rfind(said, 0) == 0 || run.output.find('\n' + said) != std::string::npos;
  return run.ending == Ending::exited && by_driver && !took_too_long(run);
}

std::string line_of(const std::string& text, int number) {
  std::istringstream lines(text);
  std::string line;
  for (int i = 0; i < number && std::getline(lines, line); ++i) continue;
  return line;
}

}  // namespace

StudentBuild::StudentBuild(const Course& course, fs::path cache, fs::path scratch, std::string edition,
                           int longest_compile, Enclosure enclose)
    : course_(course),
      cache_(std::move(cache)),
      scratch_(std::move(scratch)),
      edition_(std::move(edition)),
      longest_compile_(longest_compile),
      enclose_(std::move(enclose)) {
  fs::create_directories(cache_);
  fs::create_directories(scratch_);
}

StudentLibrary StudentBuild::build(const Module& module, const std::map<std::string, std::string>& sources) {
  const Recipe recipe = student_recipe(course_, module);
  const double before = compile_seconds_;
  StudentLibrary result;
  std::map<std::string, Product> objects;
  bool failed = false;
  for (const CompileStep& step : recipe.compile) {
    Product object = compile(module, recipe, step, sources.at(step.task));
    failed = failed || object.file.empty();
    result.log += object.said;
    objects.emplace(step.task, std::move(object));
  }
  Product library;
  if (!failed) {
    library = link(module, recipe, objects);
    result.log += library.said;
  }
  result.seconds = compile_seconds_ - before;
  if (!library.file.empty()) {
    result.folder = library.file.parent_path();
    return result;
  }
  BuildExplanation found = explain_build(course_, check_preset, result.log);
  result.problems = std::move(found.problems);
  result.problem_count = found.count;
  for (BuildProblem& problem : result.problems) {
    // The file of this name on disk is the instructor's.
    const std::string task = fs::path(problem.file).stem().string();
    if (const auto source = sources.find(task); source != sources.end() && problem.line > 0)
      problem.source = line_of(source->second, problem.line).substr(0, 500);
  }
  return result;
}

StudentBuild::Product StudentBuild::compile(const Module& module, const Recipe& recipe, const CompileStep& step,
                                            const std::string& source) {
  std::string identity = edition_;
  for (const std::string& word : step.command) identity += word + '\n';
  const std::string key = sha256(identity + source);
  // Where a tier has no file tree of its own, every file is seen where it lies; so the student's is compiled there, under the name
  // that it has in the course.
  const std::string in_course = course_.student_file(module, module.task(step.task)).string();
  const fs::path staged = scratch_ / (step.task + ".cpp");
  put(staged, source);
  std::vector<std::string> command = step.command;
  std::replace(command.begin(), command.end(), in_course, staged.string());
  command.push_back("-ffile-prefix-map=" + staged.string() + "=" + in_course);
  SandboxSpec sandbox;
  for (const fs::path& read : recipe.reads) sandbox.mounts.push_back({read, read, false});
  sandbox.mounts.push_back({staged, staged, false});
  Product product = run(step, std::move(command), sandbox, key + ".o", in_course);
  replace_all(product.said, staged.string(), in_course);
  return product;
}

StudentBuild::Product StudentBuild::link(const Module& module, const Recipe& recipe,
                                         const std::map<std::string, Product>& objects) {
  SandboxSpec sandbox;
  for (const fs::path& read : recipe.reads) sandbox.mounts.push_back({read, read, false});
  std::vector<std::string> command = recipe.link.command;
  std::string identity = edition_;
  for (const CompileStep& step : recipe.compile) {
    const fs::path object = objects.at(step.task).file;
    sandbox.mounts.push_back({object, object, false});
    std::replace(command.begin(), command.end(), step.product, object.string());
    identity += object.filename().string();
  }
  for (const std::string& word : command) identity += word + '\n';
  return run(recipe.link, std::move(command), sandbox, sha256(identity) + "/lib" + module.library + ".so",
             (course_.root / "modules" / module.folder / "src").string());
}

ProcessResult StudentBuild::run_compiler(const ProcessSpec& spec, const SandboxSpec& sandbox) {
  const ProcessSpec enclosed = enclose_(spec, sandbox);
  ProcessResult result = run_process(enclosed);
  if (const std::string fault = sandbox_fault(enclosed, result); !fault.empty())
    throw EnvironmentError("The sandbox could not run the compiler: " + fault);
  compile_seconds_ += result.seconds;
  return result;
}

StudentBuild::Product StudentBuild::run(const CompileStep& step, std::vector<std::string> command,
                                        const SandboxSpec& limits, const std::string& key, const std::string& blamed) {
  const fs::path kept = cache_ / key;
  const fs::path kept_failure = kept.string() + ".failed";
  if (fs::exists(kept)) return {kept, key, ""};
  if (fs::exists(kept_failure)) {
    std::ifstream stream(kept_failure);
    std::ostringstream said;
    said << stream.rdbuf();
    return {{}, key, said.str()};
  }
  const fs::path out = scratch_ / "out";
  fs::remove_all(out);
  fs::create_directory(out);
  SandboxSpec sandbox = limits;
  sandbox.mounts.push_back({out, out, true});
  sandbox.memory = std::uint64_t{4} << 30;
  // Processor time, because students must not lose points to a busy machine; the clock only ends what waits.
  sandbox.cpu_seconds = longest_compile_;
  sandbox.file_size = largest_product;
  sandbox.environment = {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C"}, {"GCC_COLORS", ""}};
  command.insert(command.end(), {"-o", (out / "product").string()});
  ProcessSpec spec;
  spec.command = std::move(command);
  spec.folder = course_.build_folder(check_preset);
  spec.limits.wall = std::chrono::seconds(4 * longest_compile_);
  spec.limits.output = longest_output;
  spec.keep_output = longest_output;
  ProcessResult result = run_compiler(spec, sandbox);
  if (may_be_the_machine(spec, result)) result = run_compiler(spec, sandbox);
  const std::string content = result.ok() ? fetch(out / "product") : "";
  fs::create_directories(kept.parent_path());
  // Never replaced: a sandbox of another worker may have been shown the file, and Landlock knows it by itself, not by its name.
  if (!content.empty()) {
    write_file_once(cache_, key, content);
    return {kept, key, ""};
  }
  std::string said = "FAILED: " + step.product + "\n\n" + result.output;
  if (!said.empty() && said.back() != '\n') said += '\n';
  const std::string end = end_in_words(result, longest_compile_);
  // A file that ran into a limit may fit on another machine, so only what the compiler itself refused is kept.
  if (!end.empty()) {
    said += fmt::format("{}:1:1: error: {}\n", blamed, end);
  } else if (result.ending == Ending::exited && !may_be_the_machine(spec, result)) {
    write_file_once(cache_, key + ".failed", said);
  }
  return {{}, key, said};
}

}  // namespace grader
