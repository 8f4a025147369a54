#pragma once

#include <ionflux/fem/flux_functional.h>

#include <ionflux/algebra/borders.h>

#include <string>
#include <vector>

namespace ionflux {

/// Boundaries whose potential p is an unknown, and the equation for each: the flux through the
/// boundary is given,
///
///     g = flux into the domain - load * target = 0,
///
/// the electric current (sum over the species of z_i times their fluxes), or the displacement,
/// which is the charge on a conductor. The flux is that of the tables (fem/flux_functional.h), so
/// that these show exactly what was given.
///
/// In time a given current is the whole one, conduction and what charges the conductor; see
/// set_storage().
///
/// Where thin membranes cut the domain, the residual rows of all free unknowns of the boundary's
/// part are added to g. They are zero at the solution, so nothing changes there; but what is left
/// is the flux through the membrane, whose derivative is not the small difference of the large
/// conductances of the bath's cells.
template <int dim>
class UnknownPotentials {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  UnknownPotentials(const Discretization<dim>& discretization, const Model& model)
      : discretization(discretization), electrolyte(model.electrolyte),
        boundaries(model.boundaries), scaling(model.scaling) {}

  /// Meet the mesh as it is now.
  /// @param fixed,fluxes,assembler set up on it
  void setup(const FixedValues<dim>& fixed, const FluxFunctional<dim>& fluxes,
             const Assembler<dim>& assembler);

  /// Given values have changed (in time).
  void update_targets();

  /// To the current through a boundary add rate (D - known) of the outward displacement D, which is
  /// minus the charge of the conductor there. Rate 0: conduction alone.
  /// @param known displacements, by boundary id
  void set_storage(double rate, const std::vector<double>& known,
                   const FluxFunctional<dim>& fluxes);

  unsigned int size() const { return equations.size(); }
  /// The law that gives the flux.
  const AppliedLaw& law(const unsigned int k) const { return *equations[k].law; }
  /// Index in BoundaryMap::conditions().
  unsigned int condition(const unsigned int k) const { return equations[k].condition; }
  /// The flux that is given, outward.
  const Goal& flux(const unsigned int k) const { return equations[k].flux; }

  /// Give the slaves of each potential in an owned vector its value.
  void set_slaves(const FixedValues<dim>& fixed, Vector& x) const;

  /// Values of g, dimensionless, per radian if axisymmetric. Collective.
  /// @param rows    raw residual with surface terms
  /// @param outward of the state, with the same options
  std::vector<double> excess(const Vector& rows, const FluxTable& outward,
                             const ResidualOptions& options) const;

  /// What changes of the raw rows and of given fluxes, [boundary id][field], make of the k-th g.
  double excess_of(unsigned int k, const Vector& rows, const FluxTable& given) const {
    return equations[k].weights * rows + FluxFunctional<dim>::value(equations[k].flux, given);
  }

  /// Size of the terms of each g, from the raw residual's magnitudes: these many units of g count
  /// as much as `potential_scale` units of a residual of the potential. Collective.
  /// @param of_membranes the part of the magnitudes that comes from thin membranes
  void set_scales(const Vector& magnitudes, const Vector& of_membranes, double potential_scale);

  /// What g is multiplied with before it stands in the row of the master.
  double factor(const unsigned int k) const { return equations[k].factor; }
  /// Size of the terms of g.
  double term_size(const unsigned int k) const { return equations[k].term_size; }

  /// Fill the borders from the Jacobian, before anything is eliminated from it.
  ///
  /// @param eliminated owned unknowns whose row and column will be eliminated, masters and slaves
  ///                   among them
  /// @param factors    by which the rows of each field of `matrix` are multiplied
  /// @param state,options where the Jacobian was made
  void make_borders(FieldMatrix& matrix, const FixedValues<dim>& fixed,
                    const FluxFunctional<dim>& fluxes, const std::vector<char>& eliminated,
                    const std::vector<double>& factors, const StateView& state,
                    const ResidualOptions& options, Borders& borders) const;

  /// SI unit of the given total divided by its dimensionless value.
  double total_scale(const BoundaryLaw& law) const;

private:
  struct Equation {
    const AppliedLaw* law;
    unsigned int condition;
    double target = 0.0;
    double stored = 0.0; ///< of set_storage(): rate times the known displacement
    double factor = 1.0, term_size = 1.0;
    Goal flux;      ///< of which g is the negative, less the target
    Vector weights; ///< of the raw rows in g
    Vector inner;   ///< the part of them that belongs to free unknowns; empty: none
  };
  void find_weights(const FluxFunctional<dim>& fluxes, Equation& equation) const;
  void add_inner_rows(const FluxFunctional<dim>& fluxes, Equation& equation) const;

  const Discretization<dim>& discretization;
  const Electrolyte& electrolyte;
  const BoundaryMap& boundaries;
  const Scaling& scaling;
  std::vector<Equation> equations;
  std::vector<unsigned int> part; ///< of the domain, by owned node; empty: no thin membrane
};

} // namespace ionflux
