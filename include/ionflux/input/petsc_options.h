#pragma once

/// The options that the input passes to PETSc.

#include <ionflux/input/parameters.h>

namespace ionflux {

/// Throws InputError(bad_parameters) for options that PETSc would refuse or misunderstand: words
/// that belong to none, unknown types, values that are no numbers, files of options. Each option is
/// tried alone on solvers that solve nothing. Collective; PETSc is running.
void check_petsc_options(const Parameters& parameters);

/// check_petsc_options(), then hand them to PETSc for all that follows.
void take_petsc_options(const Parameters& parameters);

/// Throws InputError(bad_parameters) if PETSc had no use for one of them.
void check_unused_petsc_options(const Parameters& parameters);

} // namespace ionflux
