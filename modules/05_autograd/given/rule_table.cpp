#include "rule_table.hpp"

namespace gu {

RuleTable course_rules() {
  return {
      // 05.3
      {"add", add_rule},
      {"subtract", subtract_rule},
      {"multiply", multiply_rule},
      {"divide", divide_rule},
      {"negate", negate_rule},
      {"exp", exp_rule},
      {"log", log_rule},
      {"sqrt", sqrt_rule},
      {"abs", abs_rule},
      {"power", power_rule},
      // 05.4
      {"clone", clone_rule},
      {"reshape", reshape_rule},
      {"permute", permute_rule},
      {"slice", slice_rule},
      {"expand", expand_rule},
      {"concat", concat_rule},
      {"stack", stack_rule},
      // 05.5
      {"sum", sum_rule},
      {"mean", mean_rule},
      {"max", max_rule},
      {"variance", variance_rule},
      // 05.6
      {"matmul", matmul_rule},
      // 05.7
      {"relu", relu_rule},
      {"leaky_relu", leaky_relu_rule},
      {"sigmoid", sigmoid_rule},
      {"tanh", tanh_rule},
      {"gelu", gelu_rule},
      {"gelu_tanh", gelu_tanh_rule},
      {"silu", silu_rule},
      {"softplus", softplus_rule},
      {"softmax", softmax_rule},
      {"log_softmax", log_softmax_rule},
      // 05.8
      {"mse_loss", mse_loss_rule},
      {"huber_loss", huber_loss_rule},
      {"binary_cross_entropy_with_logits", binary_cross_entropy_with_logits_rule},
      {"cross_entropy", cross_entropy_rule},
      {"kl_divergence", kl_divergence_rule},
  };
}

}  // namespace gu
