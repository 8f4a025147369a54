# Version and commit for source/support/version.cc; found out anew when a commit is made.

execute_process(COMMAND git describe --always --dirty --abbrev=12 --exclude=*
                WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE IONFLUX_GIT_ID
                OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
execute_process(COMMAND git rev-parse --path-format=absolute --git-path logs/HEAD
                WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE head_log
                OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(head_log AND EXISTS ${head_log})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${head_log})
endif()
set_source_files_properties(source/support/version.cc PROPERTIES SKIP_PRECOMPILE_HEADERS ON
  COMPILE_DEFINITIONS "IONFLUX_VERSION=\"${PROJECT_VERSION}\";IONFLUX_GIT_ID=\"${IONFLUX_GIT_ID}\"")
