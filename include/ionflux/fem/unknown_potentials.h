#pragma once

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/fixed_values.h>

#include <ionflux/support/borders.h>

#include <string>
#include <vector>

namespace ionflux {

/// Boundaries whose potential p is an unknown, and the equation for each: the flux through the
/// boundary is given,
///
///     g = flux into the domain - load * target = 0,
///
/// the electric current (sum over the species of z_i times their fluxes), or the displacement,
/// which is the charge on a conductor. The flux is the variational one, a weighted sum of raw
/// residual rows (fem/adaptivity/goal.h), so that tables of fluxes show exactly what was given.
template <int dim>
class UnknownPotentials {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  UnknownPotentials(const Discretization<dim>& discretization, const Electrolyte& electrolyte,
                    const BoundaryMap& boundaries, const Scaling& scaling)
      : discretization(discretization), electrolyte(electrolyte), boundaries(boundaries),
        scaling(scaling) {}

  /// Meet the mesh as it is now.
  /// @param fixed,assembler set up on it
  void setup(const FixedValues<dim>& fixed, const Assembler<dim>& assembler);

  unsigned int size() const { return equations.size(); }
  BoundaryLawKind kind(const unsigned int k) const { return equations[k].kind; }
  /// Index in BoundaryMap::conditions().
  unsigned int condition(const unsigned int k) const { return equations[k].condition; }

  /// Give the slaves of each potential in an owned vector its value.
  void set_slaves(const FixedValues<dim>& fixed, Vector& x) const;

  /// Values of g, dimensionless, per radian if axisymmetric. Collective.
  /// @param rows raw residual with surface terms
  std::vector<double> excess(const Vector& rows, const ResidualOptions& options) const;

  /// Size of the terms of each g, from the raw residual's magnitudes: these many units of g count
  /// as much as `potential_scale` units of a residual of the potential. Collective.
  void set_scales(const Vector& magnitudes, double potential_scale);

  /// What g is multiplied with before it stands in the row of the master.
  double factor(const unsigned int k) const { return equations[k].factor; }
  /// Size of the terms of g.
  double term_size(const unsigned int k) const { return equations[k].term_size; }

  /// Fill the borders from the Jacobian, before anything is eliminated from it.
  ///
  /// @param eliminated owned unknowns whose row and column will be eliminated, masters and slaves
  ///                   among them
  /// @param factors    by which the rows of each field of `matrix` are multiplied
  void make_borders(FieldMatrix& matrix, const FixedValues<dim>& fixed,
                    const std::vector<char>& eliminated, const std::vector<double>& factors,
                    Borders& borders) const;

  /// SI unit of the given total divided by its dimensionless value.
  double total_scale(BoundaryLawKind kind) const;

private:
  struct Equation {
    BoundaryLawKind kind;
    unsigned int condition;
    double target = 0.0;
    double given = 0.0; ///< flux out of the domain that laws of the boundary give, at load 1
    double factor = 1.0, term_size = 1.0;
    Vector weights; ///< of the raw rows in g
  };

  const Discretization<dim>& discretization;
  const Electrolyte& electrolyte;
  const BoundaryMap& boundaries;
  const Scaling& scaling;
  std::vector<Equation> equations;
};

} // namespace ionflux
