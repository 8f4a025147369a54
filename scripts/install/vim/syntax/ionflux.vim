" Parameter files of ionflux: sections, entries, numbers with units, comments.
if exists('b:current_syntax')
  finish
endif

syntax match ionfluxSection "^\s*subsection\>" nextgroup=ionfluxSectionName skipwhite
syntax match ionfluxSectionName "[^#]*" contained
syntax match ionfluxSection "^\s*end\>"
syntax match ionfluxSet "^\s*set\>" nextgroup=ionfluxName skipwhite
syntax match ionfluxName "[^=#]*" contained nextgroup=ionfluxEqual
syntax match ionfluxEqual "=" contained nextgroup=ionfluxValue
syntax match ionfluxValue "[^#]*" contained contains=ionfluxNumber,ionfluxUnit,ionfluxWord,ionfluxContinued
syntax match ionfluxNumber "\<\d\+\.\?\d*\([eE][-+]\?\d\+\)\?" contained
syntax match ionfluxUnit "\(\d\s\+\)\@<=[a-zA-Z%][-a-zA-Z0-9^/*.%]*" contained
syntax match ionfluxUnit "\[[^]]*\]" contained
syntax keyword ionfluxWord true false automatic auto never always none remaining contained
syntax match ionfluxContinued "\\$" contained
syntax match ionfluxComment "#.*$" contains=ionfluxTodo
syntax keyword ionfluxTodo TODO FIXME contained

highlight default link ionfluxSection Statement
highlight default link ionfluxSectionName Structure
highlight default link ionfluxSet Keyword
highlight default link ionfluxName Identifier
highlight default link ionfluxEqual Operator
highlight default link ionfluxNumber Number
highlight default link ionfluxUnit Type
highlight default link ionfluxWord Constant
highlight default link ionfluxContinued Special
highlight default link ionfluxComment Comment
highlight default link ionfluxTodo Todo

setlocal commentstring=#\ %s
let b:current_syntax = 'ionflux'
