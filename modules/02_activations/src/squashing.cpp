#include "gu/activations.hpp"

namespace gu {

Tensor sigmoid(const Tensor& x) {
  // 1. of the ways to write it choose one whose exponential may overflow without harm: what is 1 / inf, what inf / inf?
  // 2. the left tail must keep its digits: no subtraction from 1
  // 3. recorded as "sigmoid"
  todo("02.2", "sigmoid(): 2 lines");
}

Tensor tanh(const Tensor& x) {
  // 1. e^2x overflows from x = 45 on, and near 0 the difference e^x - e^-x loses digits. Who has solved both already?
  // 2. recorded as "tanh"
  todo("02.2", "tanh(): 1 line");
}

}  // namespace gu
