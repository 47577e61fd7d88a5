# Compiling some files of a target together reads each header once for all of them: a build from nothing takes a third of the time. For
# what seldom changes; a student's file is always compiled alone.
option(GU_UNITY "Compile files of the kit, the suites, the grader and its tests together" ON)

function(gu_compile_together target files)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${GU_UNITY} UNITY_BUILD_BATCH_SIZE ${files})
endfunction()
