#include "gu/tensor.hpp"

namespace gu {

namespace {

/// Non-negative, ascending; all axes for an empty list.
Axes resolve_axes(const Tensor& x, const Axes& axes) {
  Axes resolved;
  for (const Index axis : axes) resolved.push_back(normalize_axis(axis, x.rank()));
  for (Index axis = 0; axes.empty() && axis < x.rank(); ++axis) resolved.push_back(axis);
  std::sort(resolved.begin(), resolved.end());
  require(std::adjacent_find(resolved.begin(), resolved.end()) == resolved.end(), "reduction", "each axis once",
          "axes ", axes, " for shape ", x.shape());
  return resolved;
}

/// The result's shape with every reduced axis kept at size 1.
Shape kept_shape(const Tensor& x, const Axes& axes) {
  Shape shape = x.shape();
  for (const Index axis : axes) shape[static_cast<std::size_t>(axis)] = 1;
  return shape;
}

Index reduced_count(const Tensor& x, const Axes& axes) {
  Index count = 1;
  for (const Index axis : axes) count *= x.size(axis);
  return count;
}

Tensor drop_axes(const Tensor& kept, const Axes& axes, bool keepdims) {
  if (keepdims) return kept;
  Shape shape;
  for (Index axis = 0; axis < kept.rank(); ++axis) {
    if (std::find(axes.begin(), axes.end(), axis) == axes.end()) shape.push_back(kept.size(axis));
  }
  return reshape(kept, shape);
}

Attributes attributes_of(const Axes& axes, bool keepdims) {
  Attributes attributes{.integers = {keepdims ? 1 : 0}};
  attributes.integers.insert(attributes.integers.end(), axes.begin(), axes.end());
  return attributes;
}

/// The axes before the last.
IndexList leading(const IndexList& list) {
  return {list.begin(), list.end() - 1};
}

/// Calls visit(cell, value) for every element of x, where `cell` numbers the element of the result that it goes into:
/// the walk over the result stands still, with stride 0, along the axes that are reduced.
template <class Visit>
void for_each_cell(const Tensor& x, const Axes& axes, Visit visit) {
  if (element_count(x.shape()) == 0) return;
  if (x.shape().empty()) return visit(std::size_t{0}, *x.data());
  const Shape kept = kept_shape(x, axes);
  Strides cell_strides = row_major_strides(kept);
  IndexList last_cell = kept;
  for (Index& index : last_cell) --index;
  require(offset_of(last_cell, cell_strides) + 1 == element_count(kept), "reduction",
          "row-major strides, which end at the last cell", "strides ", cell_strides, " for shape ", kept);
  for (const Index axis : axes) cell_strides[static_cast<std::size_t>(axis)] = 0;
  const Index cell_step = cell_strides.back();
  const Index value_step = x.strides().back();
  IndexList row = IndexList::filled(x.shape().size() - 1, 0);
  do {
    const Index cell = offset_of(row, leading(cell_strides));
    const float* values = x.data() + offset_of(row, leading(x.strides()));
    for (Index j = 0; j < x.size(-1); ++j)
      visit(static_cast<std::size_t>(cell + j * cell_step), values[j * value_step]);
  } while (next_index(row, leading(x.shape())));
}

/// The sum of each cell.
std::vector<double> sums(const Tensor& x, const Axes& axes) {
  std::vector<double> totals(static_cast<std::size_t>(element_count(kept_shape(x, axes))), 0.0);
  for_each_cell(x, axes, [&](std::size_t cell, float value) { totals[cell] += double{value}; });
  return totals;
}

Tensor from_doubles(const Shape& shape, const std::vector<double>& values) {
  Tensor result = zeros(shape);
  std::transform(values.begin(), values.end(), result.mutable_data(),
                 [](double value) { return static_cast<float>(value); });
  return result;
}

}  // namespace

Tensor sum(const Tensor& x, const Axes& axes, bool keepdims) {
  const Axes over = resolve_axes(x, axes);
  const Tensor kept = from_doubles(kept_shape(x, over), sums(x, over));
  return recorded("sum", {x}, drop_axes(kept, over, keepdims), attributes_of(over, keepdims));
}

Tensor mean(const Tensor& x, const Axes& axes, bool keepdims) {
  const Axes over = resolve_axes(x, axes);
  const auto count = static_cast<double>(reduced_count(x, over));
  require(count > 0, "mean", "at least one element to average", "axes ", over, " of shape ", x.shape());
  std::vector<double> means = sums(x, over);
  for (double& value : means) value /= count;
  return recorded("mean", {x}, drop_axes(from_doubles(kept_shape(x, over), means), over, keepdims),
                  attributes_of(over, keepdims));
}

Tensor max(const Tensor& x, const Axes& axes, bool keepdims) {
  const Axes over = resolve_axes(x, axes);
  require(reduced_count(x, over) > 0, "max", "at least one element to choose from", "axes ", over, " of shape ",
          x.shape());
  Tensor kept = full(kept_shape(x, over), -std::numeric_limits<float>::infinity());
  float* largest = kept.mutable_data();
  for_each_cell(x, over, [&](std::size_t cell, float value) {
    // Written so that a NaN, once met, stays: every comparison with it is false.
    if (!(value <= largest[cell]) && !std::isnan(largest[cell])) largest[cell] = value;
  });
  return recorded("max", {x}, drop_axes(kept, over, keepdims), attributes_of(over, keepdims));
}

Tensor variance(const Tensor& x, const Axes& axes, bool keepdims, Index correction) {
  const Axes over = resolve_axes(x, axes);
  const Index count = reduced_count(x, over);
  require(count > correction, "variance", "more elements than the correction", count, " elements, correction ",
          correction);
  std::vector<double> means = sums(x, over);
  for (double& value : means) value /= static_cast<double>(count);
  std::vector<double> squares(means.size(), 0.0);
  for_each_cell(x, over, [&](std::size_t cell, float value) {
    const double deviation = double{value} - means[cell];
    squares[cell] += deviation * deviation;
  });
  for (double& value : squares) value /= static_cast<double>(count - correction);
  Attributes attributes = attributes_of(over, keepdims);
  attributes.numbers = {static_cast<double>(correction)};
  return recorded("variance", {x}, drop_axes(from_doubles(kept_shape(x, over), squares), over, keepdims),
                  std::move(attributes));
}

std::vector<Index> argmax(const Tensor& x, Index axis) {
  const Index positive = normalize_axis(axis, x.rank());
  require(x.size(positive) > 0, "argmax", "at least one entry along the axis", "axis ", axis, " of shape ", x.shape());
  const Tensor largest = max(x, {positive}, true);
  std::vector<Index> winners(static_cast<std::size_t>(element_count(largest.shape())), -1);
  std::vector<Index> visited(winners.size(), 0);
  for_each_cell(x, {positive}, [&](std::size_t cell, float value) {
    const bool wins = value == largest.data()[cell] || (std::isnan(value) && std::isnan(largest.data()[cell]));
    if (wins && winners[cell] < 0) winners[cell] = visited[cell];
    ++visited[cell];
  });
  return winners;
}

}  // namespace gu
