// Text of solutions is found wherever it was pasted, and what is no secret is not.
#include "edition/leak_scan.hpp"

#include <gtest/gtest.h>

#include "edition/code_tokens.hpp"
#include "pattern.hpp"

namespace grader::testing {
namespace {

const std::string solution =
    "#include \"gu/masks.hpp\"\n"
    "namespace gu {\n"
    "// Walks the rows from below.\n"
    "Tensor causal_mask(Index queries, Index keys) {\n"
    "  Tensor mask = zeros({queries, keys});  // 0 keeps\n"
    "  for (Index row = 0; row < queries; ++row) hide_after(mask, row, row + keys - queries, hidden_value);\n"
    "  return recorded(\"causal_mask\", {}, mask);\n"
    "}\n"
    "}\n";
const std::string skeleton =
    "#include \"gu/masks.hpp\"\n"
    "namespace gu {\n"
    "Tensor causal_mask(Index queries, Index keys) {\n"
    "  Tensor mask = zeros({queries, keys});\n"
    "  todo(\"12.1\", \"2 lines\");\n"
    "}\n"
    "}\n";
const std::string secret_line =
    "  for (Index row = 0; row < queries; ++row) hide_after(mask, row, row + keys - queries, hidden_value);\n";

std::vector<SharedText> scan(const std::string& file, const std::string& text) {
  LeakSources sources;
  sources.secret["solutions/12_attention/src/masks.cpp"] = solution;
  sources.given_code["modules/12_attention/src/masks.cpp"] = skeleton;
  sources.published[file] = text;
  return shared_texts(sources);
}

void expect_found(const std::string& file, const std::string& text, std::size_t line) {
  const auto shared = scan(file, text);
  ASSERT_EQ(shared.size(), 1U) << text;
  EXPECT_EQ(shared[0].file, file);
  EXPECT_EQ(shared[0].line, line) << text;
  EXPECT_EQ(shared[0].secret, "solutions/12_attention/src/masks.cpp");
}

TEST(LeakScan, FindsALineOfASolutionInALesson) {
  expect_found("modules/12_attention/LESSON.md", "# Masks\n\nOne could write\n\n```cpp\n" + secret_line + "```\n", 6);
}

TEST(LeakScan, FindsItInATest) {
  expect_found("modules/12_attention/tests/masks_test.cpp",
               "TEST(Masks, Hide) {\n  Tensor expected = ones();\n" + secret_line + "}\n", 3);
}

TEST(LeakScan, FindsItInEveryKindOfComment) {
  expect_found("a.cpp", "int x = 1;\n//" + secret_line, 2);
  expect_found("a.cpp", "int x = 1;\n/// " + secret_line, 2);
  expect_found("a.cpp", "int x = 1;\n/*\n *" + secret_line + " */\n", 3);
  expect_found("a.cmake", "# " + secret_line, 1);
  expect_found("a.md", "> " + secret_line, 1);
}

TEST(LeakScan, FindsItBrokenOverTheLinesOfAComment) {
  expect_found("a.hpp",
               "/// for (Index row = 0; row < queries;\n///      ++row)\n///   hide_after(mask, row,\n"
               "///              row + keys - queries, hidden_value);\n",
               1);
}

TEST(LeakScan, FindsItInTheSkeletonsOwnComment) {
  // The skeleton counts as given, its comments do not.
  LeakSources sources;
  sources.secret["solutions/12_attention/src/masks.cpp"] = solution;
  sources.published["modules/12_attention/src/masks.cpp"] =
      Pattern("  todo").replaced(skeleton, "  //" + secret_line + "  todo");
  sources.given_code["modules/12_attention/src/masks.cpp"] = sources.published.begin()->second;
  EXPECT_FALSE(shared_texts(sources).empty());
}

TEST(LeakScan, LayoutMakesNoDifference) {
  expect_found("a.cpp", "\t\t" + Pattern(" +").replaced(secret_line, "\t"), 1);
  expect_found("a.cpp", Pattern(" +").replaced(secret_line, "\n\n  "), 11);
  expect_found("a.cpp", Pattern(" ").replaced(secret_line, "\xC2\xA0"), 1);  // no-break spaces
  expect_found("a.cpp", Pattern("; ").replaced(secret_line, ";   /* so */ "), 1);
}

TEST(LeakScan, WhatTheSkeletonShowsIsNoSecret) {
  EXPECT_TRUE(scan("modules/12_attention/src/masks.cpp", skeleton).empty());
  EXPECT_TRUE(scan("modules/12_attention/LESSON.md", "```cpp\n" + skeleton + "```\n").empty());
}

TEST(LeakScan, EverydayRowsAreNoSecret) {
  LeakSources sources;
  sources.secret["solutions/01/src/a.cpp"] =
      "for (std::size_t i = 0; i < size; ++i) for (std::size_t j = 0; j < size; ++j) data[i] += 0;";
  sources.published["a.cpp"] = sources.secret.begin()->second;
  EXPECT_TRUE(shared_texts(sources).empty());
}

TEST(LeakScan, AnIdiomOfTheCourseIsNoSecretButOnePastedLineIs) {
  LeakSources sources;
  sources.secret["solutions/12_attention/src/masks.cpp"] = solution;
  sources.published["a.cpp"] = secret_line;
  sources.course_code["a.cpp"] = secret_line;
  sources.course_code["b.cpp"] = secret_line;
  EXPECT_EQ(shared_texts(sources).size(), 1U);
  sources.course_code["c.cpp"] = secret_line;
  EXPECT_TRUE(shared_texts(sources).empty());
}

TEST(LeakScan, ExceptionsNeedAReasonAndEndAtTheirLength) {
  const auto exceptions = shared_text_exceptions(
      "# comment: 99: no exception\nmodules/*/hints.md: 20: hints may show code\na.cpp: 99:\nb.cpp: many: why\n");
  ASSERT_EQ(exceptions.size(), 1U);
  const auto left = [&](const std::string& file, std::size_t tokens) {
    return leaks({{file, 1, tokens, "s", "t"}}, exceptions).size();
  };
  EXPECT_EQ(left("modules/01_tensor/hints.md", 20), 0U);
  EXPECT_EQ(left("modules/01_tensor/hints.md", 21), 1U);
  EXPECT_EQ(left("modules/01_tensor/tests/hints.md", 12), 1U) << "a star stands for one name";
  EXPECT_EQ(left("a.cpp", 12), 1U);
}

std::string words(const std::string& text, Comments comments) {
  std::string result;
  for (const CodeToken& token : code_tokens(text, comments)) result += token.text + "|";
  return result;
}

TEST(CodeTokens, CommentsAndStrings) {
  EXPECT_EQ(words("a += b; // c\n/* d\ne */ f->g", Comments::left_out), "a|+=|b|;|f|->|g|");
  EXPECT_EQ(words("a += b; // c\n/* d\ne */ f->g", Comments::read), "a|+=|b|;|c|d|e|f|->|g|");
  EXPECT_EQ(words("x = \"http://host\"; y", Comments::left_out), "x|=|http|:|/|/|host|;|y|");
  EXPECT_EQ(words("/* unclosed", Comments::left_out), "");
  EXPECT_EQ(words("a // last", Comments::left_out), "a|");
  EXPECT_EQ(words("", Comments::read), "");
}

TEST(CodeTokens, KnowTheirLines) {
  const auto tokens = code_tokens("a\n/* b\n*/\n\"c\nd", Comments::left_out);
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_EQ(tokens[0].line, 1U);
  EXPECT_EQ(tokens[1].line, 4U);
  EXPECT_EQ(tokens[2].line, 5U);
}

}  // namespace
}  // namespace grader::testing
