#include <ionflux/app/mesh_error.h>

#include <ionflux/app/newton_problem.h>
#include <ionflux/fem/adaptivity/mesh_defect.h>
#include <ionflux/physics/constants.h>
#include <ionflux/solver/linear_response.h>

#include <deal.II/base/timer.h>

#include <cmath>
#include <cstdio>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// An estimate is worth two digits; the linear solver shall not spoil small fluxes beside large
// ones.
constexpr double linear_tolerance = 1e-4;

// The changes of all boundaries that boundary_fluxes() lists, in SI units, for the whole object.
template <int dim>
std::vector<MeshErrors::Boundary> in_si_units(SteadySimulation<dim>& simulation,
                                              const Electrolyte& electrolyte,
                                              const std::vector<std::vector<double>>& changes) {
  const auto& d = simulation.discretization();
  const Scaling& scaling = simulation.scaling();
  const double whole = d.full_turn() / simulation.symmetry_fraction();
  const double flux_scale = whole * scaling.total_flux(d.physical_dimension());
  const double charge_scale =
      whole * scaling.charge_density() * std::pow(scaling.length, d.physical_dimension());
  std::vector<MeshErrors::Boundary> list;
  for (unsigned int id = 0; id < changes.size(); ++id) {
    if (simulation.boundaries().on_boundary(id) == BoundaryMap::none &&
        simulation.boundaries().on_membrane(id) == BoundaryMap::none)
      continue;
    MeshErrors::Boundary one;
    one.charge = charge_scale * changes[id][0];
    for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
      one.flux.push_back(flux_scale * changes[id][i + 1]);
      one.current += constants::faraday * electrolyte.species[i].charge_number * one.flux[i];
    }
    list.push_back(one);
  }
  return list;
}

} // namespace

template <int dim>
MeshErrors estimate_mesh_errors(SteadySimulation<dim>& simulation, const Parameters& parameters) {
  MeshErrors errors;
  Timer timer;
  double t0=0; auto lap=[&](const char*n){double t=timer.wall_time(); if(Utilities::MPI::this_mpi_process(MPI_COMM_WORLD)==0 && getenv("FE_LAPS")) printf("LAP %s %.3f\n",n,t-t0); t0=t;};
  DiscreteProblem<dim>& problem = simulation.problem();
  const Vector& solution = simulation.solution();
  NewtonProblem<dim> newton(problem, parameters.electrolyte);
  std::vector<double> row_factors;
  for (const double scale : newton.residual_scales(solution))
    row_factors.push_back(1.0 / scale);
  newton.jacobian(solution, row_factors);
  lap("jacobian");

  const ProblemView<dim> view = simulation.view();
  const MeshDefect<dim> defect = mesh_defect(view, problem, solution);
  lap("defect");
  Vector right = defect_equations(view.discretization, problem, defect.rows);
  for (const auto dof : view.discretization.owned)
    right(dof) = double(right(dof)) * row_factors[dof % row_factors.size()];
  right.compress(VectorOperation::insert);
  Vector change = view.discretization.make_vector();
  const LinearResponse response =
      solve_linearized(newton, parameters.solver, getenv("FE_TOL")?atof(getenv("FE_TOL")):linear_tolerance, right, change);
  lap("solve");
  errors.krylov_iterations = response.krylov_iterations;
  errors.available = response.converged;
  if (!response.converged) {
    errors.why_not = "the linear solver did not converge";
    return errors;
  }
  problem.unknown_potentials().set_slaves(problem.fixed(), change);
  errors.boundaries =
      in_si_units(simulation, parameters.electrolyte,
                  flux_changes(view, problem, solution, change, defect));
  for (unsigned int k = 0; k < problem.unknown_potentials().size(); ++k)
    errors.potentials.push_back(simulation.scaling().potential() *
                                problem.unknown_potential(k, change));
  lap("fluxes");
  errors.seconds = timer.wall_time();
  return errors;
}

template MeshErrors estimate_mesh_errors(SteadySimulation<2>&, const Parameters&);
template MeshErrors estimate_mesh_errors(SteadySimulation<3>&, const Parameters&);

} // namespace ionflux
