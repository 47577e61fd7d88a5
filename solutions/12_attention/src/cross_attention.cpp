#include "gu/attention.hpp"

namespace gu {

Tensor MultiHeadAttention::cross_attend(const Tensor& input, const Tensor& memory, const Tensor& mask) {
  const Index model_dim = output_.weight().size(0);
  const Tensor& weight = projection_.weight();
  const Tensor& bias = projection_.bias();
  Linear to_query(slice(weight, 0, 0, model_dim), slice(bias, 0, 0, model_dim));
  Linear to_key_and_value(slice(weight, 0, model_dim, 3 * model_dim), slice(bias, 0, model_dim, 3 * model_dim));
  const Tensor asked = to_key_and_value.forward(memory);
  return attend(to_query.forward(input), slice(asked, -1, 0, model_dim), slice(asked, -1, model_dim, 2 * model_dim),
                mask);
}

}  // namespace gu
