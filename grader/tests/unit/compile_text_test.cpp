// The words of a compiler, taken apart and made readable.
#include <gtest/gtest.h>

#include "compile_errors.hpp"

namespace grader {
namespace {

TEST(Templates, AreFolded) {
  EXPECT_EQ(fold_templates("std::vector<float, std::allocator<float> >"), "std::vector<float>");
  EXPECT_EQ(fold_templates("std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> > const&"),
            "std::string const&");
  EXPECT_EQ(fold_templates(
                "std::vector<std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >, "
                "std::allocator<std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> > > >"),
            "std::vector<std::string>");
  EXPECT_EQ(fold_templates("std::map<int, float, std::less<int>, std::allocator<std::pair<const int, float> > >"),
            "std::map<int, float>");
  EXPECT_EQ(fold_templates("std::unique_ptr<int, std::default_delete<int> >"), "std::unique_ptr<int>");
  EXPECT_EQ(fold_templates("\u2018x\u2019 is a > b"), "'x' is a > b");
  EXPECT_EQ(fold_templates("std::vector<float, std::allocator<float"), "std::vector<float, std::allocator<float");
}

TEST(Diagnostics, AreTakenApart) {
  const Diagnostic with_column = parse_diagnostic("a/b.cpp:34:9: error: wrong: twice");
  EXPECT_EQ(with_column.file, "a/b.cpp");
  EXPECT_EQ(with_column.line, 34);
  EXPECT_EQ(with_column.column, 9);
  EXPECT_EQ(with_column.message, "wrong: twice");
  EXPECT_EQ(parse_diagnostic("a.cpp:3: warning: old").line, 3);
  EXPECT_EQ(parse_diagnostic("collect2: error: ld returned 1 exit status").severity, "");
  EXPECT_EQ(parse_diagnostic("   34 |   x: error").severity, "");
}

}  // namespace
}  // namespace grader
