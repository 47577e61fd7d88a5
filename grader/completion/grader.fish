# Completion of `grader` for fish. Load it with: grader completion fish | source
set -l commands check watch status list next show hint explain solution reset restore bench doctor validate completion
complete -c grader -f
complete -c grader -l course -d "Folder of the course" -r -a "(__fish_complete_directories)"
complete -c grader -l plain -d "No colour, ASCII only"
complete -c grader -l help -d "What there is"
complete -c grader -n "not __fish_seen_subcommand_from $commands" -a "$commands"

complete -c grader -n "__fish_seen_subcommand_from check watch show hint reset bench solution validate" \
  -a "(grader list --names 2>/dev/null)"
complete -c grader -n "__fish_seen_subcommand_from restore" \
  -a "(grader restore --plain 2>/dev/null | string match -rg '^ *[0-9]+  (.*)')"
complete -c grader -n "__fish_seen_subcommand_from completion" -a "bash zsh fish"

complete -c grader -n "__fish_seen_subcommand_from check watch" -l base -x -a "auto mine reference" -d "What stands below"
complete -c grader -n "__fish_seen_subcommand_from check watch" -l provider -x -a "mine reference" -d "Whose work is tested"
complete -c grader -n "__fish_seen_subcommand_from check watch" -l sanitize -d "Build with sanitizers"
complete -c grader -n "__fish_seen_subcommand_from check watch bench" -l filter -x -d "Only tests of this pattern"
complete -c grader -n "__fish_seen_subcommand_from check watch" -l seed -x -d "Seed of the random inputs"
complete -c grader -n "__fish_seen_subcommand_from check watch" -l timeout -x -d "Seconds that one test may take"
complete -c grader -n "__fish_seen_subcommand_from check watch" -l verbose -d "Every failure in full"
complete -c grader -n "__fish_seen_subcommand_from check" -l all -d "Every module"
complete -c grader -n "__fish_seen_subcommand_from check" -l junit -r -F -d "Write JUnit XML"
complete -c grader -n "__fish_seen_subcommand_from check" -l json -r -F -d "Write JSON"
complete -c grader -n "__fish_seen_subcommand_from status doctor validate" -l json -d "Write JSON"
complete -c grader -n "__fish_seen_subcommand_from solution" -l anyway -d "Before the task passes"
complete -c grader -n "__fish_seen_subcommand_from list" -l names -d "One name a line"
