/// @file
/// The memory behind tensors.
#pragma once

#include <cstdint>
#include <memory>

#include "gu/index_list.hpp"
#include "gu/memory.hpp"

namespace gu {

/// One counted block of float32, shared by every tensor that views it.
class Storage {
 public:
  /// `count` zeros. @throws std::bad_alloc, std::invalid_argument  count < 0
  static std::shared_ptr<Storage> allocate(Index count) { return std::shared_ptr<Storage>(new Storage(count)); }
  ~Storage() { detail::free_floats(data_, count_); }
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;

  float* data() { return data_; }
  const float* data() const { return data_; }
  Index count() const { return count_; }

  /// Grows each time somebody asks for write access; module 05 finds values that changed under the graph by it.
  std::uint64_t version() const { return version_; }
  void mark_written() { ++version_; }

 private:
  explicit Storage(Index count) : data_(detail::allocate_floats(count)), count_(count) {}

  float* data_;
  Index count_;
  std::uint64_t version_ = 0;
};

}  // namespace gu
