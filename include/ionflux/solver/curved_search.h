#pragma once

#include <ionflux/algebra/nonlinear_problem.h>

namespace ionflux {

/// Name of the line search below in a NewtonStrategy.
constexpr const char* along_curve = "curve";

/// Make a line search of PETSc's follow the curves of a problem's steps
/// (NonlinearProblem::advance): the first of the lengths 1, 1/2, 1/4 ... at which the norm of the
/// residual has fallen.
///
/// Curves begin in the direction of the step, so that short ones descend as those of a line do.
void search_along_curves(SNESLineSearch search, NonlinearProblem& problem);

} // namespace ionflux
