# Every library that the course stands on, found once. `make setup` installs what is missing (cmake/packages.txt).
find_package(GTest REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
if(GU_XTENSOR)
  find_package(xtensor REQUIRED)
endif()
find_package(Threads REQUIRED)
find_package(benchmark QUIET)

# The fast linker turns 50 ms of a student's edit into 8.
find_program(GU_MOLD mold)
if(GU_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# xtensor 0.24 with g++ in C++20 mode miscompiles its immediate reducers (variance and pad crash or return garbage), because
# it tests for exactly C++17. So: xtensor only in files of their own, and those as C++17.
function(gu_xtensor_sources target)
  set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target} PROPERTIES
    COMPILE_OPTIONS "-std=c++17;-Wno-error;-w" SKIP_PRECOMPILE_HEADERS ON)
  target_link_libraries(${target} PRIVATE xtensor)
endfunction()
