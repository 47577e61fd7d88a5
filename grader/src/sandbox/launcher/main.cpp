/// grader-sandbox: runs one program that nobody trusts. Only the grader starts it (sandbox.hpp).
#include <sys/stat.h>

#include <string_view>

#include "attempts.hpp"
#include "control_group.hpp"
#include "inner.hpp"
#include "plan.hpp"
#include "tiers.hpp"

int main(int count, char** arguments) {
  using namespace grader::sandbox;
  if (count > 1 && std::string_view(arguments[1]) == "try") return try_everything(count, arguments);
  if (count == 2 && std::string_view(arguments[1]) == "together") return take_memory_together();
  const Plan plan = read_plan(count, arguments);
  if (plan.tier == "inner") run_inside_bubblewrap(plan);
  close_descriptors(plan.event_descriptor());
  umask(022);
  enter_control_group(plan);
  if (plan.tier == "namespaces") run_in_namespaces(plan);
  if (plan.tier == "bubblewrap") run_in_bubblewrap(plan);
  if (plan.tier == "landlock" || plan.tier == "none") run_on_the_machine(plan);
  refuse("unknown tier '" + plan.tier + "'");
}
