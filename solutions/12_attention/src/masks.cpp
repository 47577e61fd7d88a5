#include "gu/attention.hpp"

namespace gu {

namespace {
constexpr float hidden = -std::numeric_limits<float>::infinity();
}

Tensor causal_mask(Index queries, Index keys) {
  require(queries >= 0 && keys >= 0, "causal_mask", "sizes of at least 0", queries, " queries and ", keys, " keys");
  Tensor mask = zeros({queries, keys});
  auto entries = mask.write<2>();
  for (Index i = 0; i < queries; ++i) {
    for (Index j = 0; j < keys; ++j) {
      if (j > i + keys - queries) entries(i, j) = hidden;
    }
  }
  return mask;
}

Tensor padding_mask(const std::vector<Index>& lengths, Index keys) {
  const auto batch = static_cast<Index>(lengths.size());
  for (const Index length : lengths) {
    require(0 <= length && length <= keys, "padding_mask", "0 <= length <= keys", "length ", length, " and ", keys,
            " keys");
  }
  Tensor mask = zeros({batch, 1, 1, keys});
  auto entries = mask.write<4>();
  for (Index b = 0; b < batch; ++b) {
    for (Index j = lengths[static_cast<std::size_t>(b)]; j < keys; ++j) entries(b, 0, 0, j) = hidden;
  }
  return mask;
}

Tensor mask_from_boolean(const Tensor& allowed) {
  const Tensor packed = contiguous(allowed);
  Tensor mask = zeros(allowed.shape());
  // Not (1 - allowed) * -infinity: 0 times infinity is NaN.
  std::transform(packed.data(), packed.data() + element_count(allowed.shape()), mask.mutable_data(),
                 [](float value) { return value == 0 ? hidden : 0.0F; });
  return mask;
}

Tensor combine_masks(const Tensor& a, const Tensor& b) {
  const Shape shape = broadcast_shapes(a.shape(), b.shape());
  Tensor both = zeros(shape);
  if (element_count(shape) == 0) return recorded("add", {a, b}, both);
  const Tensor left = expand(a, shape);
  const Tensor right = expand(b, shape);
  float* out = both.mutable_data();
  IndexList index = IndexList::filled(shape.size(), 0);
  do {
    const float x = left.data()[offset_of(index, left.strides())];
    const float y = right.data()[offset_of(index, right.strides())];
    *out++ = x == hidden || y == hidden ? hidden : x + y;
  } while (next_index(index, shape));
  return recorded("add", {a, b}, both);
}

}  // namespace gu
