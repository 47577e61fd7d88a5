#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "report.hpp"

namespace grader {
namespace {

/// Length of the UTF-8 character that begins at `at` and that XML 1.0 allows; 0 if there is none.
std::size_t legal_character(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t first = byte(at);
  if (first < 0x80U) return first >= 0x20U || first == '\t' || first == '\n' || first == '\r' ? 1 : 0;
  const std::size_t size = first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : 2;
  if (first < 0xC2U || first > 0xF4U || at + size > text.size()) return 0;
  std::uint32_t code = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return 0;
    code = (code << 6U) | (byte(at + i) & 0x3FU);
  }
  const bool overlong = (size == 3 && code < 0x800U) || (size == 4 && code < 0x10000U);
  const bool surrogate = code >= 0xD800U && code <= 0xDFFFU;
  const bool forbidden = overlong || surrogate || code == 0xFFFEU || code == 0xFFFFU || code > 0x10FFFFU;
  return forbidden ? 0 : size;
}

bool has_failed(const TestVerdict& test) {
  return test.status != TestStatus::passed && test.status != TestStatus::skipped;
}

std::string testcase(const ModuleVerdict& verdict, const TaskVerdict& task, const TestVerdict& test) {
  std::string text = fmt::format(R"(    <testcase name="{}" classname="{}.{}" file="{}" line="{}" time="{:.3f}")",
                                 xml_escape(test.name), xml_escape(verdict.folder), xml_escape(task.name),
                                 xml_escape(test.file), test.line, test.seconds);
  if (test.status == TestStatus::passed) return text + "/>\n";
  text += ">\n";
  const std::string first_line = test.message.substr(0, test.message.find('\n'));
  if (test.status == TestStatus::skipped) {
    text += fmt::format("      <skipped message=\"{}\"/>\n", xml_escape(first_line));
  } else {
    // An error is what kept the test from judging; a failure is its judgement.
    const char* element = test.status == TestStatus::failed ? "failure" : "error";
    const std::string mistake = test.mistake.empty() ? "" : "\nRecognised: " + test.mistake;
    text += fmt::format("      <{0} message=\"{1}\" type=\"{2}\">{3}</{0}>\n", element, xml_escape(first_line),
                        xml_escape(test.kind), xml_escape(test.message + mistake));
  }
  return text + "    </testcase>\n";
}

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  double seconds = 0;

  void add(const TestVerdict& test) {
    ++tests;
    seconds += test.seconds;
    if (test.status == TestStatus::skipped) ++skipped;
    if (has_failed(test)) ++(test.status == TestStatus::failed ? failures : errors);
  }
  std::string attributes() const {
    return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}" time="{:.3f}")", tests, failures, errors,
                       skipped, seconds);
  }
};

}  // namespace

std::string xml_escape(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = legal_character(text, i);
    if (size == 0) {
      result += "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    switch (text[i]) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\n':
        result += "&#10;";
        break;  // kept in attributes too, where a bare one would become a space
      default:
        result.append(text.substr(i, size));
    }
    i += size;
  }
  return result;
}

std::string junit_report(const std::vector<ModuleVerdict>& verdicts, const std::vector<UnjudgedModule>& unjudged) {
  Counts all;
  std::string suites;
  for (const ModuleVerdict& verdict : verdicts) {
    for (const TaskVerdict& task : verdict.tasks) {
      Counts counts;
      std::string cases;
      for (const TestVerdict& test : task.tests) {
        counts.add(test);
        all.add(test);
        cases += testcase(verdict, task, test);
      }
      suites += fmt::format(
          "  <testsuite name=\"{}.{}\" {}>\n    <properties>\n      <property name=\"points\" value=\"{}\"/>\n"
          "      <property name=\"possible\" value=\"{}\"/>\n    </properties>\n{}  </testsuite>\n",
          xml_escape(verdict.folder), xml_escape(task.name), counts.attributes(), task.earned, task.possible, cases);
    }
  }
  for (const UnjudgedModule& each : unjudged) {
    Counts counts;
    counts.tests = counts.errors = 1;
    ++all.tests;
    ++all.errors;
    const std::string folder = xml_escape(each.folder);
    suites += fmt::format(
        "  <testsuite name=\"{0}.course\" {1}>\n    <testcase name=\"course_fault\" classname=\"{0}.course\">\n"
        "      <error message=\"{2}\" type=\"course_fault\"/>\n    </testcase>\n  </testsuite>\n",
        folder, counts.attributes(), xml_escape(each.fault));
  }
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"groundup\" {}>\n{}</testsuites>\n",
                     all.attributes(), suites);
}

}  // namespace grader
