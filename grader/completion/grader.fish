# Completion of `grader` for fish. Load it with: grader completion fish | source
# The grader itself says what can stand at the cursor, so this script never lags behind it.
function __grader_complete
  set -l words (commandline -opc)
  set -l token (commandline -ct)
  set -l program (string replace -r '^~' $HOME -- $words[1])
  set -e words[1]
  set -l lines ($program complete $words "$token" 2>/dev/null)
  set -l kind $lines[1]
  set -e lines[1]
  # The value of --option=value is completed with the option before it.
  set -l option (string match -r -- '^--[^=]*=' "$token")
  set -l value (string replace -r -- '^--[^=]*=' '' "$token")
  for line in $lines
    printf "%s\n" "$option$line"
  end
  switch "$kind"
    case files
      for line in (__fish_complete_path "$value")
        printf "%s\n" "$option$line"
      end
    case folders
      for line in (__fish_complete_directories "$value" "")
        printf "%s\n" "$option$line"
      end
  end
end
complete -c grader -f -a "(__grader_complete)"
