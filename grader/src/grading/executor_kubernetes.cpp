#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "edition/entry_name.hpp"
#include "edition/sha256.hpp"
#include "errors.hpp"
#include "grading/executors.hpp"
#include "grading/slurm_words.hpp"
#include "grading/work_list.hpp"
#include "safe_file.hpp"
#include "text.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

using nlohmann::ordered_json;

constexpr const char* image_to_fill_in = "IMAGE-WITH-THE-COURSE";
constexpr const char* claim_to_fill_in = "CLAIM-OF-THE-FOLDERS";
constexpr int pods_by_default = 8;
/// Every step of a worker has a limit of its own; this one is for a fault of ours.
constexpr int longest_seconds = 3600;

bool lies_below(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_normal().lexically_relative(folder.lexically_normal());
  return !relative.empty() && *relative.begin() != "..";
}

/// Kubernetes replaces $(NAME) in commands; "$$" is a plain "$".
std::string plain_word(const std::string& text) {
  std::string word;
  for (const char c : text) word += c == '$' ? std::string("$$") : std::string(1, c);
  return word;
}

ordered_json worker(const WorkPlan& plan, const fs::path& list) {
  ordered_json command = ordered_json::array();
  for (const std::string& word : listed_worker_command(plan, list)) {
    if (!is_utf8(word)) throw UsageError("A manifest holds UTF-8 only, and this path does not: " + word);
    command.push_back(plain_word(word));
  }
  command.push_back("$(ITEM)");
  return {
      {"name", "worker"},
      {"image", plan.image.empty() ? image_to_fill_in : plan.image},
      {"command", command},
      {"workingDir", plan.course.string()},
      {"env",
       {{{"name", "ITEM"},
         {"valueFrom",
          {{"fieldRef", {{"fieldPath", "metadata.annotations['batch.kubernetes.io/job-completion-index']"}}}}}}}},
      {"resources", {{"requests", {{"cpu", "1"}, {"memory", "1Gi"}}}, {"limits", {{"cpu", "1"}, {"memory", "4Gi"}}}}},
      // The sandbox makes namespaces and mounts, which the filters of a container forbid.
      {"securityContext",
       {{"privileged", false},
        {"seccompProfile", {{"type", "Unconfined"}}},
        {"appArmorProfile", {{"type", "Unconfined"}}}}},
      {"volumeMounts", {{{"name", "folders"}, {"mountPath", plan.volume.string()}}}}};
}

ordered_json manifest(const WorkPlan& plan, std::size_t items, const std::string& name, const fs::path& list) {
  const int pods = std::min<int>(plan.workers > 0 ? plan.workers : pods_by_default, static_cast<int>(items));
  const ordered_json pod = {
      {"restartPolicy", "Never"},  // a new try is a new pod, counted by backoffLimitPerIndex
      {"activeDeadlineSeconds", longest_seconds},
      // What students wrote finds no key to the cluster, and no list of its services.
      {"automountServiceAccountToken", false},
      {"enableServiceLinks", false},
      // The grading's folders are closed to all but the user who made them.
      {"securityContext", {{"runAsUser", getuid()}, {"runAsGroup", getgid()}}},
      {"containers", {worker(plan, list)}},
      {"volumes",
       {{{"name", "folders"},
         {"persistentVolumeClaim", {{"claimName", plan.claim.empty() ? claim_to_fill_in : plan.claim}}}}}}};
  return {
      {"apiVersion", "batch/v1"},
      {"kind", "Job"},
      {"metadata", {{"name", name}, {"labels", {{"app.kubernetes.io/name", "groundup-grader"}}}}},
      {"spec",
       {{"completionMode", "Indexed"},
        {"completions", items},
        {"parallelism", pods},
        {"backoffLimitPerIndex", 1},
        {"template", {{"metadata", {{"labels", {{"app.kubernetes.io/name", "groundup-grader"}}}}}, {"spec", pod}}}}}};
}

/// An instructor may have filled in the manifest of before.
std::string keep_older(const fs::path& file, const std::string& content) {
  const FoundFile old = find_file(file.parent_path(), file.filename());
  if (!old.content || *old.content == content) return "";
  int number = 1;
  while (!write_new_file(file.parent_path() / fmt::format("job-{}.json", number), *old.content)) ++number;
  return fmt::format("The manifest that was there is kept as job-{}.json.\n", number);
}

void check_paths(const WorkPlan& plan, const std::vector<WorkItem>& items) {
  if (!lies_below(plan.into, plan.volume))
    throw UsageError(plan.into.string() + " is not below --volume " + plan.volume.string() +
                     ", where pods could write it.");
  for (const WorkItem& item : items) {
    if (lies_below(item.submission, plan.volume)) continue;
    throw UsageError(
        item.submission.string() + " is not below " + plan.volume.string() +
        ", so no pod would see it. Name a folder that holds the submissions and --into, mounted at this same "
        "path in the pods: --volume DIR.");
  }
}

}  // namespace

void KubernetesExecutor::run(const WorkPlan& plan, const std::vector<WorkItem>& items, const ItemEnded& /*ended*/) {
  if (items.empty()) return;
  check_paths(plan, items);
  const std::string list = work_list_text(items);
  // Named by content: a class that has changed is another job, and the list of one that still runs stays as it is.
  const std::string identity = sha256(plan.into.string() + '\0' + list).substr(0, 12);
  const std::string name = "groundup-grade-" + identity;
  const fs::path folder = plan.into / "kubernetes";
  const std::string text = manifest(plan, items.size(), name, folder / ("items-" + identity)).dump(2) + "\n";
  write_file_atomically(plan.into, fs::path("kubernetes") / ("items-" + identity), list);
  std::cout << keep_older(folder / "job.json", text);
  write_file_atomically(plan.into, "kubernetes/job.json", text);

  const std::string job = shell_word((folder / "job.json").string());
  std::cout << fmt::format("Nothing is graded yet. The manifest for {}: {}\n\n", counted(items.size(), "submission"),
                           job);
  if (plan.image.empty()) std::cout << fmt::format("  Fill in the image ({}), or say --image.\n", image_to_fill_in);
  if (plan.claim.empty()) std::cout << fmt::format("  Fill in the claim ({}), or say --claim.\n", claim_to_fill_in);
  std::cout << fmt::format(
      "  kubectl apply -f {}\n"
      "  kubectl wait --for=condition=complete --timeout=-1s job/{}\n"
      "  kubectl logs --selector=batch.kubernetes.io/job-name={} --prefix --tail=20     # where a pod failed\n"
      "  kubectl delete job/{}\n\n"
      "Then the same `grader grade` with --executor local records what the pods found. docs/pages/many_machines.md "
      "says what an "
      "image must hold, and what was never tried.\n",
      job, name, name, name);
}

}  // namespace grader
