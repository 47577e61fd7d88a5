/// @file
/// Contract of module 05: the computation graph, and gradients by walking it backwards (reverse mode).
///
/// Every operation of modules 01 to 04 ends with recorded(), every later one with recorded_with(). While nothing
/// listens they do nothing. When this module's library is loaded its recorder is in force, and an operation of which
/// some input requires a gradient leaves a Node behind. backward() walks the nodes from the loss to the leaves.
///
/// A graph belongs to the thread that built it. Gradients of gradients are not supported: backward runs under NoGrad.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "gu/linear.hpp"
#include "gu/recorder.hpp"
#include "gu/tensor_type.hpp"

namespace gu {

/// One call of an operation, kept for backward; or a leaf, where gradients gather. Every handle to one tensor shares
/// its node (Tensor::vertex).
///
/// Edges point from results to inputs, so a graph lives as long as somebody holds its result, and no longer: no node
/// holds a handle that leads back to itself.
struct Node : Vertex {
  /// Frees a chain of any length without recursion. Given.
  ~Node() override;

  std::string_view operation;           ///< the operation's name; empty for a leaf
  std::vector<Tensor> inputs;           ///< every tensor argument in order, those without gradient too
  Attributes attributes;                ///< as the operation's contract documents them
  Tensor output;                        ///< the result, detached: its vertex is null
  std::vector<std::uint64_t> versions;  ///< Storage::version() of each input, then of the output, when recorded
  BackwardFunction backward;            ///< of an operation that brought its own; else empty, see register_backward()
  Tensor gradient;                      ///< of a leaf: the sum so far; of any other node: only while backward() runs
  bool freed = false;                   ///< a backward() went through here and let go of inputs and output

  bool is_leaf() const { return operation.empty(); }
  /// Does anybody want the gradient of this input? A rule may answer with an undefined tensor where not.
  bool wants(std::size_t input) const { return inputs[input].requires_grad(); }
};

// 05.1 graph

/// The node of one call, with everything in it that backward needs: the operation's name, inputs, attributes, the
/// result as a detached handle, the versions of all their storages, and the backward that the operation brought along
/// (may be empty).
///
/// @return  null while a NoGrad lives
/// @note    copies handles, no numbers: O(number of inputs)
std::shared_ptr<Node> make_node(const Operation& operation, const Tensor& result, BackwardFunction backward);

/// The same numbers in the same storage, outside of the graph: no gradient flows through the result, and writing to
/// it writes to x.
Tensor detach(const Tensor& x);

/// While one lives, this thread records nothing: results require no gradient. Scopes nest; the end of an inner one does
/// not end the outer. It is for evaluation. A step of training writes into its parameters, which nobody records anyway;
/// `weights = weights - slope * rate` would make another tensor, no leaf and not the one that the layer holds.
///
/// @code
/// { const NoGrad scope; held_out = mse_loss(model.forward(inputs), targets)(); }
/// @endcode
class NoGrad {
 public:
  NoGrad();
  ~NoGrad();  ///< as it was before. Given.
  NoGrad(const NoGrad&) = delete;
  NoGrad& operator=(const NoGrad&) = delete;

 private:
  bool before_ = false;
};

/// Is this thread recording? Given.
bool recording();
/// Given; NoGrad calls it.
void set_recording(bool on);

/// Refuses a node whose backward would be wrong.
///
/// @throws std::logic_error  naming the operation: an earlier backward() has freed the node; or an input or the result
///                           was written to since it was recorded ("in place"). Nobody recorded that write, so its
///                           gradient would be silently missing.
void require_usable(const Node& node);

// 05.2 backward

/// The nodes that `output` was computed from, each once, every node before the nodes of its inputs: the order in which
/// backward visits them. Empty when `output` requires no gradient. A leaf has no inputs and is listed too.
///
/// @note  O(nodes + edges), without recursion: a graph may be as deep as memory allows
/// @see   Cormen, Leiserson, Rivest, Stein, "Introduction to Algorithms", 3rd edition, section 22.4
std::vector<std::shared_ptr<Node>> topological_order(const Tensor& output);

/// d loss / d leaf for every leaf that `loss` was computed from, added to what gradient(leaf) holds already.
///
/// Afterwards the graph is freed: every node lets go of its inputs, its result and its backward.
///
/// @param loss  exactly one element, of any rank
/// @throws std::invalid_argument  undefined; more or fewer elements than one, naming the shape; or nothing it depends on
///                                requires a gradient
/// @throws std::logic_error       see require_usable(); or an operation has no backward rule, naming it. These are
///                                found before any gradient is touched.
/// @note   each node's backward runs once, however many paths lead to it; under NoGrad. An exception out of one passes
///         through: leaves may then hold a part of their gradients, and the nodes that were done are freed
void backward(const Tensor& loss);
/// The same from any output, for d sum(output_gradient * output) / d leaf.
/// @param output_gradient  the shape of `output`; it is not changed
/// @throws std::invalid_argument  one of them undefined; shapes that differ, naming both; or nothing that `output`
///                                depends on requires a gradient
/// @throws std::logic_error       as above
void backward(const Tensor& output, const Tensor& output_gradient);

/// What the backward() calls so far have added up for a leaf: same shape, row-major, storage of its own, so that it may
/// be scaled in place. Undefined when there was none, and for a tensor that is no leaf. Given.
Tensor gradient(const Tensor& leaf);

/// Forgets the gradient of a leaf: gradient(leaf) is undefined and its memory given back. A tensor that is no leaf has
/// none to forget.
void zero_gradient(const Tensor& leaf);
/// The same for every parameter, before the next step: `zero_gradients(model.parameters())`. Given.
void zero_gradients(std::span<const Parameter> parameters);

// 05.3 to 05.8: the rules of the operations, gu/gradient_rules.hpp

/// Sums a gradient over every axis that broadcasting had stretched, so that it has the shape of the operand.
///
/// @param gradient  the broadcast shape
/// @param shape     the operand's shape, which broadcasts to it
/// @throws std::invalid_argument  `shape` does not broadcast to the gradient's shape, naming both
Tensor sum_to_shape(const Tensor& gradient, const Shape& shape);

/// The gradient of each input of a node, given that of its result. Undefined for an input that wants none.
/// Must not change `output_gradient`; may return it.
using BackwardRule = std::function<std::vector<Tensor>(const Node& node, const Tensor& output_gradient)>;

/// Says how the operation of that name is differentiated; replaces an earlier rule. Given.
void register_backward(std::string_view operation, BackwardRule rule);

/// Runs the backward of a node: its own, or the rule registered for its operation. Given.
///
/// @return  as many as inputs; each undefined or of the shape of its input
/// @throws std::logic_error       no rule of that name
/// @throws std::invalid_argument  the rule answered with another number of gradients, or a wrong shape; the message
///                                names the operation and both shapes
std::vector<Tensor> input_gradients(const Node& node, const Tensor& output_gradient);
/// Would input_gradients() find a rule? Given.
bool has_backward(const Node& node);

/// The node of a tensor, or null when it requires no gradient. Given.
/// @throws std::logic_error  its vertex was made before module 05 was there
std::shared_ptr<Node> node_of(const Tensor& tensor);

}  // namespace gu
