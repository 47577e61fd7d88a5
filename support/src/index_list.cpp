#include "gu/index_list.hpp"

#include <algorithm>
#include <stdexcept>

namespace gu {

template IndexList::IndexList(Index* first, Index* last);
template IndexList::IndexList(const Index* first, const Index* last);

IndexList::IndexList(std::initializer_list<Index> values) : IndexList(values.begin(), values.end()) {}

IndexList IndexList::filled(std::size_t count, Index value) {
  IndexList list;
  for (std::size_t i = 0; i < count; ++i) list.push_back(value);
  return list;
}

void IndexList::push_back(Index value) {
  if (size_ == max_rank) throw std::length_error("a tensor has at most 8 axes");
  values_[size_++] = value;
}

bool operator==(const IndexList& a, const IndexList& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

std::string to_text(const IndexList& list) {
  std::string text = "[";
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) text += ", ";
    text += std::to_string(list[i]);
  }
  return text + "]";
}

}  // namespace gu
