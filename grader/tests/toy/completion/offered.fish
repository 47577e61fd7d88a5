# What fish offers for a line, a candidate a line: fish offered.fish LINE, with `grader` on the PATH.
grader completion fish | source
complete -C "$argv[1]" | string replace -r '\t.*' ''
exit 0
