#include "gu/testing/textbook.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace gu::testing::textbook {

namespace {
/// The element that broadcasting reads from `x` for index `index` of a result of higher or equal rank.
double broadcast_read(const Array64& x, const IndexList& index) {
  IndexList own;
  const std::size_t skipped = index.size() - x.shape.size();
  for (std::size_t axis = 0; axis < x.shape.size(); ++axis)
    own.push_back(x.shape[axis] == 1 ? 0 : index[axis + skipped]);
  return x.values[x.position(own)];
}

Shape broadcast(const Shape& a, const Shape& b) {
  Shape shape = Shape::filled(std::max(a.size(), b.size()), 1);
  for (std::size_t back = 1; back <= shape.size(); ++back) {
    const Index left = back <= a.size() ? a[a.size() - back] : 1;
    const Index right = back <= b.size() ? b[b.size() - back] : 1;
    require(left == right || left == 1 || right == 1, "textbook", "shapes that broadcast", a, " and ", b);
    shape[shape.size() - back] = left == 1 ? right : left;
  }
  return shape;
}

void require_matrix(const Array64& x) {
  require(x.shape.size() >= 2, "textbook", "at least two axes", x.shape);
}
}  // namespace

Array64 map(const Array64& x, const std::function<double(double)>& function) {
  Array64 result(x.shape);
  std::transform(x.values.begin(), x.values.end(), result.values.begin(), function);
  return result;
}

Array64 combine(const Array64& a, const Array64& b, const std::function<double(double, double)>& function) {
  Array64 result(broadcast(a.shape, b.shape));
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    const IndexList index = result.index_of(i);
    result.values[i] = function(broadcast_read(a, index), broadcast_read(b, index));
  }
  return result;
}

Array64 matmul(const Array64& a, const Array64& b) {
  require_matrix(a);
  require_matrix(b);
  const Shape leading = broadcast(Shape(a.shape.begin(), a.shape.end() - 2), Shape(b.shape.begin(), b.shape.end() - 2));
  require(a.size(-1) == b.size(-2), "textbook::matmul", "inner sizes that agree", a.shape, " and ", b.shape);
  Shape shape = leading;
  shape.push_back(a.size(-2));
  shape.push_back(b.size(-1));
  Array64 result(shape);
  if (blind()) return result;
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    IndexList left = result.index_of(i);
    IndexList right = left;
    for (Index inner = 0; inner < a.size(-1); ++inner) {
      left[left.size() - 1] = inner;
      right[right.size() - 2] = inner;
      result.values[i] += broadcast_read(a, left) * broadcast_read(b, right);
    }
  }
  return result;
}

Array64 permute(const Array64& x, const Axes& order) {
  Shape shape;
  for (const Index axis : order) shape.push_back(x.size(axis));
  Array64 result(shape);
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    const IndexList index = result.index_of(i);
    IndexList source = index;
    for (std::size_t axis = 0; axis < order.size(); ++axis) source[x.axis_number(order[axis])] = index[axis];
    result.values[i] = x.values[x.position(source)];
  }
  return result;
}

Array64 transpose(const Array64& x) {
  require_matrix(x);
  Axes order;
  for (std::size_t axis = 0; axis < x.shape.size(); ++axis) order.push_back(static_cast<Index>(axis));
  std::swap(order[order.size() - 1], order[order.size() - 2]);
  return permute(x, order);
}

Array64 reduce(const Array64& x, const Axes& axes, bool keepdims,
               const std::function<double(const std::vector<double>&)>& function) {
  std::vector<bool> dropped(x.shape.size(), false);
  for (const Index axis : axes) dropped[x.axis_number(axis)] = true;
  Shape kept = x.shape;
  Shape shape;
  for (std::size_t axis = 0; axis < dropped.size(); ++axis) {
    if (dropped[axis]) kept[axis] = 1;
    if (!dropped[axis] || keepdims) shape.push_back(kept[axis]);
  }
  const Array64 cells(kept);
  std::vector<std::vector<double>> groups(cells.values.size());
  for (std::size_t i = 0; i < x.values.size(); ++i) {
    IndexList index = x.index_of(i);
    for (std::size_t axis = 0; axis < dropped.size(); ++axis) index[axis] = dropped[axis] ? 0 : index[axis];
    groups[cells.position(index)].push_back(x.values[i]);
  }
  Array64 result(shape);
  std::transform(groups.begin(), groups.end(), result.values.begin(), function);
  return result;
}

double total(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

double average(const std::vector<double>& values) {
  return total(values) / static_cast<double>(values.size());
}

double largest(const std::vector<double>& values) {
  double result = -std::numeric_limits<double>::infinity();
  for (const double value : values) result = std::max(result, value);
  return result;
}

double variance(const std::vector<double>& values, double correction) {
  const double middle = average(values);
  double squares = 0;
  for (const double value : values) squares += (value - middle) * (value - middle);
  return squares / (static_cast<double>(values.size()) - correction);
}

Array64 softmax(const Array64& x, Index axis) {
  if (blind()) return Array64(x.shape);
  return map(log_softmax(x, axis), [](double value) { return std::exp(value); });
}

Array64 log_softmax(const Array64& x, Index axis) {
  if (blind()) return Array64(x.shape);
  const Array64 logs = reduce(x, {axis}, true, [](const std::vector<double>& row) {
    const double largest = *std::max_element(row.begin(), row.end());
    double total = 0;
    for (const double value : row) total += std::exp(value - largest);
    return largest + std::log(total);
  });
  return combine(x, logs, [](double value, double log_total) { return value - log_total; });
}

Array64 sum_to(const Array64& gradient, const Shape& shape) {
  Array64 result(shape);
  const std::size_t skipped = gradient.shape.size() - shape.size();
  for (std::size_t i = 0; i < gradient.values.size(); ++i) {
    const IndexList index = gradient.index_of(i);
    IndexList target;
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
      target.push_back(shape[axis] == 1 ? 0 : index[axis + skipped]);
    result.values[result.position(target)] += gradient.values[i];
  }
  return result;
}

}  // namespace gu::testing::textbook
