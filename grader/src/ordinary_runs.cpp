#include "ordinary_runs.hpp"

#include "check.hpp"

namespace grader {

const ModuleVerdict& OrdinaryRuns::of(const Module& module, const std::string& provider) {
  const auto key = std::make_pair(module.folder, provider);
  const auto known = verdicts_.find(key);
  if (known != verdicts_.end()) return known->second;
  CheckRequest request;
  request.provider = provider;
  request.base = BaseChoice::reference;
  request.search_blame = false;
  request.built = everything_is_built_;
  return verdicts_.emplace(key, check_module(course_, module, request)).first->second;
}

}  // namespace grader
