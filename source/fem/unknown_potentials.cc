#include <ionflux/fem/unknown_potentials.h>

#include <ionflux/fem/adaptivity/goal.h>
#include <ionflux/physics/constants.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
double UnknownPotentials<dim>::total_scale(const BoundaryLawKind kind) const {
  const auto& d = discretization;
  const double whole = d.full_turn() / d.symmetry_fraction;
  return kind == BoundaryLawKind::current
             ? whole * constants::faraday * scaling.total_flux(d.physical_dimension())
             : whole * scaling.charge_density() * std::pow(scaling.length, d.physical_dimension());
}

template <int dim>
void UnknownPotentials<dim>::setup(const FixedValues<dim>& fixed, const Assembler<dim>& assembler) {
  equations.clear();
  for (const SharedPotential& potential : fixed.shared_potentials()) {
    Equation equation;
    equation.condition = potential.condition;
    for (const AppliedLaw& law : boundaries.conditions()[potential.condition].laws)
      if (has_unknown_potential(law.kind)) {
        equation.kind = law.kind;
        equation.target = law.value({}) / total_scale(law.kind);
      }
    Goal flux;
    for (unsigned int id = 0; id < boundaries.n_boundaries(); ++id)
      if (boundaries.on_boundary(id) == static_cast<int>(potential.condition))
        flux.boundaries.push_back(id);
    flux.weights.assign(discretization.n_fields(), 0.0);
    if (equation.kind == BoundaryLawKind::total_charge)
      flux.weights[0] = 1.0;
    else
      for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
        flux.weights[i + 1] = electrolyte.species[i].charge_number;
    equation.weights = goal_weights(discretization, boundaries, flux);
    equation.given = given_part(assembler, flux);
    equations.push_back(std::move(equation));
  }
}

template <int dim>
void UnknownPotentials<dim>::set_slaves(const FixedValues<dim>& fixed, Vector& x) const {
  const auto& shared = fixed.shared_potentials();
  if (shared.empty()) return;
  std::vector<double> values(shared.size(), 0.0);
  for (unsigned int k = 0; k < shared.size(); ++k)
    if (discretization.owned.is_element(shared[k].master)) values[k] = x(shared[k].master);
  Utilities::MPI::sum(values, discretization.communicator, values);
  const auto first =
      discretization.owned.n_elements() ? discretization.owned.nth_index_in_set(0) : 0;
  double* array;
  IONFLUX_PETSC(VecGetArray(x, &array));
  for (unsigned int k = 0; k < shared.size(); ++k)
    for (const auto dof : shared[k].slaves)
      array[dof - first] = values[k];
  IONFLUX_PETSC(VecRestoreArray(x, &array));
}

// The charge of a conductor waits, as all charges do, for the stage that has any; a current flows
// in every stage.
template <int dim>
std::vector<double> UnknownPotentials<dim>::excess(const Vector& rows,
                                                   const ResidualOptions& options) const {
  std::vector<double> values;
  for (const Equation& equation : equations) {
    const bool at_once =
        equation.kind == BoundaryLawKind::current && options.stage == TransportStage::laplace;
    const double load = at_once ? 1.0 : options.load;
    values.push_back(equation.weights * rows + options.load * equation.given -
                     load * equation.target);
  }
  return values;
}

template <int dim>
void UnknownPotentials<dim>::set_scales(const Vector& magnitudes, const double potential_scale) {
  for (Equation& equation : equations) {
    Vector weights(equation.weights);
    VecAbs(weights);
    equation.term_size = weights * magnitudes + std::abs(equation.target);
    if (!(equation.term_size > 0.0)) equation.term_size = 1.0;
    equation.factor = potential_scale / equation.term_size;
  }
}

template <int dim>
void UnknownPotentials<dim>::make_borders(FieldMatrix& matrix, const FixedValues<dim>& fixed,
                                          const std::vector<char>& eliminated,
                                          const std::vector<double>& factors,
                                          Borders& borders) const {
  const unsigned int n_fields = discretization.n_fields();
  const auto& shared = fixed.shared_potentials();
  const auto first =
      discretization.owned.n_elements() ? discretization.owned.nth_index_in_set(0) : 0;
  std::vector<Vector> directions; // derivative of the unknowns by each potential
  for (const SharedPotential& potential : shared) {
    directions.push_back(discretization.make_vector());
    for (const auto dof : potential.slaves)
      directions.back()(dof) = 1.0;
    if (discretization.owned.is_element(potential.master))
      directions.back()(potential.master) = 1.0;
    directions.back().compress(VectorOperation::insert);
  }
  const auto clear = [&](Vec vector) {
    double* array;
    IONFLUX_PETSC(VecGetArray(vector, &array));
    for (unsigned int i = 0; i < eliminated.size(); ++i)
      if (eliminated[i]) array[i] = 0.0;
    IONFLUX_PETSC(VecRestoreArray(vector, &array));
  };
  for (unsigned int k = 0; k < size(); ++k) {
    IONFLUX_PETSC(MatMult(matrix.shell(), directions[k], borders.column(k)));
    clear(borders.column(k));
    Vector weights(equations[k].weights);
    for (const auto dof : discretization.owned)
      weights(dof) = weights(dof) * equations[k].factor * factors[0] / factors[dof % n_fields];
    weights.compress(VectorOperation::insert);
    matrix.multiply_transposed(weights, borders.row(k));
    for (unsigned int l = 0; l < size(); ++l) {
      PetscScalar product;
      IONFLUX_PETSC(VecDot(borders.row(k), directions[l], &product));
      borders.corner(k, l) = product;
    }
    clear(borders.row(k));
  }
  // Node equations stand in place of these rows.
  for (unsigned int k = 0; k < size(); ++k) {
    double* column;
    IONFLUX_PETSC(VecGetArray(borders.column(k), &column));
    for (const NodeEquation& equation : fixed.node_equations())
      column[equation.unknown - first] = 0.0;
    IONFLUX_PETSC(VecRestoreArray(borders.column(k), &column));
  }
}

template class UnknownPotentials<2>;
template class UnknownPotentials<3>;

} // namespace ionflux
