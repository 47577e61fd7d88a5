#compdef grader
# Completion of `grader` for zsh. Load it with: source <(grader completion zsh)
# The grader itself says what can stand at the cursor, so this script never lags behind it.
_grader() {
  local program=${~words[1]} kind
  local -a candidates
  candidates=("${(@f)$("$program" complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  kind=$candidates[1]
  shift candidates
  # A colon ends the word for _describe.
  candidates=("${(@)candidates//:/\\:}")
  candidates=("${(@)candidates/$'\t'/:}")
  [[ $words[CURRENT] == --*=* ]] && compset -P '*='
  (( $#candidates )) && _describe -t words grader candidates
  case $kind in
    files) _files ;;
    folders) _files -/ ;;
  esac
}
if [ "$funcstack[1]" = "_grader" ]; then
  _grader "$@"
else
  compdef _grader grader
fi
