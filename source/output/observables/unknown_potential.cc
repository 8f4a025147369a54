#include <ionflux/output/observables/unknown_potential.h>

#include <ionflux/output/observables/boundary_flux.h>
#include <ionflux/support/text.h>

namespace ionflux {

template <int dim>
std::vector<UnknownPotential> unknown_potentials(const DiscreteProblem<dim>& problem,
                                                 const Model& model,
                                                 const dealii::PETScWrappers::MPI::Vector& state,
                                                 const std::vector<double>& excess) {
  const UnknownPotentials<dim>& unknowns = problem.unknown_potentials();
  std::vector<UnknownPotential> list;
  for (unsigned int k = 0; k < unknowns.size(); ++k) {
    const BoundaryCondition& condition = model.boundaries.conditions()[unknowns.condition(k)];
    UnknownPotential one;
    one.boundary = join(condition.surfaces, ", ");
    const AppliedLaw& law = unknowns.law(k);
    one.is_current = law.row->gives == Gives::current;
    one.quantity = one.is_current ? "potential at given current" : "floating potential";
    one.potential = model.scaling.potential() * problem.unknown_potential(k, state);
    one.given = law.value({});
    one.excess = unknowns.total_scale(*law.row) * excess[k];
    one.relative = excess[k] / unknowns.term_size(k);
    list.push_back(one);
  }
  const FloatingMetals<dim>& metals = problem.metals_in(state);
  for (unsigned int k = 0; k < metals.size(); ++k) {
    UnknownPotential one;
    one.boundary = join(model.boundaries.conditions()[metals.condition(k)].surfaces, ", ");
    one.quantity = "potential of the metal at given current";
    one.is_current = true;
    one.potential = model.scaling.potential() * metals.potential(k);
    one.given = metals.law(k).value({});
    one.excess = metals.current_scale(k) * (metals.reached(k) - metals.target(k));
    one.relative = metals.missed(k);
    list.push_back(one);
  }
  return list;
}

CsvTable unknown_potential_table(const std::vector<UnknownPotential>& potentials,
                                 const MeshErrors& errors, const unsigned int physical_dimension) {
  CsvTable table({"boundary", "quantity", "potential [V]", "algebraic error [V]",
                  "current into the domain [" + per_depth("A", physical_dimension) + "]",
                  "charge [" + per_depth("C", physical_dimension) + "]",
                  "missed by / size of terms", "mesh error [V]"});
  for (unsigned int k = 0; k < potentials.size(); ++k) {
    const UnknownPotential& one = potentials[k];
    const CsvTable::Cell none = std::monostate{}, reached = one.given + one.excess;
    table.add_row({one.boundary, one.quantity, one.potential,
                   one.error < 0.0 ? none : CsvTable::Cell(one.error),
                   one.is_current ? reached : none, one.is_current ? none : reached, one.relative,
                   errors.available ? CsvTable::Cell(errors.potentials[k]) : none});
  }
  return table;
}

template std::vector<UnknownPotential> unknown_potentials(const DiscreteProblem<2>&, const Model&,
                                                          const dealii::PETScWrappers::MPI::Vector&,
                                                          const std::vector<double>&);
template std::vector<UnknownPotential> unknown_potentials(const DiscreteProblem<3>&, const Model&,
                                                          const dealii::PETScWrappers::MPI::Vector&,
                                                          const std::vector<double>&);

} // namespace ionflux
