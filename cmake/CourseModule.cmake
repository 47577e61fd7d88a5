# The one function that builds a module, and the table that the grader reads.
#
#   course_module(12_attention TITLE "Attention" HOURS 4 DIFFICULTY 4
#     NEEDS 01_tensor 02_activations 03_linear 05_autograd
#     TASKS masks:10 scaled_dot_product:30)
#
# Products and targets are named in docs/pages/suite_protocol.md. No module has a build file of its own.

include("${CMAKE_CURRENT_LIST_DIR}/Glob.cmake")

set(GU_MODULES "" CACHE INTERNAL "")
set(GU_COURSE_NAME "Groundup" CACHE INTERNAL "")
set(GU_PART "" CACHE INTERNAL "")

function(course_name name)
  set(GU_COURSE_NAME "${name}" CACHE INTERNAL "")
endfunction()

function(course_part title)
  set(GU_PART "${title}" CACHE INTERNAL "")
endfunction()

# The needs of a module and what those need, in the order of the course.
function(gu_closed_needs out)
  set(wanted "")
  foreach(need IN LISTS ARGN)
    if(NOT need IN_LIST GU_MODULES)
      message(FATAL_ERROR "modules/course.cmake: '${need}' is needed but stands nowhere above; known: ${GU_MODULES}")
    endif()
    list(APPEND wanted ${need} ${GU_NEEDS_${need}})
  endforeach()
  set(ordered "")
  foreach(folder IN LISTS GU_MODULES)
    if(folder IN_LIST wanted)
      list(APPEND ordered ${folder})
    endif()
  endforeach()
  set(${out} "${ordered}" PARENT_SCOPE)
endfunction()

# Every file of the target begins with `header`, precompiled by `owner`; or simply included, where there are no precompiled headers.
function(gu_begin_with target owner header)
  if(CMAKE_DISABLE_PRECOMPILE_HEADERS)
    target_compile_options(${target} PRIVATE "SHELL:-include ${header}")
  else()
    target_precompile_headers(${target} REUSE_FROM ${owner})
  endif()
endfunction()

# What every target that compiles a student's or the reference's code shares.
function(gu_compile_as_student target folder)
  set(include_dirs "${GU_COURSE_DIR}/modules/${folder}/include")
  foreach(need IN LISTS GU_NEEDS_${folder})
    list(APPEND include_dirs "${GU_COURSE_DIR}/modules/${need}/include")
  endforeach()
  set_target_properties(${target} PROPERTIES DEFINE_SYMBOL "" BUILD_WITH_INSTALL_RPATH ON)
  target_include_directories(${target} PRIVATE ${include_dirs})
  target_compile_options(${target} PRIVATE ${GU_STUDENT_FLAGS})
  gu_begin_with(${target} gu_student_header gu/student.hpp)
  target_link_libraries(${target} PRIVATE gu_support)
endfunction()

# A missing file must fail when its module is built, with the grader's words, not when anything at all is configured.
function(gu_allow_missing)
  foreach(source IN LISTS ARGN)
    if(NOT EXISTS "${source}")
      set_source_files_properties("${source}" PROPERTIES GENERATED ON)
    endif()
  endforeach()
endfunction()

# One object of a provider, compiled once for every provider that holds it.
function(gu_add_object target folder warnings source)
  gu_allow_missing("${source}")
  add_library(${target} OBJECT EXCLUDE_FROM_ALL "${source}")
  gu_compile_as_student(${target} ${folder})
  target_link_libraries(${target} PRIVATE ${warnings})
endfunction()

# One shared library: the objects of one provider of one module.
function(gu_add_provider folder provider)
  string(REPLACE "/" "_" suffix "${provider}")
  set(target "${GU_LIBRARY_${folder}}_${suffix}")
  list(TRANSFORM ARGN REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>" OUTPUT_VARIABLE objects)
  add_library(${target} SHARED EXCLUDE_FROM_ALL ${objects})
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME "${GU_LIBRARY_${folder}}" LINKER_LANGUAGE CXX BUILD_WITH_INSTALL_RPATH ON
    LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/provider/${folder}/${provider}")
  target_link_libraries(${target} PRIVATE gu_support)
  gu_link_needs(${target} ${folder})
  # A function that is called but never written is an error of this link, not of a later start. Sanitized libraries leave the
  # sanitizer's own symbols to the executable.
  if(NOT GU_SANITIZE)
    target_link_options(${target} PRIVATE LINKER:-z,defs)
  endif()
endfunction()

# Links the modules below by name. Which provider of each is used, the loader's path decides at start.
function(gu_link_needs target folder)
  foreach(need IN LISTS GU_NEEDS_${folder})
    target_link_libraries(${target} PRIVATE "${GU_LIBRARY_${need}}_${GU_BASE_${need}}")
  endforeach()
endfunction()

function(course_module folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TITLE;HOURS;DIFFICULTY" "NEEDS;TASKS")
  if(NOT folder MATCHES "^([0-9]+)_([a-z0-9_]+)$")
    message(FATAL_ERROR "modules/course.cmake: '${folder}' is not of the form NN_name")
  endif()
  math(EXPR number "${CMAKE_MATCH_1}")
  set(name "${CMAKE_MATCH_2}")
  set(module_dir "${GU_COURSE_DIR}/modules/${folder}")
  set(solution_dir "${GU_COURSE_DIR}/solutions/${folder}")
  gu_closed_needs(needs ${arg_NEEDS})
  set(GU_NEEDS_${folder} "${needs}" CACHE INTERNAL "")
  set(GU_LIBRARY_${folder} "gu_${name}" CACHE INTERNAL "")
  set(GU_MODULES ${GU_MODULES} ${folder} CACHE INTERNAL "")

  set(tasks "")
  set(json_tasks "")
  foreach(entry IN LISTS arg_TASKS)
    if(NOT entry MATCHES "^([a-z0-9_]+):([0-9]+)$")
      message(FATAL_ERROR "modules/course.cmake: ${folder}: task '${entry}' is not of the form name:points")
    endif()
    list(APPEND tasks ${CMAKE_MATCH_1})
    list(APPEND json_tasks "{\"name\": \"${CMAKE_MATCH_1}\", \"points\": ${CMAKE_MATCH_2}}")
  endforeach()

  set(prefix "${GU_LIBRARY_${folder}}")
  set(given_objects "")
  gu_glob(given "${module_dir}/given" "*.cpp")
  foreach(source IN LISTS given)
    cmake_path(GET source STEM stem)
    gu_add_object(${prefix}_given_${stem} ${folder} gu_warnings "${source}")
    list(APPEND given_objects ${prefix}_given_${stem})
  endforeach()
  foreach(task IN LISTS tasks)
    gu_add_object(${prefix}_mine_${task} ${folder} gu_student_warnings "${module_dir}/src/${task}.cpp")
  endforeach()
  list(TRANSFORM tasks PREPEND ${prefix}_mine_ OUTPUT_VARIABLE mine_objects)

  # What suites and later modules link to.
  set(base mine)
  if(EXISTS "${solution_dir}/src")
    set(base reference)
  endif()
  set(GU_BASE_${folder} ${base} CACHE INTERNAL "")
  gu_add_provider(${folder} mine ${mine_objects} ${given_objects})
  set(json_mistakes "")
  if(base STREQUAL "reference")
    foreach(task IN LISTS tasks)
      gu_add_object(${prefix}_reference_${task} ${folder} gu_warnings "${solution_dir}/src/${task}.cpp")
    endforeach()
    list(TRANSFORM tasks PREPEND ${prefix}_reference_ OUTPUT_VARIABLE reference_objects)
    gu_add_provider(${folder} reference ${reference_objects} ${given_objects})
    gu_glob(mistakes "${solution_dir}/mistakes" "*.mistake")
    foreach(file IN LISTS mistakes)
      cmake_path(GET file STEM LAST_ONLY mistake)
      list(APPEND json_mistakes "\"${mistake}\"")
      if(GU_MISTAKES)
        gu_add_mistake(${folder} ${mistake} "${file}" "${tasks}" "${given_objects}")
      endif()
    endforeach()
  endif()

  list(TRANSFORM tasks PREPEND "${module_dir}/tests/" OUTPUT_VARIABLE tests)
  list(TRANSFORM tests APPEND "_test.cpp")
  gu_add_suite(${folder} "" ${tests})
  gu_glob(hidden_tests "${solution_dir}/tests" "*_test.cpp")
  set(has_hidden false)
  if(hidden_tests)
    set(has_hidden true)
    gu_add_suite(${folder} hidden_ ${hidden_tests})
  endif()
  gu_glob(programs "${module_dir}/programs" "*.cpp")
  foreach(source IN LISTS programs)
    cmake_path(GET source STEM stem)
    gu_add_program(${folder} "program/${folder}" ${stem} gu_support "${GU_STUDENT_FLAGS}" "${source}")
  endforeach()
  set(has_bench false)
  if(EXISTS "${module_dir}/bench.cpp" AND TARGET gu_bench)
    set(has_bench true)
    gu_add_program(${folder} bench ${folder} gu_bench "${GU_STUDENT_FLAGS}" "${module_dir}/bench.cpp")
  endif()

  list(TRANSFORM needs REPLACE "(.+)" "\"\\1\"" OUTPUT_VARIABLE json_needs)
  list(JOIN json_needs ", " json_needs)
  list(JOIN json_tasks ", " json_tasks)
  list(JOIN json_mistakes ", " json_mistakes)
  set(has_reference false)
  if(base STREQUAL "reference")
    set(has_reference true)
  endif()
  get_property(separator GLOBAL PROPERTY GU_COURSE_ROWS)
  if(separator)
    set(separator ",\n")
  endif()
  set(row "  {\"number\": ${number}, \"folder\": \"${folder}\", \"name\": \"${name}\", \"title\": \"${arg_TITLE}\", \
\"part\": \"${GU_PART}\", \"hours\": ${arg_HOURS}, \"difficulty\": ${arg_DIFFICULTY}, \"needs\": [${json_needs}], \
\"library\": \"gu_${name}\", \"has_reference\": ${has_reference}, \"has_bench\": ${has_bench}, \"has_hidden\": ${has_hidden},\n   \
\"tasks\": [${json_tasks}],\n   \"mistakes\": [${json_mistakes}]}")
  set_property(GLOBAL APPEND_STRING PROPERTY GU_COURSE_ROWS "${separator}${row}")
endfunction()

# The reference with one edit applied: cmake/ApplyMistake.cmake says how the edit is written.
function(gu_add_mistake folder mistake file tasks given_objects)
  cmake_path(GET mistake STEM task)
  if(NOT task IN_LIST tasks)
    message(FATAL_ERROR "${file}: '${task}' is no task of ${folder}; a mistake is called <task>.<what>.mistake")
  endif()
  set(original "${GU_COURSE_DIR}/solutions/${folder}/src/${task}.cpp")
  set(variant "${CMAKE_BINARY_DIR}/mistakes/${folder}/${mistake}.cpp")
  add_custom_command(OUTPUT "${variant}"
    COMMAND ${CMAKE_COMMAND} "-DORIGINAL=${original}" "-DMISTAKE=${file}" "-DVARIANT=${variant}"
            -P "${GU_FRAMEWORK_DIR}/cmake/ApplyMistake.cmake"
    DEPENDS "${original}" "${file}" "${GU_FRAMEWORK_DIR}/cmake/ApplyMistake.cmake" VERBATIM)
  set(prefix "${GU_LIBRARY_${folder}}")
  gu_add_object(${prefix}_mistake_${mistake} ${folder} gu_student_warnings "${variant}")
  list(REMOVE_ITEM tasks ${task})
  list(TRANSFORM tasks PREPEND ${prefix}_reference_)
  gu_add_provider(${folder} "mistakes/${mistake}" ${prefix}_mistake_${mistake} ${tasks} ${given_objects})
endfunction()

# The tests as a suite, and the same blind for the process that holds code which nobody trusts (gu/testing/comparison.hpp).
function(gu_add_suite folder prefix)
  set(library "${GU_LIBRARY_${folder}}")
  gu_add_program(${folder} "${prefix}suite" ${folder} gu_testing_main "${GU_SUITE_FLAGS}" ${ARGN})
  gu_begin_with(${library}_${prefix}suite gu_suite_header gu/testing/suite.hpp)
  gu_add_program(${folder} "${prefix}blind" ${folder} gu_testing_blind_main "${GU_SUITE_FLAGS}" ${ARGN})
  gu_begin_with(${library}_${prefix}blind gu_blind_header gu/testing/suite.hpp)
  # Hidden tests share the inputs and helpers of the published ones, which lie beside those.
  foreach(kind IN ITEMS suite blind)
    target_include_directories(${library}_${prefix}${kind} PRIVATE "${GU_COURSE_DIR}/modules/${folder}/tests")
  endforeach()
endfunction()

# An executable on top of a module, build/<preset>/<kind>/<name>: its test suite, its benchmark, a program of its lesson.
function(gu_add_program folder kind name kit flags)
  string(REPLACE "/${folder}" "_${name}" suffix "${kind}")
  set(target "${GU_LIBRARY_${folder}}_${suffix}")
  gu_allow_missing(${ARGN})
  add_executable(${target} EXCLUDE_FROM_ALL ${ARGN})
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME "${name}" RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/${kind}" POSITION_INDEPENDENT_CODE OFF
    BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH "${CMAKE_BINARY_DIR}/support")
  target_include_directories(${target} PRIVATE "${GU_COURSE_DIR}/modules/${folder}/include")
  foreach(need IN LISTS GU_NEEDS_${folder})
    target_include_directories(${target} PRIVATE "${GU_COURSE_DIR}/modules/${need}/include")
  endforeach()
  # -fPIC and not -fPIE: the precompiled header is compiled as part of a library, and its flags must be the same.
  # Tests name their files as the student sees them: from the root of the course.
  target_compile_options(${target} PRIVATE ${flags} -fPIC "-fmacro-prefix-map=${GU_COURSE_DIR}/=")
  # Needed libraries are loaded even when no test names them: module 05 registers itself when it is loaded.
  target_link_options(${target} PRIVATE LINKER:--no-as-needed)
  target_link_libraries(${target} PRIVATE ${kit} gu_warnings "${GU_LIBRARY_${folder}}_${GU_BASE_${folder}}")
  gu_link_needs(${target} ${folder})
endfunction()

# Reads the table and writes course.json for the grader.
function(gu_load_course)
  include("${GU_COURSE_DIR}/modules/course.cmake")
  cmake_path(GET CMAKE_BINARY_DIR FILENAME preset)
  get_property(GU_COURSE_ROWS GLOBAL PROPERTY GU_COURSE_ROWS)
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/course.json" @ONLY CONTENT
"{\"schema\": \"groundup/course/1\", \"name\": \"@GU_COURSE_NAME@\", \"preset\": \"${preset}\",\n \"modules\": [\n@GU_COURSE_ROWS@\n]}\n")
  # Editors look for the compile commands in the root.
  if(preset STREQUAL "check" AND NOT EXISTS "${GU_COURSE_DIR}/compile_commands.json")
    file(CREATE_LINK "build/check/compile_commands.json" "${GU_COURSE_DIR}/compile_commands.json" SYMBOLIC)
  endif()
endfunction()
