// Prints the worked example of lesson 05: the values of y = a / (a + b) as they are computed, then every gradient at
// the moment when backward reaches it.
#include <cstdio>

#include "gu/autograd.hpp"
#include "gu/tensor.hpp"

namespace {

using gu::Tensor;

//! [watch]
/// x itself, but its gradient is printed when backward comes by: an operation whose backward changes nothing.
Tensor watch(const char* name, const Tensor& x) {
  std::printf("value of     %-6s %8.4f\n", name, double{x()});
  return gu::recorded_with("watch", {x}, gu::detach(x), [name](const Tensor& g) {
    std::printf("gradient of  %-6s %8.4f\n", name, double{g()});
    return std::vector<Tensor>{g};
  });
}
//! [watch]

Tensor leaf(float value) {
  Tensor tensor = gu::scalar(value);
  tensor.set_requires_grad(true);
  return tensor;
}

}  // namespace

int main() {
  const Tensor a = leaf(1);
  const Tensor b = leaf(2);
  const Tensor s = watch("a + b", a + b);
  const Tensor y = watch("y", a / s);
  gu::backward(y);
  std::printf("gradient of  %-6s %8.4f\n", "a", double{gu::gradient(a)()});
  std::printf("gradient of  %-6s %8.4f\n", "b", double{gu::gradient(b)()});
}
