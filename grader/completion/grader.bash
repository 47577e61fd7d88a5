# Completion of `grader` for bash. Load it with: source <(grader completion bash)
# The grader itself says what can stand at the cursor, so this script never lags behind it.
_grader() {
  local program=${COMP_WORDS[0]/#\~/$HOME} word=${COMP_WORDS[COMP_CWORD]} kind="" each
  local -a candidates=()
  [[ $word == "=" ]] && word=""
  { read -r kind && mapfile -t candidates; } < <("$program" complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  COMPREPLY=()
  for each in "${candidates[@]%%$'\t'*}"; do
    [[ $each == "$word"* ]] && COMPREPLY+=("$each")
  done
  case $kind in
    files) mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word") ;;
    folders) mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$word") ;;
  esac
  # A folder is followed by a slash and not by a space. Outside of a completion there is nothing to set.
  [[ $kind == words ]] || compopt -o filenames 2>/dev/null
  return 0
}
complete -F _grader grader
