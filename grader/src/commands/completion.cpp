#include "commands/completion.hpp"

#include <filesystem>
#include <map>
#include <ostream>
#include <vector>

#include "commands/completion_scripts.hpp"
#include "completion/line.hpp"
#include "completion/values.hpp"
#include "nearest.hpp"

namespace grader {

ExitStatus run_completion(const CompletionOptions& options) {
  const std::map<std::string, const char*> scripts = {
      {"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}};
  const auto found = scripts.find(options.shell);
  if (found == scripts.end()) {
    const std::vector<std::string> near = nearest(options.shell, {"bash", "zsh", "fish"});
    throw UsageError("there is no completion for '" + options.shell + "', expected bash, zsh or fish." +
                     (near.empty() ? "" : " Did you mean " + join_or(near) + "?"));
  }
  options.terminal.out() << found->second;
  return ExitStatus::passed;
}

ExitStatus complete_line(const CommandDescription& program, const std::vector<std::string>& words,
                         const Terminal& terminal) {
  const Expectation expected = expected_at(program, words);
  Values values{expected.words};
  if (!expected.value.empty()) {
    values = values_of(expected.value, expected.course.empty() ? std::filesystem::current_path()
                                                               : std::filesystem::path(expected.course));
  }
  std::ostream& out = terminal.out();
  out << (values.files ? "files" : values.folders ? "folders" : "words") << '\n';
  for (const Suggestion& each : values.words) out << each.word << '\t' << each.description << '\n';
  return ExitStatus::passed;
}

}  // namespace grader
