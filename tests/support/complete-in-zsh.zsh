# Presses Tab in a real zsh. Arguments: the script, then lines; prints for each line what is offered, a word a line, then END.
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PROMPT= ; unset zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; source ${(q)1}"
# Shows every word that compadd takes; what it is asked to fill arrays with is not for the screen.
zpty -w z 'compadd() { if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi; typeset -a offered; builtin compadd -A offered "$@"; for word in $offered; do print -r -- "<<$word>>"; done }'
# The line is emptied and the end said by the same key, when the completion is through.
zpty -w z 'offer() { zle complete-word; BUFFER=""; print -r -- "<</>>" }; zle -N offer; bindkey "^I" offer; print READY'
zpty -r z out '*READY*READY*'
for line in "${@[2,-1]}"; do
  zpty -w -n z "$line"$'\t'
  zpty -r z out '*<</>>*'
  print -r -- "$out" | grep -o '<<[^>]*>>' | grep -v '<</>>' | sort -u | sed 's/<<//; s/>>//; s/\\//'
  print END
done
