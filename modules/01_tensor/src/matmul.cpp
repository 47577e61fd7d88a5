#include "gu/tensor.hpp"

namespace gu {

Tensor matmul(const Tensor& a, const Tensor& b) {
  require(a.rank() >= 2 && b.rank() >= 2, "matmul", "at least two axes each", a.shape(), " and ", b.shape());
  require(a.size(-1) == b.size(-2), "matmul", "inner sizes that agree", a.shape(), " and ", b.shape());
  for (Index back = 3; back <= std::min(a.rank(), b.rank()); ++back) {
    require(a.size(-back) == b.size(-back) || a.size(-back) == 1 || b.size(-back) == 1, "matmul",
            "leading axes that broadcast", a.shape(), " and ", b.shape());
  }
  // 1. broadcast_shapes() of the leading axes; the result adds rows of a and columns of b
  // 2. contiguous() both, so that a matrix is rows one after the other; then expand() the leading axes: a matrix that
  //    is used again is not copied
  // 3. for each index of the leading axes: three nested loops. Which order of i, j and k walks along rows, not down
  //    columns? (the lesson, "Loop order")
  // 4. recorded as "matmul" with {a, b}
  todo("01.7", "about 30 lines");
}

}  // namespace gu
