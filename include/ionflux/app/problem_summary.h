#pragma once

#include <ionflux/app/problem.h>

#include <string>
#include <vector>

namespace ionflux {

/// Unknowns, dimensionless numbers and scales of a problem, in lines for the log.
template <int dim>
std::vector<std::string> problem_summary(const Problem<dim>& problem);

} // namespace ionflux
