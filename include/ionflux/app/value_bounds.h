#pragma once

#include <ionflux/fem/discrete_problem.h>
#include <ionflux/input/parameters.h>

#include <vector>

namespace ionflux {

/// Keeps concentrations of a run in time between the values that were given.
///
/// The equations in space have these bounds with 'Stabilisation = limited' or 'upwind'; a
/// consistent mass matrix and schemes of order 2 and more do not, and leave values beyond them by
/// about the error of a step. They are cut off, and what that adds or takes is taken from the other
/// nodes of the same part of the domain, or given to them, in proportion to (c - least)(greatest -
/// c), or to c - least where nothing limits c from above: the amount stays, clean places stay
/// clean, nothing passes a bound (clip and assured sum: Bradley et al. 2019, SIAM J. Sci. Comput.
/// 41, C161).
template <int dim>
class ValueBounds {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  /// Of neutral species whose concentration is the unknown, in a flow, where one of the two
  /// stabilisations acts.
  ValueBounds(DiscreteProblem<dim>& problem, const Discretization<dim>& discretization,
              const Parameters& parameters);

  /// Is there no such species?
  bool is_idle() const { return watched.empty(); }

  /// The state that a run begins with: its values are given. Collective.
  void begin(const Vector& x);

  /// The mesh is another one.
  void forget_mesh() { n_parts = 0; }

  /// Bring a state x, with hanging nodes and fixed values as they have to be, inside of the bounds;
  /// its contents q change by as much. Collective.
  void keep(Vec x, Vec q);

  /// Largest part of a species' amount that was moved after a step.
  double most_moved() const { return greatest_part; }

  /// All that begin() and keep() have learnt, for a run that goes on.
  std::vector<double> memory() const;
  void resume(const std::vector<double>& memory);

private:
  /// A species with its bounds, in units of the unknowns.
  struct Watched {
    unsigned int field;
    bool may_rise; ///< by sources, inflows or reactions: no upper bound
    double least, greatest;
    std::vector<double> mass = {};   ///< by owned node; 0: no equation of the species there
    std::vector<char> is_given = {}; ///< likewise: is its value given?
  };

  void weigh();
  bool move_inside(Vector& x);
  void widen(Watched& one, const double* values, bool by_given_only) const;
  bool keep_one(const Watched& one, double* values);

  DiscreteProblem<dim>& problem;
  const Discretization<dim>& discretization;
  std::vector<Watched> watched;
  std::vector<unsigned int> part; ///< of the domain, by owned node
  unsigned int n_parts = 0;       ///< 0: the mesh is not known yet
  double greatest_part = 0.0;
};

} // namespace ionflux
