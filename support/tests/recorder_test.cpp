#include "gu/recorder.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gu {
namespace {

Tensor scalar(float value) {
  Tensor tensor(Storage::allocate(1), {}, {});
  *tensor.mutable_data() = value;
  return tensor;
}

Tensor wanting_gradient(float value) {
  Tensor tensor = scalar(value);
  tensor.set_requires_grad(true);
  return tensor;
}

struct StubVertex : Vertex {};

/// Writes down what it is told.
class StubRecorder : public Recorder {
 public:
  struct Call {
    Operation operation;
    Tensor result;
    BackwardFunction backward;
  };
  std::shared_ptr<Vertex> leaf(const Tensor& tensor) override {
    leaves.push_back(tensor);
    return std::make_shared<StubVertex>();
  }
  std::shared_ptr<Vertex> record(const Operation& operation, const Tensor& result) override {
    calls.push_back({operation, result, nullptr});
    return answer;
  }
  std::shared_ptr<Vertex> record(const Operation& operation, const Tensor& result, BackwardFunction backward) override {
    calls.push_back({operation, result, std::move(backward)});
    return answer;
  }

  std::shared_ptr<Vertex> answer = std::make_shared<StubVertex>();
  std::vector<Tensor> leaves;
  std::vector<Call> calls;
};

class Listening : public ::testing::Test {
 protected:
  void SetUp() override { before_ = set_recorder(&stub_); }
  void TearDown() override { EXPECT_EQ(set_recorder(before_), &stub_); }
  StubRecorder stub_;

 private:
  Recorder* before_ = nullptr;
};

TEST(NobodyListens, AResultIsReturnedAsItIs) {
  ASSERT_EQ(recorder(), nullptr);
  const Tensor result = scalar(3);
  const Tensor returned = recorded("add", {scalar(1), scalar(2)}, result);
  EXPECT_EQ(returned.storage(), result.storage());
  EXPECT_FALSE(returned.requires_grad());
}

TEST(NobodyListens, AnInputThatWantsAGradientPassesNothingOn) {
  const Tensor input = wanting_gradient(1);
  EXPECT_TRUE(input.requires_grad());
  EXPECT_FALSE(recorded("negate", {input}, scalar(-1)).requires_grad());
  EXPECT_FALSE(recorded_with("negate", {input}, scalar(-1), nullptr).requires_grad());
}

TEST(NobodyListens, TheVertexThatTheResultCarriedIsTakenOff) {
  const Tensor stale = wanting_gradient(1);
  EXPECT_FALSE(recorded("reshape", {scalar(1)}, stale).requires_grad());
  EXPECT_FALSE(recorded_with("reshape", {scalar(1)}, stale, nullptr).requires_grad());
  EXPECT_TRUE(stale.requires_grad());  // the caller's own handle is another one
}

TEST_F(Listening, OnlyOperationsOnInputsThatWantAGradientAreRecorded) {
  EXPECT_FALSE(recorded("add", {scalar(1), scalar(2)}, scalar(3)).requires_grad());
  EXPECT_FALSE(recorded_with("add", {scalar(1), scalar(2)}, scalar(3), nullptr).requires_grad());
  EXPECT_FALSE(recorded("zeros", {}, scalar(0)).requires_grad());
  EXPECT_TRUE(stub_.calls.empty());
  EXPECT_EQ(recorded("add", {scalar(1), wanting_gradient(2)}, scalar(3)).vertex(), stub_.answer);
  EXPECT_EQ(stub_.calls.size(), 1U);
}

TEST_F(Listening, TheRecorderHearsNameInputsAttributesAndResult) {
  const Tensor first = wanting_gradient(1);
  const Tensor second = scalar(2);
  const Tensor result = scalar(3);
  recorded("sum", {first, second}, result, {.integers = {1, -1}, .numbers = {0.5}});
  ASSERT_EQ(stub_.calls.size(), 1U);
  const auto& call = stub_.calls[0];
  EXPECT_EQ(call.operation.name, "sum");
  ASSERT_EQ(call.operation.inputs.size(), 2U);
  EXPECT_EQ(call.operation.inputs[0].storage(), first.storage());
  EXPECT_EQ(call.operation.inputs[0].vertex(), first.vertex());
  EXPECT_EQ(call.operation.inputs[1].storage(), second.storage());
  EXPECT_EQ(call.operation.attributes.integers, (std::vector<Index>{1, -1}));
  EXPECT_EQ(call.operation.attributes.numbers, (std::vector<double>{0.5}));
  EXPECT_EQ(call.result.storage(), result.storage());
}

TEST_F(Listening, AnyNumberOfInputsMayBeGiven) {
  const std::vector<Tensor> inputs{scalar(1), scalar(2), wanting_gradient(3)};
  EXPECT_TRUE(recorded("concatenate", std::span<const Tensor>(inputs), scalar(6)).requires_grad());
  ASSERT_EQ(stub_.calls.size(), 1U);
  EXPECT_EQ(stub_.calls[0].operation.inputs.size(), 3U);
}

TEST_F(Listening, AnOperationMayBringItsBackwardAlong) {
  const Tensor input = wanting_gradient(2);
  const Tensor result = recorded_with(
      "twice", {input}, scalar(4), [](const Tensor& gradient) { return std::vector<Tensor>{scalar(2 * gradient())}; });
  EXPECT_EQ(result.vertex(), stub_.answer);
  ASSERT_EQ(stub_.calls.size(), 1U);
  EXPECT_EQ(stub_.calls[0].operation.name, "twice");
  EXPECT_EQ(stub_.calls[0].operation.inputs.size(), 1U);
  ASSERT_TRUE(stub_.calls[0].backward);
  EXPECT_EQ(stub_.calls[0].backward(scalar(5)).at(0)(), 10.0F);
}

TEST_F(Listening, ARecorderMayDecline) {
  stub_.answer = nullptr;
  EXPECT_FALSE(recorded("argmax", {wanting_gradient(1)}, scalar(0)).requires_grad());
}

TEST_F(Listening, AStaleVertexNeverSurvives) {
  Tensor stale = scalar(1);
  stale.set_vertex(std::make_shared<StubVertex>());
  EXPECT_FALSE(recorded("reshape", {scalar(1)}, stale).requires_grad());
  EXPECT_EQ(recorded("reshape", {wanting_gradient(1)}, stale).vertex(), stub_.answer);
}

TEST_F(Listening, LeavesComeFromTheRecorderOnce) {
  Tensor tensor = scalar(1);
  const Tensor before = tensor;
  tensor.set_requires_grad(true);
  const auto vertex = tensor.vertex();
  EXPECT_NE(dynamic_cast<StubVertex*>(vertex.get()), nullptr);
  ASSERT_EQ(stub_.leaves.size(), 1U);
  EXPECT_EQ(stub_.leaves[0].storage(), tensor.storage());
  tensor.set_requires_grad(true);
  EXPECT_EQ(tensor.vertex(), vertex);
  EXPECT_EQ(stub_.leaves.size(), 1U);
  EXPECT_FALSE(before.requires_grad());  // a copy made before does not notice
  const Tensor after = tensor;
  EXPECT_EQ(after.vertex(), vertex);
  tensor.set_requires_grad(false);
  EXPECT_FALSE(tensor.requires_grad());
  EXPECT_TRUE(after.requires_grad());
}

TEST(SetRecorder, ReturnsTheOneBefore) {
  StubRecorder first;
  StubRecorder second;
  EXPECT_EQ(set_recorder(&first), nullptr);
  EXPECT_EQ(set_recorder(&second), &first);
  EXPECT_EQ(recorder(), &second);
  EXPECT_EQ(set_recorder(nullptr), &second);
}

}  // namespace
}  // namespace gu
