#pragma once

#include <ionflux/fem/adaptivity/problem_view.h>
#include <ionflux/fem/adaptivity/reconstruction.h>
#include <ionflux/fem/discrete_problem.h>

#include <vector>

namespace ionflux {

/// What the equations of a finer space find wrong with a solution, told to its own equations.
///
/// With F' the raw residual in elements of degree p + 1, on the same mesh, and R the reconstruction
/// of degree p + 1 (reconstruction.h),
///
///     d = R^T F'(u) - F(u) ,
///
/// where boundary values are those that the finer elements see. A linear functional of a solution
/// whose dual solution is z then errs by - d . z, which is the dual-weighted residual with z
/// reconstructed; no dual problem has to be solved for it: with J e = - d at the free rows, the
/// functional changes by its derivative in the direction e, a flux by - psi . (d + J e).
template <int dim>
struct MeshDefect {
  dealii::PETScWrappers::MPI::Vector rows; ///< d at all nodes; owned
  /// What the finer elements make of the fluxes that laws of a boundary let through at the same
  /// state, minus what the solution's elements do: [boundary id][field], as in
  /// SurfaceTerms::integrals(); likewise of membranes.
  std::vector<std::vector<double>> given, membranes;
};

/// The equations in elements of degree p + 1, on the mesh of the moment.
template <int dim>
class FinerEquations {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  /// Collective, as all that follows.
  explicit FinerEquations(const ProblemView<dim>& view);

  /// Given values have changed (in time).
  void update_given_values();

  /// Contents of a solution, interpolated. @param ghosted of the solution's elements
  Vector content(const Vector& ghosted) const;

  /// @param solution owned, solves the problem
  /// @param storage  in time, what F' has besides: the rate of change of content(); null: none, and
  ///                 `problem` has no storage either
  MeshDefect<dim> defect(DiscreteProblem<dim>& problem, const Vector& solution,
                         const Vector* storage = nullptr) const;

private:
  struct Elements : Discretization<dim> {
    explicit Elements(const ProblemView<dim>& view)
        : Discretization<dim>(view.discretization, view.with_higher_degree(1)) {
      this->distribute_dofs();
    }
  };
  Vector interpolated(const Vector& ghosted) const;

  const ProblemView<dim> view;
  Elements fine;
  Assembler<dim> weak_form;
  FixedValues<dim> fixed;
  Reconstruction<dim> reconstruction;
};

/// @param solution owned, solves the problem. Collective.
template <int dim>
MeshDefect<dim> mesh_defect(const ProblemView<dim>& view, DiscreteProblem<dim>& problem,
                            const dealii::PETScWrappers::MPI::Vector& solution) {
  return FinerEquations<dim>(view).defect(problem, solution);
}

/// Right side of J e = - d, where F(x) = 0 is DiscreteProblem's residual: - d at the free rows, 0
/// where a value is fixed or a node equation holds, and for unknown potentials what their
/// conditions make of d.
template <int dim>
dealii::PETScWrappers::MPI::Vector defect_equations(const Discretization<dim>& discretization,
                                                    const DiscreteProblem<dim>& problem,
                                                    const MeshDefect<dim>& defect);

/// Of the outward fluxes of all fields through all boundaries, [boundary id][field], dimensionless
/// and per radian if axisymmetric.
struct FluxChanges {
  FluxTable outward;   ///< exact flux minus that of the solution, up to terms of higher order
  FluxTable left_over; ///< of the balance that the flux belongs to, by a solver of J e = - d that
                       ///< stopped (fem/balance.h): so much of `outward` is not known
  std::vector<double> metals; ///< of the potentials of floating metals [RT/F]

  /// Is something left over that matters, beside a change and beside the flux itself?
  /// @param fluxes outward ones of the solution
  bool is_vague(const FluxTable& fluxes) const;
  /// With what is left over added to the size of each change that is not zero.
  FluxTable largest() const;
};

/// The changes that e = J^-1 (- d) means. Collective.
///
/// @param change e, owned
template <int dim>
FluxChanges flux_changes(const ProblemView<dim>& view, DiscreteProblem<dim>& problem,
                         const dealii::PETScWrappers::MPI::Vector& solution,
                         const dealii::PETScWrappers::MPI::Vector& change,
                         const MeshDefect<dim>& defect);

} // namespace ionflux
