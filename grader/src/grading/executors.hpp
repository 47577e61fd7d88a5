/// @file
/// The kinds of executor.
#pragma once

#include "grading/executor.hpp"

namespace grader {

/// A pool of processes on this machine.
class LocalExecutor : public Executor {
 public:
  void run(const WorkPlan& plan, const std::vector<WorkItem>& items, const ItemEnded& ended) override;
};

}  // namespace grader
