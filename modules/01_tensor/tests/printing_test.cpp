#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;
using namespace std::string_literals;

namespace {

// A scalar is its number; a vector stands in brackets, separated by a comma and a space.
// Input: 3.5; [1, 2.5, -3]; a single number in [1]
// Lesson: "Printing"
TEST(ToString, PrintsScalarsAndVectors) {
  EXPECT_TEXT(to_string(filled_tensor({}, 3.5F)), "3.5000").because("four digits unless told otherwise");
  EXPECT_TEXT(to_string(make_tensor({3}, {1, 2.5F, -3}), 2), "[1.00, 2.50, -3.00]")
      .unlike("a comma stands after the last entry", "[1.00, 2.50, -3.00, ]"s)
      .unlike("the commas are missing", "[1.00 2.50 -3.00]"s);
  EXPECT_TEXT(to_string(filled_tensor({1}, 7), 0), "[7]");
}

// Each row of a matrix has a line, and its bracket stands below that of the first row.
// Input: [[1, 2], [3, 4]]; a column [3, 1]
// Lesson: "Printing"
TEST(ToString, PrintsAMatrixLineByLine) {
  EXPECT_TEXT(to_string(make_tensor({2, 2}, {1, 2, 3, 4}), 2), "[[1.00, 2.00],\n [3.00, 4.00]]")
      .unlike("the lines were not indented", "[[1.00, 2.00],\n[3.00, 4.00]]"s)
      .unlike("the rows were put on one line", "[[1.00, 2.00], [3.00, 4.00]]"s)
      .unlike("every number was given a line", "[[1.00,\n  2.00],\n [3.00,\n  4.00]]"s);
  EXPECT_TEXT(to_string(make_tensor({3, 1}, {1, 2, 3}), 1), "[[1.0],\n [2.0],\n [3.0]]");
}

// A line is indented by one space for each bracket that is open, so that brackets of one depth line up.
// Input: 0 .. 7 in [2, 2, 2]; 0 .. 3 in [2, 1, 2, 1]
// Lesson: "Printing"
TEST(ToString, IndentsByTheOpenBrackets) {
  EXPECT_TEXT(to_string(counting_tensor({2, 2, 2}), 0), "[[[0, 1],\n  [2, 3]],\n [[4, 5],\n  [6, 7]]]")
      .because("inside a matrix two brackets stay open, between two matrices one")
      .unlike("every line was indented by one space, however deep", "[[[0, 1],\n [2, 3]],\n [[4, 5],\n [6, 7]]]"s)
      .unlike("every line was indented by two spaces, however deep", "[[[0, 1],\n  [2, 3]],\n  [[4, 5],\n  [6, 7]]]"s)
      .unlike("an empty line was put between two matrices, as NumPy prints them",
              "[[[0, 1],\n  [2, 3]],\n\n [[4, 5],\n  [6, 7]]]"s)
      .unlike("the lines were not indented", "[[[0, 1],\n[2, 3]],\n[[4, 5],\n[6, 7]]]"s);
  EXPECT_TEXT(to_string(counting_tensor({2, 1, 2, 1}), 0), "[[[[0],\n   [1]]],\n [[[2],\n   [3]]]]");
}

// The precision is the number of digits after the point, from 0 to 20.
// Input: 12.345, 1000000, 2.7 with precision 2, 0, 8; precisions -1 and 21
// Lesson: "Printing"
TEST(ToString, PrecisionCountsDigitsAfterThePoint) {
  EXPECT_TEXT(to_string(filled_tensor({}, 12.345F), 2), "12.35").unlike("the precision counted all digits", "12"s);
  EXPECT_TEXT(to_string(filled_tensor({}, 1000000), 2), "1000000.00")
      .unlike("the precision counted all digits", "1e+06"s);
  EXPECT_TEXT(to_string(filled_tensor({}, 2.7F), 0), "3").because("numbers are rounded, not cut");
  EXPECT_TEXT(to_string(filled_tensor({}, 0.125F), 8), "0.12500000");
  EXPECT_TEXT(to_string(filled_tensor({}, -std::numeric_limits<float>::max()), 20).substr(0, 12), "-34028234663");
  EXPECT_THROWS(to_string(filled_tensor({}, 1), -1), std::invalid_argument, "-1");
  EXPECT_THROWS(to_string(filled_tensor({}, 1), 21), std::invalid_argument, "21");
}

// NaN and infinities have names; a NaN has no sign.
// Input: NaN, infinity, -infinity, -NaN
// Lesson: "Printing"
TEST(ToString, NamesNanAndInfinity) {
  EXPECT_TEXT(to_string(make_tensor({4}, {NAN, INFINITY, -INFINITY, -NAN}), 3), "[nan, inf, -inf, nan]");
}

// Numbers come in the order of the indices, not of the memory.
// Input: a strided [2, 3]; a window with an offset; 0 .. 2 repeated by stride 0
// Lesson: "Printing"
TEST(ToString, FollowsStrides) {
  EXPECT_TEXT(to_string(strided_copy(counting_tensor({2, 3})), 0), "[[0, 1, 2],\n [3, 4, 5]]")
      .unlike("the numbers were printed in the order of the storage", "[[0, 3, 1],\n [4, 2, 5]]"s);
  const Tensor x = counting_tensor({4, 6});
  EXPECT_TEXT(to_string(Tensor(x.storage(), {2, 2}, {6, 2}, 8), 0), "[[8, 10],\n [14, 16]]");
  EXPECT_TEXT(to_string(Tensor(x.storage(), {2, 3}, {0, 1}), 0), "[[0, 1, 2],\n [0, 1, 2]]");
}

// A tensor without elements prints the brackets that are there.
// Input: [0], [2, 0], [0, 2]
// Lesson: "Printing"
TEST(ToString, PrintsEmptyTensors) {
  EXPECT_TEXT(to_string(counting_tensor({0})), "[]");
  EXPECT_TEXT(to_string(counting_tensor({2, 0})), "[[],\n []]").because("two rows of nothing");
  EXPECT_TEXT(to_string(counting_tensor({0, 2})), "[]").because("no rows");
}

}  // namespace
