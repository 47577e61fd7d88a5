#include "grading/cpp_tokens.hpp"

#include <gtest/gtest.h>

namespace grader {
namespace {

using Kind = TokenKind;

std::vector<std::string> texts(std::string_view source) {
  std::vector<std::string> result;
  for (const Token& token : tokenize_cpp(source)) result.push_back(token.text);
  return result;
}

std::vector<Kind> kinds(std::string_view source) {
  std::vector<Kind> result;
  for (const Token& token : tokenize_cpp(source)) result.push_back(token.kind);
  return result;
}

using Texts = std::vector<std::string>;
using Kinds = std::vector<Kind>;

TEST(CppTokens, CommentsAndWhiteSpaceAreNone) {
  EXPECT_EQ(texts("a // b\n/* c\n * d */ e/**/f /* open"), (Texts{"a", "e", "f"}));
  EXPECT_EQ(texts(""), Texts{});
  EXPECT_EQ(texts("\"//\" '/' /*\"*/ x"), (Texts{"\"//\"", "'/'", "x"}));
  EXPECT_EQ(texts("a // goes on \\\n here\nb"), (Texts{"a", "b"}));
}

TEST(CppTokens, KeywordsAreKept) {
  EXPECT_EQ(kinds("for while_ and alignas xor_eq __global__ forx"),
            (Kinds{Kind::keyword, Kind::identifier, Kind::keyword, Kind::keyword, Kind::keyword, Kind::keyword,
                   Kind::identifier}));
  EXPECT_FALSE(is_cpp_keyword(""));
  EXPECT_FALSE(is_cpp_keyword(" "));
}

TEST(CppTokens, NumbersHoldSeparatorsExponentsAndSuffixes) {
  EXPECT_EQ(texts("1'000'000u 0x1.8p-3f 1e+9 .5f 2.L 0xe+1 1..2"),
            (Texts{"1'000'000u", "0x1.8p-3f", "1e+9", ".5f", "2.L", "0xe", "+", "1", "1..2"}));
  for (const Kind kind : kinds("1'000 0b01 .5")) EXPECT_EQ(kind, Kind::number);
}

TEST(CppTokens, OperatorsAreTheLongestThatFit) {
  EXPECT_EQ(texts("a<<=b<=>c->*d...x>>y::z"),
            (Texts{"a", "<<=", "b", "<=>", "c", "->*", "d", "...", "x", ">>", "y", "::", "z"}));
  EXPECT_EQ(texts("a+++b"), (Texts{"a", "++", "+", "b"}));
}

TEST(CppTokens, LiteralsByKind) {
  EXPECT_EQ(kinds(R"("a\"b" u8"c"s 'd' L'\'' '\\')"),
            (Kinds{Kind::text, Kind::text, Kind::character, Kind::character, Kind::character}));
  EXPECT_EQ(texts("\"not closed\nx"), (Texts{"\"not closed", "x"}));
}

TEST(CppTokens, RawStringsEndAtTheirOwnMark) {
  const auto tokens = tokenize_cpp("R\"x(a)\" // \\\n)x\"_s b\nu8R\"()\"");
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_EQ(tokens[0].kind, Kind::text);
  EXPECT_EQ(tokens[0].text, "R\"x(a)\" // \\\n)x\"_s");
  EXPECT_EQ(tokens[0].line, 1);
  EXPECT_EQ(tokens[0].last_line, 2);
  EXPECT_EQ(tokens[1].line, 2);
  EXPECT_EQ(tokens[2].text, "u8R\"()\"");
  EXPECT_EQ(texts("R\"(never closed; int x;"), (Texts{"R\"(never closed; int x;"}));
}

TEST(CppTokens, ContinuedLinesAreOne) {
  const std::string source = "re\\\nturn \\\r\n1;\nx";
  const auto tokens = tokenize_cpp(source);
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(tokens[0].text, "return");
  EXPECT_EQ(tokens[0].kind, Kind::keyword);
  EXPECT_EQ(source.substr(tokens[0].offset, tokens[0].length), "re\\\nturn");
  EXPECT_EQ(tokens[0].last_line, 2);
  EXPECT_EQ(tokens[1].line, 3);
  EXPECT_EQ(tokens[3].line, 4);
}

TEST(CppTokens, EachKnowsItsPlace) {
  const std::string source = "int a;\n\n  b = \"c\";";
  for (const Token& token : tokenize_cpp(source)) EXPECT_EQ(source.substr(token.offset, token.length), token.text);
  EXPECT_EQ(tokenize_cpp(source)[3].line, 3);
}

TEST(CppTokens, WhatIsIncludedIsOneToken) {
  const auto tokens = tokenize_cpp("#include <vector>\n# include \"gu/tensor.hpp\"\na < b > c; x include <d>");
  ASSERT_GE(tokens.size(), 6U);
  EXPECT_EQ(tokens[2].kind, Kind::header);
  EXPECT_EQ(tokens[2].text, "<vector>");
  EXPECT_EQ(tokens[5].text, "\"gu/tensor.hpp\"");
  for (std::size_t i = 6; i < tokens.size(); ++i) EXPECT_NE(tokens[i].kind, Kind::header) << tokens[i].text;
}

TEST(CppTokens, NothingMakesItFailOrStop) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string source{static_cast<char>(first), static_cast<char>(second)};
      std::size_t end = 0;
      for (const Token& token : tokenize_cpp(source)) {
        EXPECT_GE(token.offset, end);
        EXPECT_GT(token.length, 0U);
        end = token.offset + token.length;
      }
      EXPECT_LE(end, source.size());
    }
  }
  EXPECT_EQ(texts(std::string("a\0b", 3)).size(), 3U);
  EXPECT_EQ(texts("\\\n"), Texts{});
  EXPECT_EQ(texts("R\""), (Texts{"R\""}));
}

}  // namespace
}  // namespace grader
