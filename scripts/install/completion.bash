# bash completion of ionflux: commands, options, parameter files, folders with results.
_ionflux() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} options=
  COMPREPLY=()
  compopt -o filenames 2>/dev/null
  if [ "$COMP_CWORD" = 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "run check converge sweep report params --help --version" -- "$word")
    return
  fi
  case $before in
    --output | --jobs | --collect)
      mapfile -t COMPREPLY < <(compgen -d -- "$word")
      return ;;
    --format)
      mapfile -t COMPREPLY < <(compgen -W "md prm json schema" -- "$word")
      return ;;
    --set | --petsc) return ;;
  esac
  case $command in
    run) options="--set --petsc --output --force --report --continue --help" ;;
    converge) options="--set --petsc --output --force --report --help" ;;
    sweep) options="--set --petsc --output --force --report --jobs --collect --help" ;;
    check) options="--set --petsc --output --help" ;;
    params) options="--format --help" ;;
    report) options="--pdf --help" ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
  elif [ "$command" = report ]; then
    mapfile -t COMPREPLY < <(compgen -d -- "$word")
  elif [ "$command" != params ]; then
    mapfile -t COMPREPLY < <(compgen -f -X '!*.prm' -- "$word"; compgen -d -- "$word")
  fi
}
complete -F _ionflux ionflux
