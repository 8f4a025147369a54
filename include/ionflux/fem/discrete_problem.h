#pragma once

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/flux_functional.h>
#include <ionflux/fem/reaction_basis.h>
#include <ionflux/fem/solved_rows.h>
#include <ionflux/fem/speciation.h>
#include <ionflux/fem/unknown_potentials.h>

#include <ionflux/support/reported.h>

#include <functional>
#include <memory>
#include <vector>

namespace ionflux {

/// The algebraic system F(x) = 0: assembler, fixed values and node equations joined.
///
/// Works on PETSc's own vectors, as a nonlinear solver hands them over. Rows of constrained
/// unknowns have zero residual and a nonzero diagonal, so a solver never moves them; their values
/// are put in whenever a vector is read.
template <int dim>
class DiscreteProblem {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  /// @param matrix of a problem before this one, to be used again if the pattern is the same; may
  ///               be null
  DiscreteProblem(const Discretization<dim>& discretization, const Model& model,
                  std::shared_ptr<FieldMatrix> matrix = nullptr);

  /// Add a linear form to the equations, for manufactured solutions: `make` returns its rows on the
  /// mesh of the moment, which are multiplied by the load and subtracted from the residual. Takes
  /// effect at the next setup().
  void set_linear_form(std::function<Vector()> make) { make_linear_form = std::move(make); }

  /// Meet the mesh as it is now: vectors, constraints, matrix.
  void setup();

  /// Choose what is solved: the transport law, and the load from 0 (equilibrium) to 1.
  void choose(TransportStage stage, double load);

  /// Given values have changed with the time: potentials, concentrations, charges and fluxes of the
  /// boundaries are evaluated anew. Collective.
  /// @param terms do surface terms, or the linear form, depend on time (not only values at nodes)?
  void update_given_values(bool terms);

  /// Add storage to the residual of the species: rate (content(x) - known). Rate 0: none.
  /// @param known_displacements likewise, of conductors whose current is given, by boundary id
  void set_storage(double rate, const Vector* known,
                   const std::vector<double>& known_displacements = {});

  /// Contents Q(x) = int c_i(x) v of every species and test function, of x as it is: given values
  /// are not put in. 0 in the rows of the potential.
  /// @param visit see Assembler::content()
  Vector content(const Vector& x, const typename Assembler<dim>::ContentVisitor& visit = {});

  /// From now on every vector that is read is a correction to `base`, and both count with all their
  /// digits (StateView); null: vectors are states themselves. A new mesh ends it.
  void correct(Vec base);

  /// @param x,f owned vectors laid out like Discretization::make_vector()
  void residual(Vec x, Vec f);

  /// matrix() = dF/dx, rows of field f multiplied by row_factors[f].
  void jacobian(Vec x, const std::vector<double>& row_factors);

  /// moved = x after a part of a step of Newton's method. Species that react with one another go
  /// along curves (Speciation::move), all else along a line.
  /// @param step to be subtracted, as PETSc has it
  void advance(Vec x, Vec step, double length, Vec moved);

  /// Is advance() something else than a line?
  bool curves_steps() const { return speciation && options.stage == TransportStage::full; }

  /// Residual rows before fixed values and node equations replace some; see Assembler.
  Vector raw_residual(Vec x, bool surface_terms, bool magnitudes = false);

  /// Outward fluxes of the state that was read last, from what raw_residual() returned. Collective.
  FluxTable outward(const Vector& rows) const { return functional.outward(rows, view(), options); }

  /// What fluxes, audits and observables of x + correction are made from. Collective.
  /// @param correction null: none
  SolvedRows<dim> solved_rows(const Vector& x, Vec correction);

  /// Fluxes of all fields through all boundaries that fix something or let something through, and
  /// unknown potentials, with what rounding leaves of them. Collective.
  std::vector<Reported> reported(Vec x);

  /// Norm of the magnitudes of all terms, a field; what the norm of a residual is compared with.
  std::vector<double> residual_scales(Vec x);

  /// Give constrained unknowns their values.
  void distribute(Vector& x) const { fixed_values.constraints().distribute(x); }

  /// Ghosted copy with constrained values in place.
  Vector ghosted(const Vector& x) const;

  /// Degree 1, and no cell more than twice as long as wide: multigrid finds it easy.
  bool has_linear_unstretched_elements() const {
    return discretization.settings.degree == 1 && weak_form.cells().greatest_aspect_ratio() < 2.0;
  }

  const Assembler<dim>& assembler() const { return weak_form; }
  /// Metals with their potentials in a state (owned). Collective.
  const FloatingMetals<dim>& metals_in(const Vector& x) const {
    if (weak_form.surfaces().metals().size() > 0) weak_form.surfaces().find_metals(ghosted(x));
    return weak_form.surfaces().metals();
  }
  /// Their charges in time, see FloatingMetals::charge_like().
  FloatingMetals<dim>& metals() { return weak_form.surfaces().metals(); }
  /// See Assembler::limit().
  void limit(const bool wanted) {
    raw_at = VecHandle();
    weak_form.limit(wanted);
  }
  const FixedValues<dim>& fixed() const { return fixed_values; }
  const FluxFunctional<dim>& flux_functional() const { return functional; }
  FieldMatrix& matrix() { return system_matrix; }
  /// For the problem that takes this one's place.
  std::shared_ptr<FieldMatrix> shared_matrix() const { return matrix_owner; }

  /// Rows and columns of the unknown potentials, made with matrix(); see
  /// NonlinearProblem::borders().
  Borders& borders() { return potential_borders; }

  /// Boundaries whose potential is an unknown.
  const UnknownPotentials<dim>& unknown_potentials() const { return potentials; }
  /// Value of such a potential in a solution [RT/F]. Collective.
  double unknown_potential(unsigned int k, const Vector& x) const;
  /// Mark of the owned unknown where such a potential lives: its raw row is not zero.
  bool is_master(dealii::types::global_dof_index dof) const;

private:
  void read(Vec x);
  void set_given_values(Vector& values, bool corrections) const;
  void set_hanging_values(Vector& ghosted, const Vector* rounded) const;
  void set_node_residuals();
  void set_equations_of_nodes(const std::vector<double>& row_factors);
  StateView view() const { return {ghosted_copy, base.size() ? &ghosted_correction : nullptr}; }
  void keep_raw_rows(Vec x);
  void subtract_known(Vector& residual_rows) const;
  bool has_raw_rows(Vec x) const;
  void find_eliminated();
  void find_floors();
  std::vector<Reported> imbalances(const FluxTable& outward) const;
  void set_metals();
  std::vector<char> without_equation() const;
  void add_to_product(Vec x, Vec y) const;
  void set_shears();
  void set_group(const std::vector<double>& row_factors);
  void hold_species(Vector& residual_rows) const;

  const Discretization<dim>& discretization;
  const Medium& medium;
  std::unique_ptr<const ReactionBasis> reaction_basis; ///< null: nothing reacts
  std::unique_ptr<const Speciation> speciation;        ///< null: no reaction makes fronts
  Assembler<dim> weak_form;
  FixedValues<dim> fixed_values;
  FluxFunctional<dim> functional;
  UnknownPotentials<dim> potentials;
  const bool stores_charge; ///< do conductors?
  Borders potential_borders;
  ResidualOptions options;
  const std::shared_ptr<FieldMatrix> matrix_owner;
  FieldMatrix& system_matrix;
  std::vector<char> eliminated;        ///< owned unknowns without an equation of their own
  std::vector<double> factors_of_rows; ///< of the last jacobian()
  struct MetalSlopes {
    Vector by_potential, of_current;
    double slope; ///< dI/dV
  };
  std::vector<MetalSlopes> metal_slopes; ///< likewise, see Assembler::metal_slopes()
  Vector base;                           ///< empty: vectors are states
  Vector owned_copy, ghosted_copy; ///< of the state last read; with a base, of its values there
  Vector owned_correction, ghosted_correction;
  Vector rows;
  VecHandle raw_at; ///< the correction of the last residual(), null: none; and its raw rows
  Vector raw;
  double charge = 0.0;          ///< its magnitude, found with the floors
  std::vector<Reported> floors; ///< by field, of the first state that is asked for after correct()
  std::function<Vector()> make_linear_form;
  Vector linear_form;
  Vector known_content; ///< that storage is measured from
};

} // namespace ionflux
