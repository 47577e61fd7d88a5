#include "gu/autograd.hpp"

namespace gu {

std::shared_ptr<Node> make_node(const Operation& operation, const Tensor& result, BackwardFunction backward) {
  // 1. null while nothing is being recorded: recording()
  // 2. a std::make_shared<Node>() with name, inputs, attributes and backward
  // 3. its output. The result is about to own this node: what would happen if the node owned the result as well?
  // 4. the version of every input's storage, in order, and behind them the version of the result's
  todo("05.1", "make_node(): about 10 lines");
}

Tensor detach(const Tensor& x) {
  // A copy of a handle shares the numbers and the vertex. Which of the two should this one not share?
  todo("05.1", "detach(): 3 lines");
}

NoGrad::NoGrad() {
  // The destructor sets the recording to before_. What must that be, so that the end of an inner scope does not switch
  // the recording on inside an outer one?
  todo("05.1", "NoGrad(): 2 lines");
}

void require_usable(const Node& node) {
  // 1. nothing can be wrong with a leaf: it saved nothing
  // 2. a freed node: say that an earlier backward() freed this graph
  // 3. each input, and the result: compare the storage's version with the saved one; say which was written to "in
  //    place"
  // Every message names the operation.
  todo("05.1", "require_usable(): about 12 lines");
}

}  // namespace gu
