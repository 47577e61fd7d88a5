#!/bin/sh
# Writes the CMakeLists.txt that somebody without a grader would write for one module: every source in one executable, GoogleTest,
# ctest. Usage: plain_project.sh MODULE_FOLDER COURSE
set -eu
folder=$1
course=$2
needs=$(sed -n "/\"folder\": \"$folder\"/s/.*\"needs\": \[\([^]]*\)\].*/\1/p" "$course/build/check/course.json" | tr -d '",')
cat <<PLAIN
cmake_minimum_required(VERSION 3.25)
project(plain CXX)
set(CMAKE_CXX_STANDARD 20)
find_package(GTest REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(xtensor REQUIRED)
enable_testing()
add_compile_options(-Og -g1)
add_compile_definitions(GU_CHECKED)
file(GLOB support $course/support/src/*.cpp)
file(GLOB kit $course/testing/src/*.cpp)
set_source_files_properties($course/testing/src/xtensor_oracle.cpp PROPERTIES COMPILE_OPTIONS "-std=c++17")
add_library(kit STATIC \${support} \${kit})
target_include_directories(kit PUBLIC $course/support/include $course/testing/include)
target_link_libraries(kit PUBLIC GTest::gtest nlohmann_json::nlohmann_json xtensor)
file(GLOB tests $course/modules/$folder/tests/*.cpp)
file(GLOB mine $course/modules/$folder/src/*.cpp $course/modules/$folder/given/*.cpp)
add_executable(tests \${tests} \${mine})
target_include_directories(tests PRIVATE $course/modules/$folder/include)
target_compile_options(tests PRIVATE "SHELL:-include gu/testing/suite.hpp" "SHELL:-include gu/student.hpp")
target_link_libraries(tests PRIVATE kit)
PLAIN
for need in $needs; do
  cat <<PLAIN
file(GLOB below $course/solutions/$need/src/*.cpp $course/modules/$need/given/*.cpp)
target_sources(tests PRIVATE \${below})
target_include_directories(tests PRIVATE $course/modules/$need/include)
PLAIN
done
echo 'add_test(NAME tests COMMAND tests)'
