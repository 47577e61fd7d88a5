# What bash offers for a line, a candidate a line: bash offered.bash LINE, with `grader` on the PATH.
source <(grader completion bash)
# As bash splits a line for completion: at blanks, and a = is a word of its own.
read -r -a COMP_WORDS <<<"${1//=/ = }"
[[ $1 == *" " || $1 == *"=" ]] && [[ ${COMP_WORDS[-1]} != "=" ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMPREPLY=()
_grader
((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
