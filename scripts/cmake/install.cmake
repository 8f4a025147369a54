# cmake --install build/release --prefix DIR: bin/ionflux, and what it needs and comes with below DIR/share. All of it
# finds the rest from where it stands, so that DIR may be moved; the libraries stay where they were linked.
include(GNUInstallDirs)
set_target_properties(ionflux PROPERTIES INSTALL_RPATH_USE_LINK_PATH TRUE)
set(share ${CMAKE_INSTALL_DATAROOTDIR})

install(TARGETS ionflux RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# "ionflux report" and scripts/plot; python/ionflux, which both use (PYTHONPATH=DIR/share/ionflux/python for yours)
install(PROGRAMS scripts/report scripts/plot scripts/mpirun DESTINATION share/ionflux/scripts)
install(DIRECTORY scripts/ DESTINATION share/ionflux/scripts
        FILES_MATCHING REGEX "\\.(py|mplstyle|css|html)$" PATTERN cmake EXCLUDE PATTERN install EXCLUDE
        PATTERN __pycache__ EXCLUDE)
install(DIRECTORY python/ DESTINATION share/ionflux/python
        FILES_MATCHING REGEX "\\.(py|toml)$" PATTERN __pycache__ EXCLUDE)
install(DIRECTORY prm DESTINATION share/ionflux)
install(DIRECTORY meshes DESTINATION share/ionflux) # examples of mesh files
install(DIRECTORY doc/ DESTINATION ${share}/doc/ionflux PATTERN "ionflux.1" EXCLUDE)
install(FILES LICENSE README.md CHANGELOG.md CITATION.cff DESTINATION ${share}/doc/ionflux)
install(FILES doc/ionflux.1 DESTINATION ${share}/man/man1)
install(FILES scripts/install/completion.bash DESTINATION ${share}/bash-completion/completions RENAME ionflux)
install(FILES scripts/install/completion.zsh DESTINATION ${share}/zsh/site-functions RENAME _ionflux)
install(FILES scripts/install/vim/syntax/ionflux.vim DESTINATION ${share}/vim/vimfiles/syntax)
install(FILES scripts/install/vim/ftdetect/ionflux.vim DESTINATION ${share}/vim/vimfiles/ftdetect)
install(FILES scripts/install/ionflux.tmLanguage.json DESTINATION share/ionflux/editors)
