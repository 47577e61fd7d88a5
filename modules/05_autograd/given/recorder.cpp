#include "gu/autograd.hpp"

namespace gu {

namespace {

/// What the operations of all modules report to from the moment this library is loaded.
class GraphRecorder : public Recorder {
 public:
  GraphRecorder() : before_(set_recorder(this)) {}
  ~GraphRecorder() override {
    // Whoever put another recorder in force meanwhile keeps it.
    if (recorder() == this) set_recorder(before_);
  }
  GraphRecorder(const GraphRecorder&) = delete;
  GraphRecorder& operator=(const GraphRecorder&) = delete;

  std::shared_ptr<Vertex> leaf(const Tensor&) override { return std::make_shared<Node>(); }
  std::shared_ptr<Vertex> record(const Operation& operation, const Tensor& result) override {
    return make_node(operation, result, nullptr);
  }
  std::shared_ptr<Vertex> record(const Operation& operation, const Tensor& result, BackwardFunction backward) override {
    return make_node(operation, result, std::move(backward));
  }

 private:
  Recorder* before_;
};

// A suite whose module does not need 05 never loads this library, so nothing listens there.
const GraphRecorder installed;

}  // namespace

}  // namespace gu
