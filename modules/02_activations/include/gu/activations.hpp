/// @file
/// Contract of module 02: the functions between the layers, and softmax, which turns scores into probabilities.
///
/// Everywhere: the result is a new row-major tensor in the shape of x; x is left as it is and may have any strides; an
/// empty tensor gives an empty one; NaN in gives NaN out; a wrong argument throws std::invalid_argument naming it.
/// O(elements) time. Besides the result no tensor storage is
/// needed when x is contiguous; otherwise at most one copy of x. Each function is *recorded*: it ends with
/// gu::recorded(its own name, {x}, result, attributes), which module 05 listens to.
#pragma once

#include <algorithm>

#include "gu/tensor.hpp"

namespace gu {

/// function(value) for every element, in a new row-major tensor. Given, because that loop was module 01's lesson.
///
/// @param function  float -> float, called once for each element
/// @note  records nothing: whoever calls it does
template <class Function>
Tensor map_elements(const Tensor& x, Function function) {
  const Tensor packed = contiguous(x);
  Tensor result = zeros(x.shape());
  std::transform(packed.data(), packed.data() + element_count(x.shape()), result.mutable_data(), function);
  return result;
}

/// The three numbers {before, n, after} of a shape seen from one axis: how many indices lie before it, its size, how
/// many lie behind it. A tensor reshaped to them has every row of that axis at (b, 0, a), (b, 1, a), ..., (b, n - 1,
/// a). Given. [2, 5, 3, 4] around axis 1 -> [2, 5, 12]; around axis 3 -> [30, 4, 1]
///
/// @param axis  0 <= axis < rank
inline Shape fold_around(const Shape& shape, Index axis) {
  return {element_count(Shape(shape.begin(), shape.begin() + axis)), shape[static_cast<std::size_t>(axis)],
          element_count(Shape(shape.begin() + axis + 1, shape.end()))};
}

// 02.1 rectifiers

/// max(x, 0), but NaN where x is NaN. Recorded.
/// @see    Glorot, Bordes, Bengio 2011, "Deep Sparse Rectifier Neural Networks", section 3
Tensor relu(const Tensor& x);
/// x where x >= 0, slope * x below. Recorded with numbers = {slope}.
/// @param slope  what is left of the gradient on the negative side; 0 makes it relu, save at -inf
/// @throws std::invalid_argument  slope is NaN or infinite
/// @see    Maas, Hannun, Ng 2013, "Rectifier Nonlinearities Improve Neural Network Acoustic Models"
Tensor leaky_relu(const Tensor& x, float slope = 0.01F);

// 02.2 squashing

/// 1 / (1 + e^-x), in [0, 1]: 0 at -inf, 1 at +inf. The small values of the left tail are right to six digits, not
/// only to six places: sigmoid(-40) is 4.2484e-18 and not 0. Recorded.
/// @see    Goodfellow, Bengio, Courville 2016, "Deep Learning", sections 3.10 and 6.3.2
Tensor sigmoid(const Tensor& x);
/// (e^x - e^-x) / (e^x + e^-x), in [-1, 1]: -1 at -inf, 1 at +inf. Right to six digits near 0 too, where it is about x.
/// Recorded.
Tensor tanh(const Tensor& x);

// 02.3 gelu

/// x * Phi(x), Phi being the standard normal distribution function: x * (1 + erf(x / sqrt(2))) / 2. Any finite x; not
/// promised at -inf, where the formula is -inf * 0. Error below 1e-6 * max(1, |result|). Recorded.
/// @see    Hendrycks, Gimpel 2016, "Gaussian Error Linear Units (GELUs)", section 2
Tensor gelu(const Tensor& x);
/// The approximation x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))) / 2 that GPT-2 was trained with; up to 4.8e-4
/// from gelu(x). Any finite x, the same error. Recorded.
/// @see    Hendrycks, Gimpel 2016, section 2
Tensor gelu_tanh(const Tensor& x);

// 02.4 gates

/// x * sigmoid(x), also called swish. Any finite x; not promised at -inf. Recorded.
/// @see    Elfwing, Uchibe, Doya 2018, "Sigmoid-Weighted Linear Units for Neural Network Function Approximation in
///         Reinforcement Learning"
Tensor silu(const Tensor& x);
/// log(1 + e^x), a relu without the corner: 0 at -inf, +inf at +inf. Right to six digits in the left tail, where it is
/// about e^x. Recorded.
/// @see    Goodfellow, Bengio, Courville 2016, section 3.10
Tensor softplus(const Tensor& x);

// 02.5 softmax

/// e^(x_i / temperature) / sum over j of e^(x_j / temperature), for every row along one axis. A row is what one gets by
/// holding all other indices still; each sums to 1. Adding a constant to a row changes nothing.
///
/// -inf hides an entry: it gets exactly 0. A row whose every entry is -inf (also one of length 1) gives all zeros, the
/// one row that does not sum to 1; attention (module 12) relies on it where a query may look nowhere. A row with a NaN
/// or a +inf in it is NaN throughout.
///
/// @param x            [..., n, ...]  rank >= 1; any finite value or -inf, no overflow up to the largest float
/// @param axis         the axis of size n; negative counts from the last
/// @param temperature  > 0; below 1 sharpens towards the largest entry, above 1 flattens towards 1/n
/// @return             [..., n, ...]  in [0, 1]
/// @throws std::invalid_argument  no such axis (a tensor of rank 0 has none); temperature <= 0, NaN or infinite
/// @note   recorded with integers = {axis, non-negative}, numbers = {temperature}; every element is read and written a
///         fixed number of times, whatever n is, through read<3>() and write<3>(), which count them
/// @see    Goodfellow, Bengio, Courville 2016, sections 4.1 and 6.2.2.3; temperature: Hinton, Vinyals, Dean 2015,
///         "Distilling the Knowledge in a Neural Network", eq. (1)
Tensor softmax(const Tensor& x, Index axis = -1, float temperature = 1);

// 02.6 log_softmax

/// The logarithm of softmax(x, axis), without going through it: x_i - log(sum over j of e^x_j). Finite wherever x is
/// and the spread of the row is a float, however improbable the entry; the digits of a large common offset are lost
/// once, not twice: [1e4, 1e4] gives -log 2 to six digits.
///
/// -inf stays -inf; a row whose every entry is -inf stays so throughout, the logarithm of softmax's zeros. A row with a
/// NaN or a +inf in it is NaN throughout, its -inf entries included.
///
/// @param x     [..., n, ...]  rank >= 1; any finite value or -inf
/// @param axis  the axis of size n; negative counts from the last
/// @return      [..., n, ...]  at most 0
/// @throws std::invalid_argument  no such axis (a tensor of rank 0 has none)
/// @note   recorded with integers = {axis, non-negative}; elements are read and written as in softmax
/// @see    Blanchard, Higham, Higham 2021, "Accurately Computing the Log-Sum-Exp and Softmax Functions", IMA Journal of
///         Numerical Analysis 41
Tensor log_softmax(const Tensor& x, Index axis = -1);

}  // namespace gu
