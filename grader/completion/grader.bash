# Completion of `grader` for bash. Load it with: source <(grader completion bash)
_grader() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command="" each
  for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ $each != -* ]]; then
      command=$each
      break
    fi
  done
  local check="--base --provider --sanitize --filter --seed --timeout --verbose" choices=""
  case $previous in
    --base) choices="auto mine reference" ;;
    --provider) choices="mine reference" ;;
    --json | --junit)
      if [[ $command == check ]]; then
        COMPREPLY=($(compgen -f -W "-" -- "$word"))
        return
      fi
      ;;
    --course)
      COMPREPLY=($(compgen -d -- "$word"))
      return
      ;;
  esac
  if [[ -z $choices ]]; then
    case $command in
      "") choices="check watch status list next show hint explain solution reset restore bench doctor validate completion --course --plain --help" ;;
      check) choices="$check --json --junit --all $(grader list --names 2>/dev/null)" ;;
      watch) choices="$check $(grader list --names 2>/dev/null)" ;;
      show | hint | reset) choices=$(grader list --names 2>/dev/null) ;;
      bench) choices="--filter $(grader list --names 2>/dev/null)" ;;
      solution) choices="--anyway $(grader list --names 2>/dev/null)" ;;
      validate) choices="--json $(grader list --names 2>/dev/null)" ;;
      restore) choices=$(grader restore --plain 2>/dev/null | sed -n 's/^ *[0-9][0-9]*  //p') ;;
      status | doctor) choices="--json" ;;
      list) choices="--names" ;;
      completion) choices="bash zsh fish" ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$choices" -- "$word"))
}
complete -F _grader grader
