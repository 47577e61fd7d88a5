#include "commands/completion.hpp"

#include <map>
#include <ostream>
#include <vector>

#include "commands/completion_scripts.hpp"
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

}  // namespace grader
