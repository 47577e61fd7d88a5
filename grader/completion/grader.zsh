#compdef grader
# Completion of `grader` for zsh. Load it with: source <(grader completion zsh)
_grader() {
  local context state line
  local -a commands names check
  commands=(check watch status list next show hint explain solution reset restore bench doctor validate completion)
  check=(
    '--base[what stands below]:base:(auto mine reference)'
    '--provider[whose work is tested]:provider:(mine reference)'
    '--sanitize[build with sanitizers]'
    '--filter[only tests of this pattern]:pattern:'
    '--seed[seed of the random inputs]:seed:'
    '--timeout[seconds that one test may take]:seconds:'
    '--verbose[every failure in full]'
  )
  _arguments -C '--course[folder of the course]:folder:_files -/' '--plain[no colour, ASCII only]' \
    '--help[what there is]' '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      names=(${(f)"$(grader list --names 2>/dev/null)"})
      case $line[1] in
        check) _arguments $check '--json[write JSON]:file:_files' '--junit[write JUnit XML]:file:_files' \
          '--all[every module]' "1:module:($names)" ;;
        watch) _arguments $check "1:module:($names)" ;;
        show | hint | reset) _arguments "1:module:($names)" ;;
        bench) _arguments '--filter[only benchmarks of this pattern]:pattern:' "1:module:($names)" ;;
        solution) _arguments '--anyway[before the task passes]' "1:task:($names)" ;;
        validate) _arguments '--json[write JSON]' "*:module:($names)" ;;
        restore) _arguments "1:backup:($(grader restore --plain 2>/dev/null | sed -n 's/^ *[0-9][0-9]*  //p'))" ;;
        status | doctor) _arguments '--json[write JSON]' ;;
        list) _arguments '--names[one name a line]' ;;
        completion) _arguments '1:shell:(bash zsh fish)' ;;
      esac
      ;;
  esac
}
if [ "$funcstack[1]" = "_grader" ]; then
  _grader "$@"
else
  compdef _grader grader
fi
