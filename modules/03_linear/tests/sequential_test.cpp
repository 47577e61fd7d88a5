#include "fixed_layer.hpp"
#include "gu/activations.hpp"
#include "gu/linear.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

using Layers = std::vector<std::shared_ptr<Layer>>;

/// A layer that computes in the test kit.
std::shared_ptr<Layer> elementwise(const std::function<double(double)>& function) {
  return std::make_shared<FunctionLayer>([function](const Tensor& x) { return to_tensor(textbook::map(x, function)); });
}

std::shared_ptr<Layer> with_parameters(const std::vector<std::string>& names) {
  std::vector<Parameter> list;
  list.reserve(names.size());
  for (const std::string& name : names) list.push_back({name, counting_tensor({2})});
  return std::make_shared<FixedLayer>(list);
}

// The first layer sees the input, each later one the output of the one before.
// Input: x = [1, 2] through "times 2", "plus 3", "times 5"; and through no layer
// Lesson: "Sequential"
TEST(Sequential, RunsFromTheFirstLayerToTheLast) {
  const auto twice = elementwise([](double x) { return 2 * x; });
  const auto plus_three = elementwise([](double x) { return x + 3; });
  const auto times_five = elementwise([](double x) { return 5 * x; });
  const Tensor input = make_tensor({2}, {1, 2});
  EXPECT_TENSOR_EQ(Sequential({twice, plus_three, times_five}).forward(input), Array64({2}, {25, 35}))
      .because("(2 x + 3) * 5")
      .unlike("the layers ran in reverse order", Array64({2}, {16, 26}))
      .unlike("every layer was given the first input", Array64({2}, {5, 10}))
      .unlike("the last layer was left out", Array64({2}, {5, 7}))
      .unlike("the first layer was left out", Array64({2}, {20, 25}))
      .unlike("only the first layer ran", Array64({2}, {2, 4}))
      .given("input", input);
  EXPECT_TENSOR_EQ(Sequential({twice}).forward(input), Array64({2}, {2, 4})).given("input", input);
  EXPECT_TENSOR_EQ(Sequential(Layers{}).forward(input), input).because("no step changes nothing").given("input", input);
}

// Names are paths: the number of the layer, a dot, the layer's own name. Layers without parameters keep their number.
// Input: layers with weight and bias, with nothing, with weight; then that inside another
// Lesson: "Sequential"
TEST(Sequential, NamesParametersByTheLayersNumber) {
  const auto inner = std::make_shared<Sequential>(
      Layers{with_parameters({"weight", "bias"}), with_parameters({}), with_parameters({"weight"})});
  EXPECT_TEXT(names_of(inner->parameters()), "0.weight 0.bias 2.weight")
      .unlike("the layer's number was left out of the names", Value(std::string("weight bias weight")))
      .unlike("layers were counted from 1", Value(std::string("1.weight 1.bias 3.weight")))
      .unlike("only layers with parameters were counted", Value(std::string("0.weight 0.bias 1.weight")))
      .unlike("the parameters were listed from the last layer to the first",
              Value(std::string("2.weight 0.weight 0.bias")))
      .unlike("only the last layer's parameters were listed", Value(std::string("2.weight")));
  const Sequential outer({with_parameters({"scale"}), inner});
  EXPECT_TEXT(names_of(outer.parameters()), "0.scale 1.0.weight 1.0.bias 1.2.weight");
  EXPECT_COUNT(Sequential(Layers{}).parameters().size(), 0);
}

// The parameters are the layers' own numbers, not copies.
// Input: one layer with a weight of [0, 1], inside a Sequential inside a Sequential
// Lesson: "Parameters"
TEST(Sequential, HandsOutTheLayersOwnParameters) {
  const auto layer = with_parameters({"weight"});
  const Sequential outer({std::make_shared<Sequential>(Layers{layer})});
  const std::vector<Parameter> parameters = outer.parameters();
  EXPECT_COUNT(parameters.size(), 1);
  EXPECT_TRUTH(!parameters.empty() && shares_numbers(parameters[0].value, layer->parameters()[0].value), true)
      .because("what an optimiser changes here must change there")
      .unlike("the parameters were copied", truth_value(false));
}

// train() and train(false) reach every layer, however deep, and the Sequential itself.
// Input: two layers, one of them inside a second Sequential, switched to evaluation and back
// Lesson: "Sequential"
TEST(Sequential, SwitchesEveryLayer) {
  const auto shallow = with_parameters({});
  const auto deep = with_parameters({});
  const auto inner = std::make_shared<Sequential>(Layers{deep});
  Sequential outer({shallow, inner});
  const auto flags = [&] {
    return std::vector<Index>{outer.training(), shallow->training(), inner->training(), deep->training()};
  };
  EXPECT_INDICES(flags(), {1, 1, 1, 1}).because("every layer starts in training");
  outer.train(false);
  EXPECT_INDICES(flags(), {0, 0, 0, 0})
      .unlike("the switch to evaluation was not passed on to the layers",
              integers_value(std::vector<Index>{0, 1, 1, 1}))
      .unlike("the Sequential did not switch itself", integers_value(std::vector<Index>{1, 0, 1, 0}))
      .unlike("only the first layer was switched", integers_value(std::vector<Index>{0, 0, 1, 1}));
  outer.train(true);
  EXPECT_INDICES(flags(), {1, 1, 1, 1})
      .unlike("train(true) switched the layers off", integers_value(std::vector<Index>{1, 0, 0, 0}));
}

// A perceptron 784-100-10 with dropout: its parameters and bytes are those of the lesson, and evaluation repeats.
// Input: two rows of 784 random numbers, evaluated twice
// Lesson: "What it costs"
TEST(Sequential, BuildsAPerceptron) {
  Generator generator = test_generator(1);
  const MemoryScope scope;
  Sequential model({std::make_shared<Linear>(784, 100, generator), std::make_shared<FunctionLayer>(relu),
                    std::make_shared<Dropout>(0.5F, test_generator(2)), std::make_shared<Linear>(100, 10, generator)});
  EXPECT_TEXT(names_of(model.parameters()), "0.weight 0.bias 3.weight 3.bias");
  EXPECT_COUNT(parameter_count(model), 79510).because("784 * 100 + 100 + 100 * 10 + 10");
  EXPECT_COUNT(parameter_bytes(model), 318040);
  EXPECT_COUNT(scope.live_bytes(), 318040).because("the model is its parameters and nothing else");

  const Tensor images = random_tensor({2, 784}, generator);
  model.train(false);
  const Tensor first = model.forward(images);
  EXPECT_SHAPE(first.shape(), {2, 10});
  EXPECT_TENSORS_AGREE(model.forward(images), first, exactly())
      .because("in evaluation no layer draws anything: did the switch reach the dropout?");
}

// A layer that is not there is refused when the model is built, and named.
// Input: a layer and a null pointer; the layer alone
// Lesson: "Sequential"
TEST(Sequential, RefusesAMissingLayer) {
  const auto layer = elementwise([](double x) { return x + 1; });
  EXPECT_TENSOR_EQ(Sequential({layer}).forward(make_tensor({1}, {1})), Array64({1}, {2}));
  EXPECT_THROWS(Sequential({layer, nullptr}), std::invalid_argument, "1");
}

}  // namespace
