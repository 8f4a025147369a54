#pragma once

/// Would PETSc take an option?

#include <string>

namespace ionflux {

/// Why PETSc refuses the option `name` (with its dash) of this value: an unknown type, a value that
/// is no number or out of range. Empty where it takes the option or has never heard of it.
///
/// Solvers that solve nothing are configured by it: the nonlinear one with what it contains, and,
/// for an option of a block ("-fieldsplit_phi_ksp_type"), a linear one of that prefix. The options
/// in force are not touched. Collective.
std::string refusal_of_petsc(const std::string& name, const std::string& value);

} // namespace ionflux
