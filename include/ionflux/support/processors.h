#pragma once

/// Put before the definition of a function with hot loops: it is compiled for several generations
/// of processors, and the best one that runs here is chosen when the program starts. Distributions
/// build for processors of 2003 otherwise.
///
/// The feature levels of GCC 12; names of single processors would miss those made later.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__AVX2__) &&       \
    defined(__OPTIMIZE__)
#define IONFLUX_ALL_PROCESSORS                                                                     \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define IONFLUX_ALL_PROCESSORS
#endif
