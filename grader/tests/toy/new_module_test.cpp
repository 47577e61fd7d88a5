// The seven steps of HACKING.md, "Adding a module": one folder under modules/, one under solutions/, one row. No build
// file is touched.
#include <gtest/gtest.h>

#include "toy_course.hpp"

namespace grader::tests {
namespace {

const std::vector<std::string> tasks{"first", "second", "third"};

std::string in_namespace(const std::string& body) {
  return "#include \"gu/answers.hpp\"\n\nnamespace gu {\n\n" + body + "\n\n}  // namespace gu\n";
}

/// One task, which answers with a multiple of its number: skeleton, reference, test, two mistakes.
void write_task(const ToyCourse& toy, const std::string& task, int number, int answer) {
  const std::string id = "06." + std::to_string(number);
  toy.write("modules/06_answers/src/" + task + ".cpp",
            in_namespace("int " + task + "(int) { todo(\"" + id + "\", \"1 line\"); }"));
  toy.write("solutions/06_answers/src/" + task + ".cpp",
            in_namespace("int " + task + "(int x) { return x * " + std::to_string(answer) + "; }"));
  toy.write("modules/06_answers/tests/" + task + "_test.cpp",
            "#include \"gu/answers.hpp\"\n\nusing namespace gu;\nusing namespace gu::testing;\n\nnamespace {\n\n"
            "// It answers.\n// Input: a random number\n// Lesson: \"Answers\"\n"
            "TEST(Answers, Of" +
                task + ") {\n  const int x = 1 + static_cast<int>(test_generator(1).below(1000));\n  EXPECT_COUNT(" +
                task + "(x), x * " + std::to_string(answer) +
                ")\n      .unlike(\"it answered zero\", 0.0)\n      .unlike(\"it answered one too many\", x * " +
                std::to_string(answer) + " + 1.0);\n}\n\n}  // namespace\n");
  const auto mistake = [&](const std::string& name, const std::string& sentence, const std::string& value) {
    toy.write("solutions/06_answers/mistakes/" + task + "." + name + ".mistake",
              sentence + "\n<<<<\nreturn x * " + std::to_string(answer) + ";\n====\nreturn " + value + ";\n>>>>\n");
  };
  mistake("zero", "it answered zero", "x * 0");
  mistake("one_more", "it answered one too many", "x * " + std::to_string(answer) + " + 1");
}

TEST(NewModule, IsOneFolderOfEachKindAndOneRow) {
  const ToyCourse& toy = ToyCourse::fresh();
  EXPECT_EQ(toy.grader({"check", "6"}).exit_status, 2) << "there is no module 6 yet";

  toy.write("modules/course.cmake", toy.read("modules/course.cmake") +
                                        "course_module(06_answers TITLE \"Answers\" HOURS 1 DIFFICULTY 1\n"
                                        "  TASKS first:1 second:2 third:3)\n");
  std::string contract = "/// @file\n/// Contract of the toy module answers.\n#pragma once\n\nnamespace gu {\n\n";
  std::string hints = "# Hints\n";
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    contract += "/// " + std::to_string(10 * (i + 1)) + "\nint " + tasks[i] + "(int x);\n";
    hints += "\n## " + tasks[i] + "\n\n### 1\n\nThink.\n\n### 2\n\nThink again.\n\n### 3\n\nIt is in the contract.\n";
    write_task(toy, tasks[i], static_cast<int>(i) + 1, 10 * (static_cast<int>(i) + 1));
  }
  toy.write("modules/06_answers/include/gu/answers.hpp", contract + "\n}  // namespace gu\n");
  toy.write("modules/06_answers/LESSON.md",
            "# 06 Answers {#lesson_06_answers}\n\n## Answers\n\n\\f$ 10 \\cdot 1 = 10 \\f$\n");
  toy.write("modules/06_answers/hints.md", hints);
  toy.write("modules/06_answers/bench.cpp",
            "#include <benchmark/benchmark.h>\n\n#include \"gu/answers.hpp\"\n\nnamespace {\nvoid "
            "first(benchmark::State& state) {\n"
            "  for (auto _ : state) benchmark::DoNotOptimize(gu::first(1));\n}\nBENCHMARK(first);\n}  // namespace\n");
  toy.write("solutions/06_answers/NOTES.md", "# Notes\n\nNone.\n");

  EXPECT_EQ(toy.grader({"check", "6"}).exit_status, 1);
  const Outcome proof = toy.grader({"validate", "6"});
  EXPECT_EQ(proof.exit_status, 0) << proof.output << proof.errors;
  toy.solve("06_answers");
  const Outcome solved = toy.grader({"check", "6"});
  EXPECT_EQ(solved.exit_status, 0) << solved.output << solved.errors;
  EXPECT_NE(solved.output.find("6 of 6 points"), std::string::npos) << solved.output;
}

}  // namespace
}  // namespace grader::tests
