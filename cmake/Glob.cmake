# gu_glob(out folder pattern...): the files of one folder, found anew when one is added or removed. The folder's own time changes
# then, which Ninja sees by itself; CONFIGURE_DEPENDS would start a CMake process in every build, also where nothing is to do.
function(gu_glob out folder)
  list(TRANSFORM ARGN PREPEND "${folder}/" OUTPUT_VARIABLE patterns)
  file(GLOB found ${patterns})
  set(watched "${folder}")
  if(NOT IS_DIRECTORY "${watched}")
    cmake_path(GET folder PARENT_PATH watched)
  endif()
  if(IS_DIRECTORY "${watched}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${watched}")
  endif()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()
