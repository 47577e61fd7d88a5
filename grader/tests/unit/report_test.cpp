#include "report.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "sanitizer_advice.hpp"

namespace grader {
namespace {

using nlohmann::json;

TestVerdict test(const std::string& name, TestStatus status, const std::string& kind = "",
                 const std::string& message = "") {
  TestVerdict result;
  result.name = name;
  result.status = status;
  result.kind = kind;
  result.message = message;
  result.file = "modules/02_activations/tests/softmax_test.cpp";
  result.line = 12;
  return result;
}

ModuleVerdict example() {
  ModuleVerdict verdict;
  verdict.number = 2;
  verdict.folder = "02_activations";
  verdict.title = "Activations";
  verdict.provider = "mine";
  verdict.base = {{"01_tensor", "reference"}};
  verdict.earned = 15;
  verdict.possible = 40;
  verdict.compiler = "g++ 12.2.0";
  TaskVerdict passed{"2.1", "rectifiers", "modules/02_activations/src/rectifiers.cpp", Status::passed, 15, 15, {}};
  passed.tests.push_back(test("Relu.KeepsWhatIsPositive", TestStatus::passed));
  TaskVerdict failed{"2.5", "softmax", "modules/02_activations/src/softmax.cpp", Status::failed, 0, 25, {}};
  failed.tests.push_back(test("Softmax.RowsSumToOne", TestStatus::failed, "comparison", "got 2\nwanted 1"));
  failed.tests.back().mistake = "the softmax ran over the wrong axis";
  failed.tests.push_back(test("Softmax.IsStable", TestStatus::crashed, "crash", "crashed"));
  failed.tests.push_back(test("Softmax.OnTheGpu", TestStatus::skipped, "", "no GPU"));
  verdict.tasks = {passed, failed};
  return verdict;
}

Course course() {
  Course result;
  Module tensor;
  tensor.number = 1;
  tensor.folder = "01_tensor";
  Module activations;
  activations.number = 2;
  activations.folder = "02_activations";
  result.modules = {tensor, activations};
  return result;
}

std::string text_of(const ModuleVerdict& verdict, bool verbose = false) {
  std::ostringstream stream;
  print_report(Terminal(stream, Style{}), course(), verdict, verbose);
  return stream.str();
}

TEST(JsonReport, HasTheShapeOfTheContract) {
  const json check = json::parse(json_report(example()));
  EXPECT_EQ(check.at("schema"), "groundup/check/1");
  EXPECT_EQ(check.at("module"), json::parse(R"({"number": 2, "folder": "02_activations", "title": "Activations"})"));
  EXPECT_EQ(check.at("base"), json::parse(R"({"01_tensor": "reference"})"));
  EXPECT_EQ(check.at("status"), "failed");
  EXPECT_EQ(check.at("points"), json::parse(R"({"earned": 15, "possible": 40})"));
  EXPECT_EQ(check.at("compiler"), json::parse(R"({"name": "g++", "version": "12.2.0"})"));
  EXPECT_TRUE(check.at("seconds").contains("build"));
  const json& task = check.at("tasks").at(1);
  EXPECT_EQ(task.at("id"), "2.5");
  EXPECT_EQ(task.at("tests").at(0).at("mistake"), "the softmax ran over the wrong axis");
  EXPECT_EQ(task.at("tests").at(1).at("status"), "crashed");
  EXPECT_EQ(task.at("tests").at(2).at("status"), "skipped");
  EXPECT_FALSE(check.contains("blame"));
}

TEST(JsonReport, ReplacesBytesThatAreNotText) {
  ModuleVerdict verdict = example();
  verdict.tasks[1].tests[0].message = "\xff\xfe";
  const json check = json::parse(json_report(verdict));
  EXPECT_EQ(check.at("tasks").at(1).at("tests").at(0).at("message"), "\uFFFD\uFFFD");
}

TEST(Reports, NameModulesThatCouldNotBeJudged) {
  const json all = json::parse(json_report_all({example()}, {{"03_linear", "its suite <does> not build"}}));
  EXPECT_EQ(all.at("checks").size(), 1U);
  EXPECT_EQ(all.at("course_faults"),
            json::parse(R"([{"folder": "03_linear", "message": "its suite <does> not build"}])"));
  EXPECT_FALSE(json::parse(json_report_all({example()})).contains("course_faults"));
  const std::string xml = junit_report({example()}, {{"03_linear", "its suite <does> not build"}});
  EXPECT_NE(xml.find(R"(<testsuites name="groundup" tests="5" failures="1" errors="2" skipped="1")"), std::string::npos)
      << xml;
  EXPECT_NE(xml.find(R"(<error message="its suite &lt;does&gt; not build")"), std::string::npos) << xml;
}

TEST(JsonReport, SeveralChecksAreOneObject) {
  const json all = json::parse(json_report_all({example(), example()}));
  EXPECT_EQ(all.at("schema"), "groundup/check-all/1");
  EXPECT_EQ(all.at("checks").size(), 2U);
}

TEST(Xml, EscapesWhatMarksUp) {
  EXPECT_EQ(xml_escape("a<b> & \"c\"]]>"), "a&lt;b&gt; &amp; &quot;c&quot;]]&gt;");
}

TEST(Xml, ReplacesWhatXmlForbids) {
  EXPECT_EQ(xml_escape(std::string_view("a\0b\x1b[0m", 7)), "a\uFFFDb\uFFFD[0m");
  EXPECT_EQ(xml_escape("\xff"), "\uFFFD");
  EXPECT_EQ(xml_escape("\xc0\xaf"), "\uFFFD\uFFFD");            // overlong
  EXPECT_EQ(xml_escape("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");  // a surrogate
  EXPECT_EQ(xml_escape("\xe2\x82"), "\uFFFD\uFFFD");            // cut short
  EXPECT_EQ(xml_escape("caf\u00e9 \u20ac \U0001F600\t"), "caf\u00e9 \u20ac \U0001F600\t");
}

TEST(JunitReport, CountsFailuresErrorsAndSkips) {
  const std::string xml = junit_report({example()});
  EXPECT_NE(xml.find(R"(<testsuites name="groundup" tests="4" failures="1" errors="1" skipped="1")"),
            std::string::npos);
  EXPECT_NE(xml.find(R"(<testsuite name="02_activations.softmax" tests="3" failures="1" errors="1" skipped="1")"),
            std::string::npos);
  EXPECT_NE(xml.find(R"(<failure message="got 2" type="comparison">got 2&#10;wanted 1&#10;Recognised: the softmax)"),
            std::string::npos);
  EXPECT_NE(xml.find(R"(<error message="crashed" type="crash">)"), std::string::npos);
  EXPECT_NE(xml.find(R"(<skipped message="no GPU"/>)"), std::string::npos);
}

TEST(Claim, IsTheNameInWords) {
  EXPECT_EQ(claim_in_words("Softmax.RowsSumToOne"), "Rows sum to one");
  EXPECT_EQ(claim_in_words("Softmax.NaNStaysNaN"), "NaN stays NaN");
  EXPECT_EQ(claim_in_words("Sizes/Softmax.AnyKLIsPositive/3"), "Any KL is positive");
  EXPECT_EQ(claim_in_words("NoDot"), "");
}

TEST(TextReport, ExplainsTheFirstFailureAndCountsTheRest) {
  const std::string text = text_of(example());
  EXPECT_NE(text.find("stands on the reference 01"), std::string::npos);
  EXPECT_NE(text.find("Recognised: the softmax ran over the wrong axis"), std::string::npos);
  EXPECT_NE(text.find("1 more failure"), std::string::npos);
  EXPECT_NE(text.find("grader hint 2.5"), std::string::npos);
  EXPECT_EQ(text.find("Softmax.IsStable"), std::string::npos);
  EXPECT_NE(text_of(example(), true).find("Softmax.IsStable"), std::string::npos);
}

TEST(TextReport, StaysInEightyColumns) {
  ModuleVerdict verdict = example();
  verdict.advice =
      "The fault is in your module 01: 3 of the failed tests pass on its reference. Go on with `grader check 1`.";
  std::istringstream lines(text_of(verdict, true));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80U) << line;
}

TEST(TextReport, EveryOtherFailedTaskHasALine) {
  ModuleVerdict verdict = example();
  TaskVerdict named{"2.6", "log_softmax", "modules/02_activations/src/log_softmax.cpp", Status::failed, 0, 5, {}};
  named.tests.push_back(test("LogSoftmax.First", TestStatus::failed, "comparison", "got 1"));
  named.tests.push_back(test("LogSoftmax.Second", TestStatus::failed, "comparison", "got 2"));
  named.tests.back().mistake = "the logarithm was taken of a softmax that had already become zero, so it is -inf";
  TaskVerdict unnamed{"2.7", "swish", "modules/02_activations/src/swish.cpp", Status::failed, 0, 5, {}};
  unnamed.tests.push_back(test("Swish.First", TestStatus::failed, "comparison", "got 1"));
  TaskVerdict unwritten{"2.8", "mish", "modules/02_activations/src/mish.cpp", Status::failed, 0, 5, {}};
  unwritten.tests.push_back(test("Mish.First", TestStatus::failed, "todo", "task 2.8 is still to be written"));
  verdict.tasks.insert(verdict.tasks.end(), {named, unnamed, unwritten});
  const std::string text = text_of(verdict);
  EXPECT_NE(text.find("  2.6 log_softmax: Recognised: the logarithm was taken of a softmax"), std::string::npos)
      << text;
  EXPECT_NE(text.find("...\n  2.7 swish: Swish.First\n"), std::string::npos) << "cut to one line\n" << text;
  EXPECT_EQ(text.find("2.8 mish: "), std::string::npos) << "what is not written is no failure\n" << text;
  EXPECT_EQ(text.find("2.5 softmax: "), std::string::npos) << "explained in full\n" << text;
  EXPECT_EQ(text_of(verdict, true).find("2.7 swish: "), std::string::npos) << "there every failure is in full";
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80U) << line;
}

TEST(TextReport, ALongBaseTakesALineOfItsOwn) {
  ModuleVerdict verdict = example();
  verdict.base_reasons = {{"01_tensor", "edited since it passed, and this reason is much too long for one line"}};
  std::istringstream lines(text_of(verdict));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80U) << line;
}

TEST(SanitizerAdvice, ComesAfterNumbersThatNoMistakeGivesAndAfterACrash) {
  const std::string numbers =
      "f(x)\n  1 of 4 elements of shape [4] are wrong, the first at index [0]\n  got       -3e-41\n";
  const auto advice = [](const TestVerdict& failure, bool sanitized = false, const std::string& mistake = "") {
    ModuleVerdict verdict = example();
    verdict.sanitized = sanitized;
    TaskVerdict task = verdict.tasks[1];
    task.tests = {failure, test("Softmax.Other", TestStatus::failed, "comparison", "got 1")};
    task.tests[1].mistake = mistake;
    return sanitizer_advice(verdict, task, task.tests[0]);
  };
  const TestVerdict wrong = test("Softmax.A", TestStatus::failed, "comparison", numbers);
  EXPECT_NE(advice(wrong).find("grader check 2.5 --sanitize"), std::string::npos);
  EXPECT_NE(advice(test("Softmax.A", TestStatus::failed, "comparison", "f(x)\n  got       nan\n")), "");
  EXPECT_NE(advice(test("Softmax.A", TestStatus::crashed, "crash", "crashed")), "");
  EXPECT_EQ(advice(wrong, true), "") << "it is sanitized already";
  EXPECT_EQ(advice(wrong, false, "the axes were swapped"), "") << "another test of the task knows the mistake";
  EXPECT_EQ(advice(test("Softmax.A", TestStatus::failed, "comparison", "f(x)\n  got       [2, 3]\n")), "");
  EXPECT_EQ(advice(test("Softmax.A", TestStatus::failed, "comparison", "f(x)\n  got shape       [2]\n")), "");
  EXPECT_EQ(advice(test("Softmax.A", TestStatus::failed, "exception", "threw\n  got       2\n")), "");
  EXPECT_EQ(advice(test("Softmax.A", TestStatus::timed_out, "timeout", "took longer than 10 s")), "");
}

TEST(TextReport, AnUnwrittenTaskIsOneLine) {
  ModuleVerdict verdict = example();
  verdict.tasks[1].tests.clear();
  for (const char* name : {"Softmax.A", "Softmax.B"}) {
    verdict.tasks[1].tests.push_back(
        test(name, TestStatus::failed, "todo", "task 2.5 is still to be written: about 12 lines"));
  }
  const std::string text = text_of(verdict);
  EXPECT_NE(text.find("to do"), std::string::npos);
  EXPECT_NE(text.find("about 12 lines"), std::string::npos);
  EXPECT_EQ(text.find("Softmax.A"), std::string::npos);
  EXPECT_NE(text.find("Next: write modules/02_activations/src/softmax.cpp"), std::string::npos);
}

TEST(TextReport, ATaskNamesEveryTaskThatItWaitsFor) {
  ModuleVerdict verdict = example();
  verdict.tasks[1].tests.clear();
  for (const char* message :
       {"task 5.1 is still to be written", "task 1.10 is still to be written", "task 1.2 is still to be written"}) {
    verdict.tasks[1].tests.push_back(test("Softmax.A", TestStatus::failed, "todo", message));
  }
  EXPECT_NE(text_of(verdict).find("for tasks 1.2, 1.10 and 5.1"), std::string::npos) << text_of(verdict);
}

TEST(TextReport, SaysThatTestsPrintedAndShowsItOnDemand) {
  ModuleVerdict verdict = example();
  verdict.tasks[0].tests[0].output = "x is 7\n";
  verdict.tasks[1].tests[0].output = "x is 8\n";
  const std::string text = text_of(verdict);
  EXPECT_NE(text.find("2 tests printed something: `--verbose` shows it."), std::string::npos) << text;
  EXPECT_EQ(text.find("x is"), std::string::npos) << text;
  const std::string all = text_of(verdict, true);
  EXPECT_NE(all.find("Relu.KeepsWhatIsPositive\n    It printed:\n      x is 7\n"), std::string::npos) << all;
  EXPECT_NE(all.find("x is 8"), std::string::npos) << all;
  EXPECT_EQ(all.find("printed something"), std::string::npos) << all;
}

TEST(TextReport, RepeatsTheCompilersFirstWarning) {
  ModuleVerdict verdict = example();
  verdict.warning = "modules/02_activations/src/softmax.cpp:31: 'total' may be used uninitialized";
  verdict.build_log = "build/check/log/02_activations.txt";
  const std::string text = text_of(verdict);
  EXPECT_NE(text.find("The compiler warned: modules/02_activations/src/softmax.cpp:31:"), std::string::npos) << text;
  EXPECT_NE(text.find("(all: build/check/log/02_activations.txt)"), std::string::npos) << text;
}

TEST(TextReport, ATaskAloneMayWaitForTheFileOfAnother) {
  ModuleVerdict verdict = example();
  verdict.status = Status::not_compiled;
  verdict.problems = {{"modules/02_activations/src/rectifiers.cpp", 3, 1, "expected ';'", "", ""}};
  verdict.tasks.erase(verdict.tasks.begin());
  EXPECT_NE(text_of(verdict).find("That is the file of another task. 2.5 is tested when"), std::string::npos);
  verdict.problems[0].file = verdict.tasks[0].file;
  EXPECT_EQ(text_of(verdict).find("another task"), std::string::npos);
}

TEST(TextReport, ShowsWhereALongLineWasCut) {
  ModuleVerdict verdict = example();
  verdict.status = Status::not_compiled;
  const std::string line = std::string(90, 'a') + "X" + std::string(100, 'b');
  verdict.problems = {{"modules/02_activations/src/softmax.cpp", 34, 91, "expected ';'", line, ""}};
  const std::string text = text_of(verdict);
  EXPECT_NE(text.find("34 | ...aaaa"), std::string::npos) << text;
  EXPECT_NE(text.find("bbb...\n"), std::string::npos) << text;
}

TEST(TextReport, ShowsTheLineThatDoesNotCompile) {
  ModuleVerdict verdict = example();
  verdict.status = Status::not_compiled;
  verdict.problems = {{"modules/02_activations/src/softmax.cpp", 34, 9, "expected ';'", "  x = 1 y", "A semicolon?"}};
  verdict.problem_count = 8;
  verdict.build_log = "build/check/log/02_activations.txt";
  const std::string text = text_of(verdict);
  EXPECT_NE(text.find("softmax.cpp:34:9"), std::string::npos);
  EXPECT_NE(text.find("      34 |   x = 1 y\n         |         ^\n"), std::string::npos) << text;
  EXPECT_NE(text.find("And 7 more errors. Full log: build/check/log/02_activations.txt"), std::string::npos);
}

}  // namespace
}  // namespace grader
