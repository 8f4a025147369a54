#pragma once

#include <ionflux/fem/cell_kernel.h>
#include <ionflux/fem/cell_table.h>
#include <ionflux/fem/discretization.h>
#include <ionflux/fem/model.h>
#include <ionflux/fem/releases.h>
#include <ionflux/fem/state_view.h>
#include <ionflux/fem/surface_terms.h>
#include <ionflux/fem/upwind.h>

#include <ionflux/algebra/field_matrix.h>

#include <functional>
#include <memory>
#include <vector>

namespace ionflux {

template <int dim>
class Limiter;

/// What Assembler::summarize() finds. Dimensionless, integrals per radian if axisymmetric.
struct VolumeSummary {
  double charge = 0.0;                 ///< net charge, mobile and fixed
  double charge_magnitude = 0.0;       ///< integral of its absolute value
  std::vector<double> source;          ///< given source of each species
  std::vector<double> reacted;         ///< what reactions make of each species
  std::vector<double> amount;          ///< integral of each concentration
  std::vector<double> least, greatest; ///< concentration of each species where it may be
};

/// THE weak form: residual and Jacobian of (E3) and (E4) on the distributed mesh.
///
/// Rows are raw: hanging nodes are condensed, fixed values are not taken out. Without the surface
/// terms minus the sum of the rows of a field over the nodes of a boundary is the outward flux
/// through it (the variational, conservative flux; doc/equations.md), dimensionless and per
/// radian if axisymmetric.
template <int dim>
class Assembler {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  Assembler(const Discretization<dim>& discretization, const Model& model);
  ~Assembler();

  const TransportLaw& law() const { return transport; }
  /// Does equation f contain unknown m, in the volume, at a surface or through a membrane?
  bool couples(unsigned int f, unsigned int m) const;
  const CellTable<dim>& cells() const { return table; }
  /// Velocity of the solvent at the points of an owned cell, [point][3], dimensionless; null: at
  /// rest.
  const double* velocity(const unsigned int cell) const {
    return velocity_start[cell] < 0 ? nullptr : &velocities[velocity_start[cell]];
  }
  /// Dispersion by the flow at the points of an owned cell, [point][dim][dim]; null: none.
  const double* dispersion(const unsigned int cell) const {
    return dispersion_start[cell] < 0 ? nullptr : &dispersions[dispersion_start[cell]];
  }
  /// Residual rows of the point, line and area sources at load 1; size 0: there are none.
  const Vector& releases() const { return release_rows; }
  /// At the quadrature points of a cell, [point][species]; null: the material's.
  const double* diffusivities(const unsigned int cell) const {
    const int start = diffusivity_start[cell];
    return start < 0 ? nullptr : &varying_diffusivities[start];
  }
  /// Of a species, over all materials.
  double greatest_diffusivity(unsigned int species) const;

  /// Meet the mesh as it is now: geometry, given charges and sources. Collective.
  void setup();

  /// Give `matrix` the pattern of the Jacobian. Collective.
  void make_pattern(FieldMatrix& matrix);

  /// @param residual owned; overwritten
  void residual(const StateView& state, const ResidualOptions& options, Vector& residual) const;

  /// Takes an owned cell and its contents [node][field, padded], which it may change.
  using ContentVisitor = std::function<void(unsigned int cell, double* contents)>;
  /// Contents int c_i v of a state; 0 in the rows of the potential. Hanging nodes condensed.
  /// @param visit called for each cell; may be empty
  void content(const StateView& state, Vector& rows, const ContentVisitor& visit = {}) const;

  /// Given values of boundaries have changed (in time): evaluate them anew. Collective.
  void update_given_terms();

  /// The part of residual() that comes from boundaries and interfaces.
  void surface_residual(const StateView& state, const ResidualOptions& options,
                        Vector& residual) const;

  /// Limits the artificial diffusion where that is wanted (Stabilisation::limited); else it stays
  /// whole, which leaves linear equations: a start.
  void limit(const bool wanted) { is_limited = wanted; }
  /// y += what jacobian() leaves out: the derivative of what the limiter takes back.
  /// @param skip unknowns whose rows and columns do not count, an entry an owned one
  void add_limited(Vec x, Vec y, const std::vector<char>& skip,
                   const std::vector<double>& row_factors) const;

  /// Derivative of the residual; nothing is eliminated, rows of hanging nodes are empty.
  ///
  /// @param row_factors the rows of field f are multiplied by row_factors[f]
  void jacobian(const StateView& state, const ResidualOptions& options,
                const std::vector<double>& row_factors, FieldMatrix& matrix) const;

  /// Outward flux of each field through each boundary by quadrature of the gradient at the faces
  /// (for comparison only): [boundary id][field], dimensionless, per radian if axisymmetric;
  /// global.
  std::vector<std::vector<double>> direct_fluxes(const Vector& solution) const;

  /// Laws of boundaries, interfaces and thin membranes.
  const SurfaceTerms<dim>& surfaces() const { return surface_terms; }
  SurfaceTerms<dim>& surfaces() { return surface_terms; }

  /// How rows change with the potential V of the k-th metal, rows of field f multiplied by
  /// row_factors[f], and how the current I through it changes with the unknowns. As V follows the
  /// state, the Jacobian lacks - by_potential * (of_current . x) / (dI/dV).
  void metal_slopes(unsigned int k, const StateView& state, const ResidualOptions& options,
                    const std::vector<double>& row_factors, Vector& by_potential,
                    Vector& of_current) const;

  /// Sums and extremes over the quadrature points of the domain; global.
  VolumeSummary summarize(const StateView& state) const;

private:
  const TransportLaw& law_of(const TransportStage stage) const {
    return stage == TransportStage::full      ? transport
           : stage == TransportStage::laplace ? *model.laplace_law
                                              : *model.harmonic_law;
  }
  using CellWork = std::function<void(unsigned int cell, const CellInput& input)>;
  void for_each_cell(const StateView& state, const ResidualOptions& options,
                     const CellWork& work) const;
  void accumulate(const std::function<void(double*)>& add, Vector& residual) const;
  void add_cell_rows(const StateView& state, const ResidualOptions& options, double* sums) const;
  void add_rows(unsigned int cell, const double* rows, double* sums) const;
  void read_given_terms(unsigned int cell, unsigned int region,
                        const dealii::FEValues<dim>& values);
  void update_sources();
  bool acts(unsigned int species, unsigned int region) const;
  void read_sources(unsigned int cell, unsigned int region, const dealii::FEValues<dim>& values);
  void find_upwind(unsigned int cell, const CellInput& input, CellKernel<dim>& kernel,
                   UpwindCell& found) const;
  void add_upwind_rows(unsigned int cell, const UpwindCell& upwind, const LocalState& local,
                       bool magnitudes, double* sums) const;
  bool limits(const ResidualOptions& options) const;
  void prepare_limiter(const StateView& state) const;
  void read_velocity(unsigned int region, const dealii::FEValues<dim>& values);
  void read_dispersion(unsigned int region, const dealii::FEValues<dim>& values);
  void find_releases();
  void add_releases();
  void read_diffusivities(unsigned int region, const dealii::FEValues<dim>& values);
  void find_places(const FieldMatrix& matrix);

  const Discretization<dim>& discretization;
  const Model& model;
  const Electrolyte& electrolyte;
  const Medium& medium;
  const BoundaryMap& boundaries;
  const Scaling& scaling;
  const TransportLaw& transport;
  std::vector<char> coupled; ///< [equation][unknown], see couples()

  const ReferenceShapes<dim> shapes;
  CellTable<dim> table;
  SurfaceTerms<dim> surface_terms;
  std::vector<int> charge_start, source_start; ///< by cell, into the next two; -1: none
  std::vector<double> fixed_charges, sources;  ///< at load 1, as in CellInput
  std::vector<int> velocity_start;             ///< by cell, into the next; -1: at rest
  std::vector<double> velocities;              ///< [point][3]
  std::vector<int> dispersion_start;           ///< by cell, into the next; -1: none
  std::vector<double> dispersions;             ///< as in CellInput
  std::vector<std::vector<ReleasePoint<dim>>> release_pieces; ///< of each source
  Vector release_rows;                                        ///< see releases()
  std::vector<double> released;              ///< of each species, as VolumeSummary::source
  std::vector<int> diffusivity_start;        ///< by cell, into the next; -1: none
  std::vector<double> varying_diffusivities; ///< as in CellInput
  std::unique_ptr<Limiter<dim>> limiter;     ///< null: none
  bool is_limited = true;
  mutable bool limits_now = false; ///< did the last jacobian()?
  VecHandle accumulator;           ///< with ghosts, to add up residuals in
  std::vector<PetscInt> places;    ///< of the entries of the cells in FieldMatrix
  std::vector<std::size_t> places_start;
};

} // namespace ionflux
