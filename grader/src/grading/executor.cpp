#include "grading/executor.hpp"

#include "errors.hpp"
#include "grading/executors.hpp"

namespace grader {

std::vector<std::string> worker_command(const WorkPlan& plan, const std::filesystem::path& submission) {
  std::vector<std::string> command{plan.grader.string(), "--course", plan.course.string(), "grade-one",
                                   submission.string(),  "--into",   plan.into.string()};
  if (plan.only_kept) command.emplace_back("--only-kept");
  return command;
}

std::unique_ptr<Executor> make_executor(const std::string& name) {
  if (name == "local") return std::make_unique<LocalExecutor>();
  if (name == "slurm") return std::make_unique<SlurmExecutor>();
  if (name == "kubernetes") return std::make_unique<KubernetesExecutor>();
  throw UsageError("There is no executor '" + name + "'. There are: local, slurm, kubernetes.");
}

}  // namespace grader
