// What linkers and the loader say.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "build_output_samples.hpp"
#include "compile_errors.hpp"

namespace grader {
namespace {

TEST(LinkErrors, OfMold) {
  const BuildExplanation found =
      explain("provider/01_sums/mine/libgu_sums.so",
              R"(mold: error: undefined symbol: gu::helper(std::vector<float, std::allocator<float> > const&)
>>> referenced by total.cpp
>>>               CMakeFiles/gu_sums_mine_total.dir/modules/01_sums/src/total.cpp.o:(gu::total(float))
mold: error: duplicate symbol: CMakeFiles/a.dir/modules/01_sums/src/total.cpp.o: CMakeFiles/b.dir/modules/01_sums/src/add.cpp.o: gu::add(float, float)
collect2: error: ld returned 1 exit status
)");
  ASSERT_EQ(found.problems.size(), 2U);
  EXPECT_EQ(found.problems[0].file, total_file);
  EXPECT_EQ(found.problems[0].message, "undefined reference to gu::helper(std::vector<float> const&)");
  EXPECT_EQ(found.problems[1].message, "gu::add(float, float) is defined in more than one file");
}

TEST(LinkErrors, OfGnuLd) {
  const BuildExplanation found =
      explain("provider/01_sums/mine/libgu_sums.so",
              R"(/usr/bin/ld: CMakeFiles/a.dir/modules/01_sums/src/total.cpp.o: in function `gu::total(float)':
total.cpp:(.text+0x2e): undefined reference to `gu::helper(std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> > const&)'
/usr/bin/ld: total.cpp:(.text+0x3e): undefined reference to `gu::helper(std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> > const&)'
/usr/bin/ld: CMakeFiles/a.dir/modules/01_sums/src/total.cpp.o: in function `gu::add(float)':
total.cpp:(.text+0x0): multiple definition of `gu::add(float)'; CMakeFiles/a.dir/modules/01_sums/src/add.cpp.o:add.cpp:3: first defined here
collect2: error: ld returned 1 exit status
)");
  ASSERT_EQ(found.problems.size(), 2U);
  EXPECT_EQ(found.problems[0].file, total_file);
  EXPECT_EQ(found.problems[0].message, "undefined reference to gu::helper(std::string const&)");
  EXPECT_EQ(found.problems[1].message, "gu::add(float) is defined in more than one file");
}

TEST(LoaderErrors, NameTheContractThatDeclaresTheFunction) {
  const std::filesystem::path root =
      std::filesystem::temp_directory_path() / ("loader_test_" + std::to_string(getpid()));
  std::filesystem::create_directories(root / "modules/01_sums/include/gu");
  std::ofstream(root / "modules/01_sums/include/gu/sums.hpp") << "float subtotal(float); float total(float a);\n";
  Course here = course();
  here.root = root;
  const BuildProblem found = explain_loader(
      here, here.modules[1],
      "build/suite/02_means: symbol lookup error: /x/libgu_means.so: undefined symbol: _ZN2gu5totalEf\n");
  EXPECT_EQ(found.message,
            "nothing in modules/01_sums/src defines gu::total(float), which the contract include/gu/sums.hpp declares");
  EXPECT_EQ(found.file, "modules/01_sums/include/gu/sums.hpp");
  EXPECT_EQ(explain_loader(here, here.modules[1], "x: undefined symbol: _ZN2gu5otherEf\n").message,
            "nothing defines gu::other(float), which is called");
  // The module above calls it in its header and speaks of it; that is no declaration, and its student is not to blame.
  std::filesystem::create_directories(root / "modules/02_means/include/gu");
  std::ofstream(root / "modules/02_means/include/gu/means.hpp")
      << "inline float twice(float a) { return 2 * total(a); }\n";
  std::ofstream(root / "modules/01_sums/include/gu/sums.hpp") << "float total(float a);  // and other(a)\n";
  EXPECT_EQ(explain_loader(here, here.modules[1], "x: undefined symbol: _ZN2gu5totalEf\n").file,
            "modules/01_sums/include/gu/sums.hpp");
  EXPECT_EQ(explain_loader(here, here.modules[1], "x: undefined symbol: _ZN2gu5otherEf\n").file, "");
  std::filesystem::remove_all(root);
}

}  // namespace
}  // namespace grader
