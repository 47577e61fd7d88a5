/// @file
/// What operations hand to the computation graph, seen without module 05.
#pragma once

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "gu/recorder.hpp"

namespace gu::testing {

/// As long as it lives it is the recorder in force: it writes down every operation with an input that wants a gradient,
/// and which tensor was computed from which.
class Recording : public Recorder {
 public:
  Recording() : before_(set_recorder(this)) {}
  ~Recording() override { set_recorder(before_); }
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  /// "cross_entropy of [2, 3] integers -1 0 2 numbers 0.1": name, shapes of the inputs, attributes if there are any.
  const std::vector<std::string>& operations() const { return operations_; }
  /// The last of them, or "nothing".
  std::string last() const { return operations_.empty() ? "nothing" : operations_.back(); }
  /// last(), with a complaint behind it where `result`, made by the last operation, is not tied to `source`.
  std::string last(const Tensor& result, const Tensor& source) const {
    return last() + (reaches(result, source) ? "" : ", but the result is not tied to x");
  }
  /// Was `result` computed from `source`, by way of recorded operations alone? Otherwise no gradient would arrive.
  bool reaches(const Tensor& result, const Tensor& source) const {
    return result.vertex() != nullptr && source.vertex() != nullptr && path(result.vertex().get(), source.vertex());
  }

  std::shared_ptr<Vertex> leaf(const Tensor&) override { return std::make_shared<Vertex>(); }
  std::shared_ptr<Vertex> record(const Operation& operation, const Tensor&) override {
    operations_.push_back(text_of(operation));
    auto vertex = std::make_shared<Vertex>();
    auto& sources = sources_[vertex.get()];
    for (const Tensor& input : operation.inputs) sources.push_back(input.vertex());
    made_.push_back(vertex);
    return vertex;
  }
  std::shared_ptr<Vertex> record(const Operation& operation, const Tensor& result, BackwardFunction) override {
    return record(operation, result);
  }

 private:
  bool path(const Vertex* from, const std::shared_ptr<Vertex>& to) const {
    if (from == to.get()) return true;
    const auto found = sources_.find(from);
    return found != sources_.end() && std::any_of(found->second.begin(), found->second.end(), [&](const auto& source) {
             return source != nullptr && path(source.get(), to);
           });
  }

  static std::string text_of(const Operation& operation) {
    std::ostringstream out;
    out << operation.name << " of";
    for (const Tensor& input : operation.inputs) out << ' ' << to_text(input.shape());
    if (!operation.attributes.integers.empty()) out << " integers";
    for (const Index integer : operation.attributes.integers) out << ' ' << integer;
    if (!operation.attributes.numbers.empty()) out << " numbers";
    for (const double number : operation.attributes.numbers) out << ' ' << number;
    return out.str();
  }

  Recorder* before_;
  std::vector<std::string> operations_;
  std::vector<std::shared_ptr<Vertex>> made_;  // kept, so that no address is used twice
  std::unordered_map<const Vertex*, std::vector<std::shared_ptr<Vertex>>> sources_;
};

}  // namespace gu::testing
