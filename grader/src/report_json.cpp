#include "report.hpp"
#include "verdict_json.hpp"

namespace grader {

std::string json_report(const ModuleVerdict& verdict) {
  return json_text(check_json(verdict));
}

std::string json_report_all(const std::vector<ModuleVerdict>& verdicts, const std::vector<UnjudgedModule>& unjudged) {
  Json checks = Json::array();
  for (const ModuleVerdict& verdict : verdicts) checks.push_back(check_json(verdict));
  Json document = {{"schema", "groundup/check-all/1"}, {"checks", std::move(checks)}};
  for (const UnjudgedModule& each : unjudged) {
    document["course_faults"].push_back({{"folder", each.folder}, {"message", each.fault}});
  }
  return json_text(document);
}

}  // namespace grader
