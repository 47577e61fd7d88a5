#include "compile_errors.hpp"

#include <gtest/gtest.h>

#include "build_output_samples.hpp"

namespace grader {
namespace {

TEST(CompileErrors, ShowTheFirstOfGcc) {
  const BuildExplanation found =
      explain(total_object, R"(/course/modules/01_sums/src/total.cpp: In function 'int gu::f()':
/course/modules/01_sums/src/total.cpp:6:10: error: 'undeclared' was not declared in this scope
    6 |   return undeclared + 1
      |          ^~~~~~~~~~
/course/modules/01_sums/src/total.cpp:6:24: error: expected ';' before '}' token
    6 |   return undeclared + 1
      |                        ^
      |                        ;
    7 | }
      | ~
)");
  EXPECT_EQ(found.folder, "01_sums");
  EXPECT_EQ(found.count, 2);
  ASSERT_EQ(found.problems.size(), 2U);
  const BuildProblem& first = found.problems.front();
  EXPECT_EQ(first.file, total_file);
  EXPECT_EQ(first.line, 6);
  EXPECT_EQ(first.column, 10);
  EXPECT_EQ(first.message, "'undeclared' was not declared in this scope");
  EXPECT_EQ(first.source, "  return undeclared + 1");
  EXPECT_EQ(found.problems[1].advice, "Is a semicolon missing here or at the end of the line before?");
}

TEST(CompileErrors, TheFirstWarningIsOfAStudentsFile) {
  const std::string text =
      "/course/support/include/gu/given.hpp:1:1: warning: not the student's [-Wall]\n"
      "/course/modules/01_sums/src/total.cpp:31:15: warning: 'total' may be used uninitialized "
      "[-Wmaybe-uninitialized]\n"
      "/course/modules/01_sums/src/add.cpp:3:1: warning: another [-Wall]\n";
  EXPECT_EQ(first_warning(course(), text),
            "modules/01_sums/src/total.cpp:31: 'total' may be used uninitialized [-Wmaybe-uninitialized]");
  EXPECT_EQ(first_warning(course(), "[1/1] Linking\n"), "");
}

TEST(CompileErrors, SayWhatToDoWithElementsOfATemporary) {
  const BuildExplanation found =
      explain(total_object, R"(/course/modules/01_sums/src/total.cpp: In function 'int gu::f()':
/course/modules/01_sums/src/total.cpp:6:10: error: use of deleted function 'gu::detail::KeepTheTensorInAVariable gu::Tensor::read() const && [with long unsigned int Rank = 3]'
    6 |   const auto f = reshape(x, shape).read<3>();
      |                  ~~~~~~~~~~~~~~~~~~~~~~~~~^~
)");
  ASSERT_EQ(found.problems.size(), 1U);
  EXPECT_NE(found.problems.front().advice.find("keep it in a variable"), std::string::npos)
      << found.problems.front().advice;
}

TEST(CompileErrors, ShowTheStudentsLineForAnErrorInsideATemplate) {
  const BuildExplanation found = explain(total_object, R"(In file included from /usr/include/c++/12/algorithm:61,
                 from /course/support/include/gu/student.hpp:6,
                 from <command-line>:
/usr/include/c++/12/bits/stl_algo.h: In instantiation of 'constexpr void std::__sort(_It, _It) [with _It = int]':
/usr/include/c++/12/bits/stl_algo.h:4820:18:   required from 'constexpr void std::sort(_RAIter, _RAIter)'
/course/modules/01_sums/src/total.cpp:4:11:   required from here
/usr/include/c++/12/bits/stl_algo.h:1938:50: error: no match for 'operator-' (operand types are 'std::pair<const std::__cxx11::basic_string<char>, std::vector<float> >' and 'int')
 1938 |                                 std::__lg(__last - __first) * 2,
      |                                           ~~~~~~~^~~~~~~~~
)");
  ASSERT_EQ(found.problems.size(), 1U);
  EXPECT_EQ(found.problems.front().file, total_file);
  EXPECT_EQ(found.problems.front().line, 4);
  EXPECT_EQ(
      found.problems.front().message,
      "no match for 'operator-' (operand types are 'std::pair<const std::string, std::vector<float>>' and 'int') (in "
      "/usr/include/c++/12/bits/stl_algo.h, line 1938)");
}

TEST(CompileErrors, ReadClang) {
  const BuildExplanation found = explain(total_object, R"(In file included from /course/modules/01_sums/src/total.cpp:2:
/usr/include/c++/12/bits/stl_algo.h:1938:22: error: invalid operands to binary expression ('int' and 'gu::Tensor')
                                std::__lg(__last - __first) * 2,
                                          ~~~~~~ ^ ~~~~~~~
/usr/include/c++/12/bits/stl_algo.h:4820:12: note: in instantiation of function template specialization requested here
      std::__sort(__first, __last);
           ^
/course/modules/01_sums/src/total.cpp:5:9: note: in instantiation of function template specialization requested here
        std::sort(m.begin(), m.end());
        ^
/course/modules/01_sums/src/total.cpp:6:11: error: expected ';' after return statement
  return 0 }
          ^
          ;
2 errors generated.
)");
  ASSERT_EQ(found.problems.size(), 2U);
  // The include line led there as well, but stands before the place that asked for the template.
  EXPECT_EQ(found.problems[0].file, total_file);
  EXPECT_EQ(found.problems[0].message.find("invalid operands"), 0U);
  EXPECT_EQ(found.problems[1].line, 6);
  EXPECT_EQ(found.problems[1].source, "  return 0 }");
}

TEST(CompileErrors, AdviseOnWhatStudentsMeet) {
  const auto advice = [](const std::string& message) {
    return explain(total_object, "/course/modules/01_sums/src/total.cpp:2:5: " + message + "\n")
        .problems.front()
        .advice;
  };
  EXPECT_EQ(advice("error: attempt to use poisoned \"main\""), "The test suite has a main of its own: remove yours.");
  EXPECT_NE(advice("fatal error: template instantiation depth exceeds maximum of 900 (use '-ftemplate-depth=')")
                .find("calls itself without end"),
            std::string::npos);
  EXPECT_EQ(advice("error: #error not finished"), "Your file asked for this error itself.");
  EXPECT_NE(advice("fatal error: gu/losses.hpp: No such file or directory").find("modules it needs"),
            std::string::npos);
  EXPECT_EQ(advice("error: something new"), "");
}

TEST(CompileErrors, AKitHeaderThatTheStudentsFileBrokeIsStillTheStudents) {
  const BuildExplanation found =
      explain(total_object, "/course/support/include/gu/tensor_type.hpp:12:3: error: expected unqualified-id\n");
  EXPECT_EQ(found.folder, "01_sums");
  EXPECT_EQ(found.problems.front().file, "support/include/gu/tensor_type.hpp");
  EXPECT_NE(found.problems.front().advice.find(total_file), std::string::npos);
}

TEST(CompileErrors, OfTheCourseNameNoStudentsModule) {
  for (const char* product : {"CMakeFiles/gu_sums_suite.dir/modules/01_sums/tests/total_test.cpp.o",
                              "CMakeFiles/gu_sums_reference_total.dir/solutions/01_sums/src/total.cpp.o",
                              "support/CMakeFiles/gu_support.dir/src/memory.cpp.o", "suite/01_sums"}) {
    const BuildExplanation found = explain(product, "/course/support/src/memory.cpp:1:1: error: wrong\n");
    EXPECT_EQ(found.folder, "") << product;
    ASSERT_EQ(found.problems.size(), 1U) << product;
    EXPECT_EQ(found.problems.front().message, "wrong");
  }
}

// Ninja 1.13 says with which status the command ended.
TEST(CompileErrors, TheExitStatusThatNinjaPrintsIsNoPartOfTheProduct) {
  for (const char* status : {"", "[code=1] ", "[code=130] "}) {
    for (const std::string& product : {total_object, std::string("provider/01_sums/mine/libgu_sums.so")}) {
      const BuildExplanation found = explain(status + product, "");
      EXPECT_EQ(found.folder, "01_sums") << status << product;
      ASSERT_EQ(found.problems.size(), 1U) << status << product;
      EXPECT_EQ(found.problems.front().message, product + "  could not be made, and nothing was said") << status;
    }
    EXPECT_TRUE(step_failed(step(std::string(status) + "build.ninja", "CMake Error\n"), "build.ninja")) << status;
    EXPECT_FALSE(step_failed(step(std::string(status) + "other/build.ninja", ""), "build.ninja")) << status;
  }
}

TEST(CompileErrors, TheEarliestModuleComesFirst) {
  const std::string output = step("CMakeFiles/x.dir/modules/02_means/src/mean.cpp.o",
                                  "/course/modules/02_means/src/mean.cpp:1:1: error: late\n") +
                             step(total_object, "/course/modules/01_sums/src/total.cpp:1:1: error: early\n");
  const BuildExplanation found = explain_build(course(), "check", output);
  EXPECT_EQ(found.folder, "01_sums");
  EXPECT_EQ(found.count, 1);
  EXPECT_EQ(found.problems.front().message, "early");
}

TEST(CompileErrors, CountsMoreThanItKeeps) {
  std::string output;
  for (int i = 1; i <= 30; ++i) output += "/course/" + total_file + ":" + std::to_string(i) + ":1: error: again\n";
  const BuildExplanation found = explain(total_object, output);
  EXPECT_EQ(found.count, 30);
  EXPECT_EQ(found.problems.size(), 20U);
}

TEST(CompileErrors, ACompilerWithoutMemorySaysSo) {
  const BuildExplanation found = explain(total_object, "cc1plus: out of memory allocating 65536 bytes\n");
  ASSERT_EQ(found.problems.size(), 1U);
  EXPECT_EQ(found.problems.front().file, total_file);
  EXPECT_NE(found.problems.front().advice.find("4 GiB"), std::string::npos);
}

}  // namespace
}  // namespace grader
