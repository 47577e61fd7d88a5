# Warnings are errors in everything that we compile: link to gu_warnings. A student in the middle of a thought has unused
# parameters and half-used variables; there the same warnings, less those, go to the log only: gu_student_warnings. A path without `return` is
# an error there too: what such a function gives is chance, and no test could say why.
add_library(gu_warning_flags INTERFACE)
target_compile_options(gu_warning_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wnull-dereference -Wcast-align)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # clang's -Wdouble-promotion takes even double{x} for an implicit conversion.
  target_compile_options(gu_warning_flags INTERFACE -Wdouble-promotion -Wduplicated-cond -Wlogical-op)
endif()
add_library(gu_warnings INTERFACE)
target_link_libraries(gu_warnings INTERFACE gu_warning_flags)
target_compile_options(gu_warnings INTERFACE -Werror)
add_library(gu_student_warnings INTERFACE)
# Copied, not linked: linked flags come last, and with clang the last one counts.
get_target_property(flags gu_warning_flags INTERFACE_COMPILE_OPTIONS)
target_compile_options(gu_student_warnings INTERFACE ${flags}
  -Wno-unused-parameter -Wno-unused-variable -Wno-unused-function -Wno-unused-but-set-variable -Werror=return-type
  $<$<CXX_COMPILER_ID:Clang>:-Wno-unused-private-field>)

# Sanitizers are part of the same bargain: a build has them everywhere or nowhere.
if(GU_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

# For the kit, the grader and their tests; students' code is looked at with every sanitizer. What is left out takes a third of the
# compile time and half of a process's start, and is seen all the same: a null pointer by the address sanitizer, an index beyond an array by
# -fsanitize=bounds. Of global variables the red zones are all that could go wrong.
add_library(gu_lean_sanitizers INTERFACE)
if(GU_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(gu_lean_sanitizers INTERFACE
    -fno-sanitize=null,alignment,object-size "SHELL:--param asan-globals=0")
endif()
# For the files of tests alone: they are mostly temporaries, and marking the end of each takes a sixth of their compile time.
add_library(gu_test_sanitizers INTERFACE)
target_link_libraries(gu_test_sanitizers INTERFACE gu_lean_sanitizers)
if(GU_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(gu_test_sanitizers INTERFACE -fno-sanitize-address-use-after-scope)
endif()
