#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "grading/grade_result.hpp"
#include "verdict_json.hpp"

namespace grader {
namespace {

Json module_json(const ModuleGrade& module) {
  Json hidden = Json::array();
  for (const HiddenTests& each : module.hidden) {
    hidden.push_back({{"task", each.task}, {"tests", tests_json(each.tests)}});
  }
  Json document = {{"credit", check_json(module.credit)}};
  document["own_base"] = module.own_base ? check_json(*module.own_base) : Json(nullptr);
  document["hidden"] = std::move(hidden);
  document["missing"] = module.missing;
  document["other_edition"] = module.other_edition;
  return document;
}

ModuleGrade read_module(JsonReader reader) {
  ModuleGrade module;
  module.credit = read_check(reader.object("credit"));
  if (reader.has("own_base")) module.own_base = read_check(reader.object("own_base"));
  for (JsonReader& each : reader.objects("hidden")) {
    HiddenTests hidden;
    hidden.task = each.text("task");
    hidden.tests = read_tests(each);
    each.finish();
    module.hidden.push_back(std::move(hidden));
  }
  module.missing = reader.words_if_any("missing");
  module.other_edition = reader.words_if_any("other_edition");
  reader.finish();
  return module;
}

Flag read_flag(JsonReader reader) {
  Flag flag;
  flag.kind = reader.text("kind");
  flag.where = reader.text("where");
  flag.message = reader.text("message");
  reader.finish();
  return flag;
}

/// As text, because a JSON number above 2^53 loses digits in many readers.
std::uint64_t read_seed(JsonReader& reader) {
  const std::string text = reader.text("seed");
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
    reader.refuse("seed", "a whole number of 64 bits as text, like \"20240229\"");
  }
  return seed;
}

}  // namespace

std::string grade_to_json(const SubmissionGrade& grade) {
  Json document = {{"schema", "groundup/grade/1"},
                   {"student", grade.student},
                   {"submission", grade.submission},
                   {"digest", grade.digest},
                   {"submitted", grade.submitted},
                   {"graded", grade.graded},
                   {"edition", grade.edition},
                   {"seed", std::to_string(grade.seed)},
                   {"sandbox", grade.sandbox},
                   {"memory_together", {{"limited", grade.memory_together}, {"why_not", grade.why_not_together}}},
                   {"fault", grade.fault},
                   {"points", points_json(grade.earned(), grade.possible())}};
  document["modules"] = Json::array();
  for (const ModuleGrade& module : grade.modules) document["modules"].push_back(module_json(module));
  document["flags"] = Json::array();
  for (const Flag& flag : grade.flags) {
    document["flags"].push_back({{"kind", flag.kind}, {"where", flag.where}, {"message", flag.message}});
  }
  document["seconds"] = {{"total", grade.seconds}, {"compile", grade.compile_seconds}};
  return json_text(document);
}

SubmissionGrade grade_from_json(const std::string& text) {
  const Json document = parse_json(text);
  JsonReader reader(document);
  if (reader.text("schema") != "groundup/grade/1") reader.refuse("schema", "groundup/grade/1");
  SubmissionGrade grade;
  grade.student = reader.text("student");
  grade.submission = reader.text("submission");
  grade.digest = reader.text("digest");
  grade.submitted = reader.text("submitted");
  grade.graded = reader.text("graded");
  grade.edition = reader.text("edition");
  grade.seed = read_seed(reader);
  grade.sandbox = reader.text("sandbox");
  if (reader.has("memory_together")) {  // not in results of older graders
    JsonReader together = reader.object("memory_together");
    grade.memory_together = together.flag_if_any("limited");
    grade.why_not_together = together.text("why_not");
    together.finish();
  }
  grade.fault = reader.text("fault");
  for (JsonReader& module : reader.objects("modules")) grade.modules.push_back(read_module(std::move(module)));
  for (JsonReader& flag : reader.objects("flags")) grade.flags.push_back(read_flag(std::move(flag)));
  JsonReader seconds = reader.object("seconds");
  grade.seconds = seconds.number("total");
  grade.compile_seconds = seconds.number("compile");
  seconds.finish();
  int earned = 0;
  int possible = 0;
  read_points(reader, earned, possible);
  if (earned != grade.earned() || possible != grade.possible()) {
    reader.refuse("points", "the sum of the modules, " + std::to_string(grade.earned()) + " of " +
                                std::to_string(grade.possible()));
  }
  reader.finish();
  return grade;
}

}  // namespace grader
