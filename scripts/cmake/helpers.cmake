# Fast builds (ccache, a fast linker), and how a target of ours is set up with deal.II.

find_program(CCACHE ccache)
if(CCACHE)
  # Precompiled headers: look at what they were made from, not at their time stamps. Paths below the
  # source folder are made relative, so that a fresh clone elsewhere (CI) finds its objects again.
  set(settings CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
               CCACHE_BASEDIR=${PROJECT_SOURCE_DIR})
  if(CMAKE_BUILD_TYPE STREQUAL "Release" OR DEFINED ENV{CI}) # no debug symbols, hence no path in the object
    list(APPEND settings CCACHE_NOHASHDIR=1)
  endif()
  if(IONFLUX_NATIVE) # "native" means another thing on another machine that shares the cache
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -march=native -Q --help=target OUTPUT_VARIABLE processor ERROR_QUIET)
    string(MD5 processor "${processor}")
    list(APPEND settings CCACHE_NAMESPACE=${processor})
  endif()
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env ${settings} ${CCACHE})
endif()

# 0.4 s (mold), 0.6 s (lld), 1.1 s (gold) or 13 s (bfd) for an executable with Debian's deal.II.
find_program(MOLD mold)
find_program(LLD ld.lld)
if(MOLD)
  set(IONFLUX_LINKER -fuse-ld=mold)
elseif(LLD)
  set(IONFLUX_LINKER -fuse-ld=lld)
endif()

# Compile and link a target of ours against deal.II. (Properties instead of target_link_libraries():
# deal.II's macro uses that command's old signature, and the two cannot be mixed.)
function(ionflux_use_deal_ii target)
  deal_ii_setup_target(${target})
  target_link_options(${target} PRIVATE ${IONFLUX_LINKER})
  target_compile_options(${target} PRIVATE $<$<BOOL:${CCACHE}>:-fpch-preprocess>)
  set(ours ionflux_physics ${UDUNITS_LIBRARY} ${GINAC_LIBRARY} ${CLN_LIBRARY} nlohmann_json::nlohmann_json CLI11::CLI11)
  if(NOT target STREQUAL ionflux_core)
    list(PREPEND ours ionflux_core)
  endif()
  get_target_property(others ${target} LINK_LIBRARIES) # deal.II
  set_target_properties(${target} PROPERTIES LINK_LIBRARIES "${ours};${others};${ARGN};ionflux_flags")
endfunction()
