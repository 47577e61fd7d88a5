# What zsh offers for a line, a candidate a line: zsh -f offered.zsh LINE, with `grader` on the PATH.
# Completion needs an interactive shell, so one is started in a pseudo-terminal and the line is typed into it.
zmodload zsh/zpty
zpty shell zsh -f -i
setup=$(mktemp)
cat >$setup <<'END'
PROMPT=
autoload -Uz compinit && compinit -D -u
source <(grader completion zsh)
bindkey '^I' complete-word
zstyle ':completion:*' insert-tab false
# Every candidate passes through compadd: it is told before it is added.
compadd() {
  local -a hits
  if [[ ${@[1,(i)(-|--)]} != *-[OAD]* ]]; then
    builtin compadd -O hits "$@"
    print -rl -- "offered:"$^hits
  fi
  builtin compadd "$@"
}
told() { print -r -- "end of what is offered"; exit }
comppostfuncs=(told)
print "ready for" the line
END
zpty -w shell "source $setup"
zpty -r -m shell text '*ready for the line*'
rm -f $setup
zpty -w -n shell "$1"$'\t'
zpty -r -m shell text '*end of what is offered*'
zpty -d shell
for each in ${(f)text}; do
  each=${each%$'\r'}
  [[ $each == *offered:* ]] && print -r -- ${each##*offered:}
done
exit 0
