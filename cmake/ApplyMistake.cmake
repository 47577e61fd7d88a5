# Writes VARIANT: the file ORIGINAL with the edits of MISTAKE applied. A mistake file says in its first line what the student
# did wrong, then gives one or more edits, each replacing text that must stand in the original exactly once:
#
#   the scores were divided by head_dim, not by its square root
#   <<<<
#   / std::sqrt(head_dim)
#   ====
#   / head_dim
#   >>>>
#
# So a mistake is as long as its idea, and follows the reference or fails loudly.
file(READ "${ORIGINAL}" text)
file(READ "${MISTAKE}" edits)
string(FIND "${edits}" "<<<<\n" at)
if(at EQUAL -1)
  message(FATAL_ERROR "${MISTAKE}: expected an edit that begins with a line <<<<")
endif()
while(NOT at EQUAL -1)
  math(EXPR at "${at} + 5")
  string(SUBSTRING "${edits}" ${at} -1 edits)
  string(FIND "${edits}" "====\n" middle)
  string(FIND "${edits}" ">>>>" end)
  if(middle EQUAL -1 OR end EQUAL -1 OR end LESS middle)
    message(FATAL_ERROR "${MISTAKE}: expected lines <<<<, ====, >>>> in this order")
  endif()
  string(SUBSTRING "${edits}" 0 ${middle} old)
  math(EXPR start "${middle} + 5")
  math(EXPR length "${end} - ${start}")
  string(SUBSTRING "${edits}" ${start} ${length} new)
  # The line break before ==== and >>>> belongs to the marker, so an edit may be part of a line.
  string(REGEX REPLACE "\n$" "" old "${old}")
  string(REGEX REPLACE "\n$" "" new "${new}")
  string(FIND "${text}" "${old}" first)
  string(FIND "${text}" "${old}" last REVERSE)
  if(first EQUAL -1)
    message(FATAL_ERROR "${MISTAKE}: this text is not in ${ORIGINAL}:\n${old}")
  endif()
  if(NOT first EQUAL last)
    message(FATAL_ERROR "${MISTAKE}: this text stands more than once in ${ORIGINAL}; give more of it:\n${old}")
  endif()
  string(LENGTH "${old}" length)
  string(SUBSTRING "${text}" 0 ${first} before)
  math(EXPR after "${first} + ${length}")
  string(SUBSTRING "${text}" ${after} -1 rest)
  set(text "${before}${new}${rest}")
  string(SUBSTRING "${edits}" ${end} -1 edits)
  string(FIND "${edits}" "<<<<\n" at)
endwhile()
file(WRITE "${VARIANT}" "${text}")
