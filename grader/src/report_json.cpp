#include "report.hpp"
#include "verdict_json.hpp"

namespace grader {

std::string json_report(const ModuleVerdict& verdict) {
  return json_text(check_json(verdict));
}

std::string json_report_all(const std::vector<ModuleVerdict>& verdicts) {
  Json checks = Json::array();
  for (const ModuleVerdict& verdict : verdicts) checks.push_back(check_json(verdict));
  return json_text({{"schema", "groundup/check-all/1"}, {"checks", std::move(checks)}});
}

}  // namespace grader
