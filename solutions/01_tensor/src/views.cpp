#include "gu/tensor.hpp"

namespace gu {

namespace {

/// The axes before the last.
IndexList leading(const IndexList& list) {
  return {list.begin(), list.end() - 1};
}

/// Copies `source` into `target` of the same shape, whatever the strides of the two.
void copy_into(const Tensor& source, Tensor target) {
  const Shape& shape = source.shape();
  if (element_count(shape) == 0) return;
  if (shape.empty()) {
    *target.mutable_data() = *source.data();
    return;
  }
  float* out = target.mutable_data();
  const Index from_step = source.strides().back();
  const Index to_step = target.strides().back();
  IndexList row = IndexList::filled(shape.size() - 1, 0);
  do {
    const float* from = source.data() + offset_of(row, leading(source.strides()));
    float* to = out + offset_of(row, leading(target.strides()));
    for (Index j = 0; j < shape.back(); ++j) to[j * to_step] = from[j * from_step];
  } while (next_index(row, leading(shape)));
}

Shape resolve(const Tensor& x, Shape shape) {
  const Shape wanted = shape;
  Index known = 1;
  Index* unknown = nullptr;
  for (Index& size : shape) {
    require(size >= -1 && (size != -1 || unknown == nullptr), "reshape", "sizes of at least 0 and at most one -1",
            wanted);
    if (size == -1) {
      unknown = &size;
    } else {
      known *= size;
    }
  }
  const Index count = element_count(x.shape());
  if (unknown != nullptr && known > 0) *unknown = count / known;
  require((unknown == nullptr || known > 0) && element_count(shape) == count, "reshape", "as many elements as before",
          x.shape(), " to ", wanted);
  return shape;
}

/// A part of `x`: `size` entries of one axis from `start`.
Tensor window(const Tensor& x, std::size_t axis, Index start, Index size, Index step) {
  Shape shape = x.shape();
  Strides strides = x.strides();
  shape[axis] = size;
  strides[axis] *= step;
  return {x.storage(), shape, strides, x.offset() + (size == 0 ? 0 : start * x.strides()[axis])};
}

}  // namespace

Tensor clone(const Tensor& x) {
  Tensor result = zeros(x.shape());
  copy_into(x, result);
  return recorded("clone", {x}, result);
}

Tensor contiguous(const Tensor& x) {
  return is_contiguous(x) ? x : clone(x);
}

Tensor reshape(const Tensor& x, const Shape& shape) {
  const Shape resolved = resolve(x, shape);
  const Tensor packed = contiguous(x);
  return recorded("reshape", {x}, Tensor(packed.storage(), resolved, row_major_strides(resolved), packed.offset()));
}

Tensor permute(const Tensor& x, const Axes& order) {
  require(order.size() == x.shape().size(), "permute", "every axis once", "order ", order, " for shape ", x.shape());
  Axes axes;
  Shape shape;
  Strides strides;
  for (const Index entry : order) {
    const Index axis = normalize_axis(entry, x.rank());
    require(std::find(axes.begin(), axes.end(), axis) == axes.end(), "permute", "every axis once", "order ", order);
    axes.push_back(axis);
    shape.push_back(x.shape()[static_cast<std::size_t>(axis)]);
    strides.push_back(x.strides()[static_cast<std::size_t>(axis)]);
  }
  return recorded("permute", {x}, Tensor(x.storage(), shape, strides, x.offset()),
                  {.integers = {axes.begin(), axes.end()}});
}

Tensor transpose(const Tensor& x, Index first, Index second) {
  Axes order;
  for (Index axis = 0; axis < x.rank(); ++axis) order.push_back(axis);
  std::swap(order[static_cast<std::size_t>(normalize_axis(first, x.rank()))],
            order[static_cast<std::size_t>(normalize_axis(second, x.rank()))]);
  return permute(x, order);
}

Tensor slice(const Tensor& x, Index axis, Index start, Index stop, Index step) {
  const Index positive = normalize_axis(axis, x.rank());
  require(0 <= start && start <= stop && stop <= x.size(positive) && step >= 1, "slice",
          "0 <= start <= stop <= size and step >= 1", "start ", start, ", stop ", stop, ", step ", step, " on axis ",
          axis, " of shape ", x.shape());
  const Index size = (stop - start + step - 1) / step;
  return recorded("slice", {x}, window(x, static_cast<std::size_t>(positive), start, size, step),
                  {.integers = {positive, start, stop, step}});
}

Tensor expand(const Tensor& x, const Shape& shape) {
  require(x.shape().size() <= shape.size(), "expand", "at least as many axes as before", x.shape(), " to ", shape);
  const std::size_t added = shape.size() - x.shape().size();
  Strides strides = Strides::filled(shape.size(), 0);
  for (std::size_t axis = 0; axis < x.shape().size(); ++axis) {
    const Index before = x.shape()[axis];
    const Index after = shape[axis + added];
    require(before == after || before == 1, "expand", "sizes that stay or grow from 1", x.shape(), " to ", shape);
    if (before == after) strides[axis + added] = x.strides()[axis];
  }
  return recorded("expand", {x}, Tensor(x.storage(), shape, strides, x.offset()));
}

Tensor concat(const std::vector<Tensor>& tensors, Index axis) {
  require(!tensors.empty(), "concat", "at least one tensor", "none");
  const Tensor& first = tensors.front();
  const Index positive = normalize_axis(axis, first.rank());
  const auto at = static_cast<std::size_t>(positive);
  Shape shape = first.shape();
  shape[at] = 0;
  for (const Tensor& tensor : tensors) {
    Shape fitting = first.shape();
    require(tensor.rank() == first.rank(), "concat", "tensors of one rank", first.shape(), " and ", tensor.shape());
    fitting[at] = tensor.shape()[at];
    require(tensor.shape() == fitting, "concat", "sizes that agree on every other axis", first.shape(), " and ",
            tensor.shape(), " along axis ", axis);
    shape[at] += tensor.shape()[at];
  }
  Tensor result = zeros(shape);
  Index start = 0;
  for (const Tensor& tensor : tensors) {
    copy_into(tensor, window(result, at, start, tensor.shape()[at], 1));
    start += tensor.shape()[at];
  }
  return recorded("concat", tensors, result, {.integers = {positive}});
}

Tensor stack(const std::vector<Tensor>& tensors, Index axis) {
  require(!tensors.empty(), "stack", "at least one tensor", "none");
  const Index positive = normalize_axis(axis, tensors.front().rank() + 1);
  std::vector<Tensor> slabs;
  for (const Tensor& tensor : tensors) {
    require(tensor.shape() == tensors.front().shape(), "stack", "tensors of one shape", tensors.front().shape(),
            " and ", tensor.shape());
    Shape shape(tensor.shape().begin(), tensor.shape().begin() + positive);
    shape.push_back(1);
    for (Index rest = positive; rest < tensor.rank(); ++rest) shape.push_back(tensor.size(rest));
    slabs.push_back(reshape(tensor, shape));
  }
  return recorded("stack", tensors, concat(slabs, positive), {.integers = {positive}});
}

}  // namespace gu
