#include "gu/linear.hpp"
#include "gu/tensor.hpp"

namespace gu {

Dropout::Dropout(float probability, Generator generator) : probability_(probability), generator_(generator) {
  require(probability >= 0 && probability < 1, "Dropout", "0 <= probability < 1", probability);
}

Tensor Dropout::forward(const Tensor& input) {
  // 1. when is the answer the input itself?
  // 2. a mask of the input's shape: one draw of generator_ for each element, row by row; 0 where the draw is below the
  //    probability, else the factor that keeps the expected value
  // 3. input times mask, by module 01, so that it is recorded
  todo("03.4", "about 7 lines");
}

}  // namespace gu
