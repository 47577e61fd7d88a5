# The course: order, titles, what needs what, tasks and their points. One row a module; nothing else names its number.
course_name("Groundup")

course_part("I. Foundations")
course_module(01_tensor TITLE "Tensors" HOURS 6 DIFFICULTY 2
  TASKS indexing:10 factories:10 views:20 broadcasting:15 elementwise:10 reductions:15 matmul:15 printing:5)
course_module(02_activations TITLE "Activations" HOURS 3 DIFFICULTY 1
  NEEDS 01_tensor
  TASKS rectifiers:15 squashing:20 gelu:15 gates:15 softmax:25 log_softmax:10)
course_module(03_linear TITLE "Layers" HOURS 3 DIFFICULTY 2
  NEEDS 01_tensor 02_activations
  TASKS parameters:15 initialisation:25 linear:25 dropout:20 sequential:15)
course_module(04_losses TITLE "Losses" HOURS 3 DIFFICULTY 2
  NEEDS 01_tensor 02_activations
  TASKS mse:15 huber:15 binary_cross_entropy:20 cross_entropy:35 kl_divergence:15)
course_module(05_autograd TITLE "Automatic differentiation" HOURS 8 DIFFICULTY 4
  NEEDS 01_tensor 02_activations 03_linear 04_losses
  TASKS graph:15 backward:20 arithmetic_gradients:15 view_gradients:10 reduction_gradients:10 matmul_gradients:10
        activation_gradients:10 loss_gradients:10)

course_part("II. Architectures")
course_module(12_attention TITLE "Attention" HOURS 8 DIFFICULTY 4
  NEEDS 01_tensor 02_activations 03_linear 05_autograd
  TASKS masks:10 scaled_dot_product:30 attention_backward:20 multi_head:25 cross_attention:10 attention_map:5)
