#compdef ionflux
# zsh completion of ionflux.

_ionflux() {
  local -a commands input solve
  commands=('run:solve the problem of a parameter file' 'check:check a parameter file without solving'
    'converge:solve on several meshes, with convergence rates' 'sweep:solve for all points of the section Sweep'
    'report:write report.html into the folder of a result' 'params:print the manual of all parameters')
  input=('*--set[replace one parameter]:PARAMETER=VALUE:' '--petsc[options of PETSc]:OPTIONS:'
    '--output[folder for the results]:folder:_files -/' '--help[help]' '1:parameter file:_files -g "*.prm"')
  solve=('--force[replace what the output folder holds]' '--report[write report.html at the end]')
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments '--help[help]' '--version[versions]'
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
    check) _arguments $input ;;
    run) _arguments $input $solve '--continue[go on with a run in time from its last checkpoint]' ;;
    converge) _arguments $input $solve ;;
    sweep) _arguments $input $solve '--jobs[write a folder a point and a Slurm script]:folder:_files -/' \
      '--collect[gather what the jobs have done]:folder:_files -/' ;;
    report) _arguments '--pdf[each picture as PDF, too]' '--help[help]' '1:folder of a result:_files -/' ;;
    params) _arguments '--help[help]' '--format[of the manual]:format:(md prm json schema)' ;;
  esac
}

_ionflux "$@"
