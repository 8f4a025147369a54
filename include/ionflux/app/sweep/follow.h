#pragma once

#include <ionflux/app/sweep/point_solver.h>
#include <ionflux/app/sweep/tables.h>

#include <functional>
#include <vector>

namespace ionflux {

/// Does a point that waits, at `from` or later in the plan, start from this one?
bool is_needed(const std::vector<SweepStep>& steps, const std::vector<PointResult>& results,
               unsigned int point, std::size_t from);

/// Driver of a sweep: go along the plan and solve the points that wait. States and factors of those
/// that an earlier run solved are taken up where a later point begins with them, and states that no
/// point needs any more are dropped.
///
/// @param solve_point solves the point of the step with this number, and notes its result
template <int dim>
void follow(PointSolver<dim>& solver, const std::vector<SweepStep>& steps,
            const std::vector<PointResult>& results, SweepStates& states,
            const std::function<void(std::size_t step)>& solve_point);

} // namespace ionflux
