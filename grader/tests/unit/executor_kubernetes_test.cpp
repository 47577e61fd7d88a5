#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "errors.hpp"
#include "grading/executors.hpp"
#include "grading/work_list.hpp"
#include "temporary_course.hpp"

namespace grader {
namespace {

using nlohmann::json;
using testing::contains;
using testing::text_of;
namespace fs = std::filesystem;

class KubernetesManifest : public ::testing::Test {
 protected:
  KubernetesManifest() {
    plan_.grader = "/opt/course $(HOME)/bin/grader";
    plan_.course = "/opt/course $(HOME)";
    plan_.into = folder_.path() / "marks";
    plan_.volume = folder_.path();
    plan_.workers = 0;
    fs::create_directories(plan_.into);
    for (const char* name : {"ada", "new\nline", "bob"}) items_.push_back({folder_.path() / "class" / name, "", ""});
  }
  json write() {
    ::testing::internal::CaptureStdout();
    KubernetesExecutor().run(plan_, items_,
                             [](const WorkItem&, const std::string&) { FAIL() << "nothing can have ended"; });
    said_ = ::testing::internal::GetCapturedStdout();
    return json::parse(text_of(plan_.into / "kubernetes" / "job.json"));
  }

  testing::TemporaryFolder folder_;
  WorkPlan plan_;
  std::vector<WorkItem> items_;
  std::string said_;
};

TEST_F(KubernetesManifest, IsAnIndexedJobOfOnePodAnItem) {
  plan_.image = "registry.example/course:3";
  plan_.claim = "marks";
  plan_.workers = 2;
  const json job = write();
  EXPECT_EQ(job.at("apiVersion"), "batch/v1");
  EXPECT_EQ(job.at("kind"), "Job");
  const json& spec = job.at("spec");
  EXPECT_EQ(spec.at("completionMode"), "Indexed");
  EXPECT_EQ(spec.at("completions"), 3);
  EXPECT_EQ(spec.at("parallelism"), 2);
  EXPECT_EQ(spec.at("backoffLimitPerIndex"), 1);
  EXPECT_FALSE(spec.contains("backoffLimit")) << "one bad submission would end the whole job";
  const json& pod = spec.at("template").at("spec");
  EXPECT_EQ(pod.at("restartPolicy"), "Never") << "backoffLimitPerIndex asks for it";
  EXPECT_EQ(pod.at("automountServiceAccountToken"), false);
  EXPECT_EQ(pod.at("securityContext").at("runAsUser"), getuid());
  EXPECT_EQ(pod.at("securityContext").at("runAsGroup"), getgid());
  ASSERT_TRUE(pod.at("volumes").is_array() && pod.at("volumes").size() == 1);
  EXPECT_EQ(pod.at("volumes").at(0).at("persistentVolumeClaim").at("claimName"), "marks");
  ASSERT_TRUE(pod.at("containers").is_array() && pod.at("containers").size() == 1);
  const json& worker = pod.at("containers").at(0);
  EXPECT_EQ(worker.at("image"), "registry.example/course:3");
  ASSERT_TRUE(worker.at("volumeMounts").is_array());
  EXPECT_EQ(worker.at("volumeMounts").at(0).at("name"), pod.at("volumes").at(0).at("name"));
  EXPECT_EQ(worker.at("volumeMounts").at(0).at("mountPath"), folder_.path().string());
  EXPECT_EQ(worker.at("securityContext").at("privileged"), false);
  for (const char* kind : {"requests", "limits"}) {
    EXPECT_TRUE(worker.at("resources").at(kind).at("cpu").is_string());
    EXPECT_TRUE(worker.at("resources").at(kind).at("memory").is_string());
  }
}

TEST_F(KubernetesManifest, ItsCommandNamesTheListAndTheIndexOfThePod) {
  const json job = write();
  const json& worker = job.at("spec").at("template").at("spec").at("containers").at(0);
  const auto command = worker.at("command").get<std::vector<std::string>>();
  // "$$" is how Kubernetes spells a plain dollar: the path is not to be expanded.
  EXPECT_EQ(command.front(), "/opt/course $$(HOME)/bin/grader");
  EXPECT_EQ(worker.at("workingDir"), "/opt/course $(HOME)");
  ASSERT_GE(command.size(), 4U);
  EXPECT_EQ(command.back(), "$(ITEM)");
  EXPECT_EQ(command[command.size() - 2], "--item");
  const fs::path list = command[command.size() - 3];
  for (std::size_t i = 0; i < items_.size(); ++i) EXPECT_EQ(listed_submission(list, i), items_[i].submission);
  ASSERT_TRUE(worker.at("env").is_array());
  EXPECT_EQ(worker.at("env").at(0).at("name"), "ITEM");
  EXPECT_EQ(worker.at("env").at(0).at("valueFrom").at("fieldRef").at("fieldPath"),
            "metadata.annotations['batch.kubernetes.io/job-completion-index']");
}

TEST_F(KubernetesManifest, WhatIsMissingIsSaid) {
  write();
  EXPECT_TRUE(contains(said_, "--image")) << said_;
  EXPECT_TRUE(contains(said_, "--claim")) << said_;
  EXPECT_TRUE(contains(said_, "kubectl apply -f '" + (plan_.into / "kubernetes" / "job.json").string() + "'")) << said_;
  EXPECT_TRUE(contains(said_, "--executor local")) << said_;
}

TEST_F(KubernetesManifest, AnotherClassIsAnotherJobAndTheListOfTheFirstStays) {
  const json first = write();
  const std::string filled_in = text_of(plan_.into / "kubernetes" / "job.json");
  items_.pop_back();
  const json second = write();
  EXPECT_NE(first.at("metadata").at("name"), second.at("metadata").at("name"));
  EXPECT_EQ(text_of(plan_.into / "kubernetes" / "job-1.json"), filled_in);
  const auto& command = first.at("spec").at("template").at("spec").at("containers").at(0).at("command");
  const fs::path list = command.at(command.size() - 3).get<std::string>();
  EXPECT_EQ(listed_submission(list, 2), folder_.path() / "class" / "bob");
}

TEST_F(KubernetesManifest, ANameIsOneThatKubernetesTakes) {
  const std::string name = write().at("metadata").at("name");
  EXPECT_LE(name.size(), 63U);
  EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), std::string::npos) << name;
}

TEST_F(KubernetesManifest, ASubmissionThatNoPodSeesIsRefused) {
  plan_.volume = plan_.into;
  try {
    write();
    FAIL() << "no error";
  } catch (const UsageError& error) {
    ::testing::internal::GetCapturedStdout();
    EXPECT_TRUE(contains(error.what(), "--volume")) << error.what();
  }
}

TEST(Executors, KubernetesOnlyPrepares) {
  EXPECT_FALSE(make_executor("kubernetes")->collects());
  EXPECT_TRUE(make_executor("slurm")->collects());
  EXPECT_TRUE(make_executor("local")->collects());
  EXPECT_THROW(make_executor("cloud"), UsageError);
}

}  // namespace
}  // namespace grader
