# What a module is built of: objects, providers, mistakes, suites, programs. Called by course_module() (CourseModule.cmake), which keeps
# for each folder its needs, its library and what later modules link to: GU_NEEDS_<folder>, GU_LIBRARY_<folder>, GU_BASE_<folder>.

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

# A student's file. The grader writes a file's hash into its stamp (grader/src/content_stamps.hpp): Ninja goes by times alone, and a file that
# was moved into place or unpacked can be older than the object of what stood there before.
function(gu_add_students_object target folder task source)
  set(stamp "${CMAKE_BINARY_DIR}/content/${folder}/${task}")
  if(NOT EXISTS "${stamp}")
    file(WRITE "${stamp}" "")
  endif()
  gu_add_object(${target} ${folder} gu_student_warnings "${source}")
  set_source_files_properties("${source}" PROPERTIES OBJECT_DEPENDS "${stamp}")
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
  set(kinds suite)
  if(GU_BLIND_SUITES)
    list(APPEND kinds blind)
  endif()
  set(kit_of_suite gu_testing_main)
  set(kit_of_blind gu_testing_blind_main)
  foreach(kind IN LISTS kinds)
    gu_add_program(${folder} "${prefix}${kind}" ${folder} ${kit_of_${kind}} "${GU_SUITE_FLAGS}" ${ARGN})
    gu_begin_with(${library}_${prefix}${kind} gu_${kind}_header gu/testing/suite.hpp)
    gu_compile_together(${library}_${prefix}${kind} 10)
    # Hidden tests share the inputs and helpers of the published ones, which lie beside those.
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
