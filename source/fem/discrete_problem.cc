#include <ionflux/fem/discrete_problem.h>

#include <ionflux/algebra/petsc.h>
#include <ionflux/fem/reaction_fronts.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

// Is there a reaction between several species? What merely decays is solved for as ever.
bool ties_species(const Electrolyte& electrolyte) {
  return std::any_of(electrolyte.reactions.begin(), electrolyte.reactions.end(),
                     [](const Reaction& reaction) {
                       return reaction.reactants.size() + reaction.products.size() > 1;
                     });
}

} // namespace

template <int dim>
DiscreteProblem<dim>::DiscreteProblem(const Discretization<dim>& discretization, const Model& model,
                                      std::shared_ptr<FieldMatrix> matrix)
    : discretization(discretization), medium(model.medium),
      reaction_basis(ties_species(model.electrolyte)
                         ? std::make_unique<const ReactionBasis>(model.electrolyte)
                         : nullptr),
      speciation(makes_fronts(model) ? std::make_unique<const Speciation>(model.electrolyte)
                                     : nullptr),
      weak_form(discretization, model), fixed_values(discretization, model),
      functional(discretization, model, weak_form), potentials(discretization, model),
      stores_charge(model.electrolyte.potential_model == PotentialModel::poisson),
      matrix_owner(matrix ? std::move(matrix) : std::make_shared<FieldMatrix>()),
      system_matrix(*matrix_owner) {}

template <int dim>
void DiscreteProblem<dim>::setup() {
  fixed_values.update(1.0);
  base = Vector();
  owned_copy = discretization.make_vector();
  rows = discretization.make_vector();
  ghosted_copy = discretization.make_ghosted_vector();
  if (make_linear_form) linear_form = make_linear_form();
  weak_form.setup();
  weak_form.make_pattern(system_matrix);
  system_matrix.set_addition({});
  metal_slopes.clear();
  if (discretization.has(Stabilisation::limited) || weak_form.surfaces().metals().size() > 0)
    system_matrix.set_addition([this](Vec x, Vec y) { add_to_product(x, y); });
  functional.setup(fixed_values);
  potentials.setup(fixed_values, functional, weak_form);
  std::vector<PetscInt> masters;
  for (const SharedPotential& potential : fixed_values.shared_potentials())
    masters.push_back(potential.master);
  potential_borders.reinit(owned_copy, masters);
}

template <int dim>
void DiscreteProblem<dim>::choose(const TransportStage stage, const double load) {
  raw_at = VecHandle();
  options.stage = stage;
  options.load = {load, stage == TransportStage::laplace ? 0.0 : load};
  fixed_values.update(load);
}

template <int dim>
void DiscreteProblem<dim>::update_given_values(const bool terms) {
  raw_at = VecHandle();
  fixed_values.update(options.load.drive);
  potentials.update_targets();
  if (terms) weak_form.update_given_terms();
  if (terms && make_linear_form) linear_form = make_linear_form();
}

template <int dim>
void DiscreteProblem<dim>::set_storage(const double rate, const Vector* const known,
                                       const std::vector<double>& known_displacements) {
  raw_at = VecHandle();
  options.storage_rate = rate;
  if (rate != 0.0) known_content = *known;
  potentials.set_storage(stores_charge ? rate : 0.0, known_displacements, functional);
  weak_form.surfaces().metals().set_storage(stores_charge ? rate : 0.0, known_displacements);
}

template <int dim>
typename DiscreteProblem<dim>::Vector
DiscreteProblem<dim>::content(const Vector& x,
                              const typename Assembler<dim>::ContentVisitor& visit) {
  ghosted_copy = x;
  set_hanging_values(ghosted_copy, nullptr);
  Vector rows_of_content = discretization.make_vector();
  weak_form.content(ghosted_copy, rows_of_content, visit);
  return rows_of_content;
}

template <int dim>
void DiscreteProblem<dim>::subtract_known(Vector& residual_rows) const {
  if (options.storage_rate != 0.0) residual_rows.add(-options.storage_rate, known_content);
}

template <int dim>
void DiscreteProblem<dim>::correct(Vec new_base) {
  base = Vector();
  raw_at = VecHandle();
  floors.clear();
  if (!new_base) return;
  owned_correction = discretization.make_vector();
  ghosted_correction = discretization.make_ghosted_vector();
  base = discretization.make_vector();
  IONFLUX_PETSC(VecCopy(new_base, base));
}

template <int dim>
void DiscreteProblem<dim>::read(Vec x) {
  IONFLUX_PETSC(VecCopy(base.size() ? Vec(base) : x, owned_copy));
  set_given_values(owned_copy, false);
  ghosted_copy = owned_copy;
  set_hanging_values(ghosted_copy, nullptr);
  if (base.size() == 0) return;
  IONFLUX_PETSC(VecCopy(x, owned_correction));
  set_given_values(owned_correction, true);
  ghosted_correction = owned_correction;
  set_hanging_values(ghosted_correction, &ghosted_copy);
}

// Fixed values are exact: their correction is zero. All nodes of an unknown potential have one.
template <int dim>
void DiscreteProblem<dim>::set_given_values(Vector& vector, const bool corrections) const {
  double* values;
  const auto first =
      discretization.owned.n_elements() ? discretization.owned.nth_index_in_set(0) : 0;
  IONFLUX_PETSC(VecGetArray(vector, &values));
  for (const auto dof : fixed_values.fixed())
    values[dof - first] = corrections ? 0.0 : fixed_values.constraints().get_inhomogeneity(dof);
  IONFLUX_PETSC(VecRestoreArray(vector, &values));
  potentials.set_slaves(fixed_values, vector);
}

template <int dim>
void DiscreteProblem<dim>::set_hanging_values(Vector& ghosted, const Vector* const rounded) const {
  Vec local;
  double* values;
  IONFLUX_PETSC(VecGhostGetLocalForm(ghosted, &local));
  IONFLUX_PETSC(VecGetArray(local ? local : Vec(ghosted), &values));
  if (rounded)
    weak_form.cells().set_hanging_corrections(
        LocalValues(*rounded, discretization.owned, discretization.relevant).begin(), values);
  else
    weak_form.cells().set_hanging_values(values);
  IONFLUX_PETSC(VecRestoreArray(local ? local : Vec(ghosted), &values));
  IONFLUX_PETSC(VecGhostRestoreLocalForm(ghosted, &local));
}

template <int dim>
typename DiscreteProblem<dim>::Vector DiscreteProblem<dim>::ghosted(const Vector& x) const {
  Vector values = discretization.make_ghosted_vector();
  Vector copy(x);
  distribute(copy);
  values = copy;
  return values;
}

template <int dim>
void DiscreteProblem<dim>::residual(Vec x, Vec f) {
  read(x);
  weak_form.residual(view(), options, rows);
  if (make_linear_form) rows.add(-options.load.charge, linear_form);
  subtract_known(rows);
  if (base.size()) keep_raw_rows(x);
  std::vector<double> excess;
  if (potentials.size() > 0)
    excess = potentials.excess(rows, functional.outward(rows, view(), options), options);
  for (const auto dof : fixed_values.fixed())
    rows(dof) = 0.0;
  for (unsigned int k = 0; k < potentials.size(); ++k) {
    const SharedPotential& potential = fixed_values.shared_potentials()[k];
    for (const auto dof : potential.slaves)
      rows(dof) = 0.0;
    if (discretization.owned.is_element(potential.master))
      rows(potential.master) = potentials.factor(k) * excess[k];
  }
  set_node_residuals();
  rows.compress(VectorOperation::insert);
  if (options.stage == TransportStage::fixed_drive) hold_species(rows);
  VecCopy(rows, f);
}

// The numbers to be reported are asked for where the residual was: it is not made twice.
template <int dim>
void DiscreteProblem<dim>::keep_raw_rows(Vec x) {
  if (!raw_at) IONFLUX_PETSC(VecDuplicate(x, raw_at.address()));
  IONFLUX_PETSC(VecCopy(x, raw_at));
  raw = rows;
}

template <int dim>
bool DiscreteProblem<dim>::has_raw_rows(Vec x) const {
  PetscBool same = PETSC_FALSE;
  if (raw_at) IONFLUX_PETSC(VecEqual(x, raw_at, &same));
  return same == PETSC_TRUE;
}

// At fixed electrochemical potentials only Poisson's equation is left, and what is an unknown of
// the whole, as the potential of a boundary, stays as well.
template <int dim>
void DiscreteProblem<dim>::hold_species(Vector& residual_rows) const {
  const unsigned int n_fields = discretization.n_fields();
  double* values;
  IONFLUX_PETSC(VecGetArray(residual_rows, &values));
  for (unsigned int i = 0; i < discretization.owned.n_elements(); ++i)
    if (i % n_fields != 0) values[i] = 0.0;
  for (const SharedPotential& potential : fixed_values.shared_potentials())
    if (discretization.owned.is_element(potential.master))
      values[potential.master - discretization.owned.nth_index_in_set(0)] = 0.0;
  IONFLUX_PETSC(VecRestoreArray(residual_rows, &values));
}

template <int dim>
double DiscreteProblem<dim>::unknown_potential(const unsigned int k, const Vector& x) const {
  const auto master = fixed_values.shared_potentials()[k].master;
  const double value = discretization.owned.is_element(master) ? double(x(master)) : 0.0;
  return Utilities::MPI::sum(value, discretization.communicator);
}

template <int dim>
bool DiscreteProblem<dim>::is_master(const types::global_dof_index dof) const {
  for (const SharedPotential& potential : fixed_values.shared_potentials())
    if (potential.master == dof) return true;
  return false;
}

template <int dim>
typename DiscreteProblem<dim>::Vector
DiscreteProblem<dim>::raw_residual(Vec x, const bool surface_terms, const bool magnitudes) {
  read(x);
  Vector raw = discretization.make_vector();
  ResidualOptions raw_options = options;
  raw_options.surface_terms = surface_terms;
  raw_options.magnitudes = magnitudes;
  weak_form.residual(view(), raw_options, raw);
  if (make_linear_form && !magnitudes) raw.add(-options.load.charge, linear_form);
  if (!magnitudes) subtract_known(raw);
  return raw;
}

template <int dim>
SolvedRows<dim> DiscreteProblem<dim>::solved_rows(const Vector& x, Vec correction) {
  SolvedRows<dim> solved;
  correct(correction ? Vec(x) : nullptr);
  solved.rows = raw_residual(correction ? correction : Vec(x), true);
  solved.surface = discretization.make_vector();
  weak_form.surface_residual(view(), options, solved.surface);
  solved.outward = functional.outward(solved.rows, view(), options);
  solved.state = owned_copy;
  if (base.size()) solved.state.add(1.0, owned_correction);
  solved.excess = potentials.excess(solved.rows, solved.outward, options);
  find_floors();
  solved.floors = floors;
  correct(nullptr);
  return solved;
}

template <int dim>
std::vector<double> DiscreteProblem<dim>::residual_scales(Vec x) {
  read(x);
  ResidualOptions magnitudes = options;
  magnitudes.magnitudes = true;
  weak_form.residual(view(), magnitudes, rows);
  std::vector<double> norms = field_norms(rows, discretization.n_fields());
  for (double& norm : norms)
    if (norm == 0.0) norm = 1.0;
  if (potentials.size() == 0) return norms;
  Vector of_surfaces = discretization.make_vector();
  weak_form.surface_residual(view(), magnitudes, of_surfaces);
  potentials.set_scales(rows, of_surfaces, norms[0]);
  return norms;
}

template class DiscreteProblem<2>;
template class DiscreteProblem<3>;

} // namespace ionflux
