#include "fixed_layer.hpp"
#include "gu/linear.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

using Layers = std::vector<std::shared_ptr<Layer>>;

struct Step {
  double factor;
  double shift;
};

std::shared_ptr<Layer> layer_of(const Step& step) {
  return std::make_shared<FunctionLayer>([step](const Tensor& x) {
    return to_tensor(textbook::map(x, [step](double value) { return step.factor * value + step.shift; }));
  });
}

Array64 after(const std::vector<Step>& steps, const Array64& x) {
  Array64 result = x;
  for (const Step& step : steps)
    result = textbook::map(result, [step](double value) { return step.factor * value + step.shift; });
  return result;
}

// Random chains, split into nested ones at a random place, give what their steps give one after the other, each time.
// Input: 1 to 9 random steps factor * x + shift on random [2, 1, 3, 2]; one of the layers used twice
// Lesson: "Sequential"
TEST(HiddenSequential, RunsRandomNestedChains) {
  Generator generator = test_generator(901);
  for (int round = 0; round < 5; ++round) {
    std::vector<Step> steps;
    Layers layers;
    const Index count = 1 + generator.below(8);
    for (Index i = 0; i < count; ++i) {
      steps.push_back({double{generator.uniform(-1.5F, 1.5F)}, double{generator.uniform(-1, 1)}});
      layers.push_back(layer_of(steps.back()));
    }
    steps.push_back(steps.front());
    layers.push_back(layers.front());
    const auto middle = layers.begin() + generator.below(count + 1);
    const auto tail = std::make_shared<Sequential>(Layers(middle, layers.end()));
    Layers outer(layers.begin(), middle);
    outer.push_back(tail);
    const Tensor x = random_tensor({2, 1, 3, 2}, generator);
    const Array64 before(x);
    Sequential model(outer);
    const auto rounding = tolerance(1e-5, "nine steps, each rounded to float32");
    EXPECT_TENSOR_NEAR(model.forward(x), after(steps, x), rounding);
    EXPECT_TENSOR_NEAR(model.forward(strided_copy(x)), after(steps, x), rounding);
    EXPECT_TENSOR_EQ(x, before);
  }
}

// Names, parameters and the switch reach every depth, in the order of the layers, also of layers that come twice.
// Input: three levels; random weights; one layer listed twice
// Lesson: "Sequential"
TEST(HiddenSequential, ReachesEveryDepthInOrder) {
  Generator generator = test_generator(902);
  const auto holder = [&](const std::string& name) {
    return std::make_shared<FixedLayer>(std::vector<Parameter>{{name, random_tensor({2, 2}, generator)}});
  };
  const auto a = holder("a");
  const auto b = holder("b");
  const auto c = holder("c");
  const auto inner = std::make_shared<Sequential>(Layers{std::make_shared<FixedLayer>(), b, a});
  const auto middle = std::make_shared<Sequential>(Layers{c, inner});
  Sequential outer({a, std::make_shared<Sequential>(Layers{}), middle, b});
  const std::vector<Parameter> parameters = outer.parameters();
  EXPECT_TEXT(names_of(parameters), "0.a 2.0.c 2.1.1.b 2.1.2.a 3.b");
  EXPECT_COUNT(parameters.size(), 5);
  const std::vector<std::shared_ptr<FixedLayer>> owners{a, c, b, a, b};
  for (std::size_t i = 0; i < std::min<std::size_t>(5, parameters.size()); ++i) {
    EXPECT_TENSOR_EQ(parameters[i].value, owners[i]->parameters()[0].value);
    EXPECT_TRUTH(shares_numbers(parameters[i].value, owners[i]->parameters()[0].value), true);
  }
  EXPECT_COUNT(parameter_count(outer), 12).because("what is listed twice is counted once");
  for (const bool on : {false, false, true}) {
    outer.train(on);
    EXPECT_TRUTH(a->training(), on);
    EXPECT_TRUTH(b->training(), on);
    EXPECT_TRUTH(c->training(), on);
    EXPECT_TRUTH(inner->training() && middle->training() && outer.training(), on);
  }
}

}  // namespace
