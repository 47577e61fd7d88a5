# Warnings are errors in everything that we compile. Link to gu_warnings to have them.
add_library(gu_warnings INTERFACE)
target_compile_options(gu_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wnull-dereference -Wdouble-promotion -Wcast-align -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(gu_warnings INTERFACE -Wduplicated-cond -Wlogical-op)
endif()

# A student in the middle of a thought has unused parameters and half-used variables. The same warnings, in the log only.
add_library(gu_student_warnings INTERFACE)
target_link_libraries(gu_student_warnings INTERFACE gu_warnings)
target_compile_options(gu_student_warnings INTERFACE -Wno-error -Wno-unused)

# Sanitizers are part of the same bargain: a build has them everywhere or nowhere.
if(GU_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
