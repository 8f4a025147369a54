# How tests are declared. Those of the debug build are called <name>_debug, so that one ctest can show both.

set(suffix "")
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  set(suffix _debug)
endif()
add_custom_target(test_programs) # all that ctest runs, but the program itself

# ionflux_add_unit_test(name LIBRARY ionflux_physics|ionflux_core FOLDER folder): all sources of a folder
function(ionflux_add_unit_test name)
  cmake_parse_arguments(arg "" "LIBRARY;FOLDER" "" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${arg_FOLDER}/*.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources})
  if(arg_LIBRARY STREQUAL ionflux_core)
    ionflux_use_test_main(${name})
  else()
    target_link_libraries(${name} PRIVATE ${arg_LIBRARY} ionflux_flags GTest::gmock GTest::gtest_main)
    target_link_options(${name} PRIVATE ${IONFLUX_LINKER})
  endif()
  add_dependencies(test_programs ${name})
  add_test(NAME ${name}${suffix} COMMAND ${name})
  set_tests_properties(${name}${suffix} PROPERTIES LABELS unit TIMEOUT 600 ENVIRONMENT OMP_NUM_THREADS=1
                       WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
endfunction()

# deal.II, MPI, GoogleTest and the precompiled header.
function(ionflux_use_test_main name)
  ionflux_use_deal_ii(${name} GTest::gmock GTest::gtest test_main)
  target_precompile_headers(${name} REUSE_FROM ionflux_core)
endfunction()

# ionflux_add_component_tests(): each component/<name>.cc becomes component_<name>_np1, _np2, _np3. In the file,
# "// with: support/x.cc" adds a source, "// ranks: 1" and "// debug_ranks: 2" choose the ranks.
function(ionflux_add_component_tests)
  add_library(test_main STATIC component/main.cc)
  target_link_libraries(test_main GTest::gtest)
  deal_ii_setup_target(test_main)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/component/*.cc)
  list(REMOVE_ITEM sources ${CMAKE_CURRENT_SOURCE_DIR}/component/main.cc)
  foreach(source ${sources})
    get_filename_component(name ${source} NAME_WE)
    set(ranks 1 2 3)
    ionflux_read_setting(${source} "//" ranks)
    set(with "")
    ionflux_read_setting(${source} "//" with)
    list(TRANSFORM with PREPEND component/)
    if(CMAKE_BUILD_TYPE STREQUAL "Debug") # slow tests may run on fewer ranks with assertions
      set(debug_ranks ${ranks})
      ionflux_read_setting(${source} "//" debug_ranks)
      set(ranks ${debug_ranks})
    endif()
    ionflux_add_component_test(component_${name} RANKS ${ranks} SOURCES ${source} ${with})
  endforeach()
endfunction()

function(ionflux_add_component_test name)
  cmake_parse_arguments(arg "" "" "RANKS;SOURCES" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  ionflux_use_test_main(${name})
  add_dependencies(test_programs ${name})
  foreach(n ${arg_RANKS})
    set(test ${name}_np${n}${suffix})
    add_test(NAME ${test} COMMAND ${PROJECT_SOURCE_DIR}/scripts/mpirun ${n} $<TARGET_FILE:${name}>)
    set_tests_properties(${test} PROPERTIES LABELS component PROCESSORS ${n} TIMEOUT 900
                         WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  endforeach()
endfunction()

# ionflux_read_setting(file comment variable): "<comment> variable: value value" in a file replaces the default
macro(ionflux_read_setting file comment variable)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(STRINGS ${file} line REGEX "^${comment} ${variable}:" LIMIT_COUNT 1)
  if(line)
    string(REGEX REPLACE "^[^:]*: *" "" ${variable} "${line}")
    separate_arguments(${variable})
  endif()
endmacro()

function(ionflux_add_verification_cases)
  file(GLOB cases CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/verification/*/case.prm)
  foreach(case ${cases})
    get_filename_component(folder ${case} DIRECTORY)
    get_filename_component(name ${folder} NAME)
    set(ranks 1)
    set(timeout 900) # against hangs only: a loaded machine takes five times as long
    ionflux_read_setting(${case} "#" ranks)
    ionflux_read_setting(${case} "#" timeout)
    set(variants "")
    ionflux_read_setting(${case} "#" variants)
    set(processors ${ranks})
    if(variants) # several ways in turn, on up to 3 ranks: see verification/variants.py
      set(processors 3)
    endif()
    ionflux_add_script(verification_${name} verification verification/run_case.py ${folder}
                       --binary $<TARGET_FILE:ionflux> --ranks ${ranks})
    set_tests_properties(verification_${name} PROPERTIES PROCESSORS ${processors} TIMEOUT ${timeout})
  endforeach()
endfunction()

# ionflux_add_script(name label script arguments...): a test written in Python; exit code 77 = skipped
function(ionflux_add_script name label script)
  add_test(NAME ${name} COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/${script} ${ARGN})
  set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT 1200 SKIP_RETURN_CODE 77
                       WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endfunction()
