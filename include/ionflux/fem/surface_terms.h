#pragma once

#include <ionflux/fem/floating_metals.h>
#include <ionflux/fem/law_reports.h>
#include <ionflux/fem/residual_options.h>
#include <ionflux/fem/state_view.h>
#include <ionflux/fem/surface_point.h>

#include <functional>
#include <vector>

namespace ionflux {

/// Terms of the weak form on surfaces: laws of one side on boundaries and interfaces, laws between
/// the two sides of thin membranes, where the mesh is cut and potential and concentrations jump.
///
///     - sum over boundaries  int J_f(u) v dA  +  sum over membranes  int F_f(u_0, u_1) (v_0 - v_1)
///
/// J_f is what a law lets into the domain (of the potential: a charge), F_f the flux from side 0 to
/// side 1, so that what leaves one side enters the other to the last digit. A given charge or flux
/// is a law that ignores the state. What surfaces hold of species adds to the contents.
///
/// All sums are dimensionless, per radian if axisymmetric, and global.
template <int dim>
class SurfaceTerms {
public:
  using Face = SurfaceFace<dim>;
  using FluxSums = std::vector<std::vector<double>>; ///< [boundary id, last: interfaces][field]

  SurfaceTerms(const Discretization<dim>& discretization, const CellTable<dim>& cells,
               const Model& model)
      : discretization(discretization), transport(*model.law), boundaries(model.boundaries),
        faces(discretization, cells, model), floating(discretization, model) {}

  /// Meet the mesh as it is now, after the cells have. Collective.
  void setup();
  /// Given values have changed (in time): evaluate them anew. May throw on one rank alone.
  void update();

  /// Does a law of the input bring unknown m into equation f? The same on all ranks.
  bool couple(unsigned int f, unsigned int m) const;
  /// Nodes that the two sides of membranes couple (local numbers), for CellTable::pattern().
  std::vector<std::vector<unsigned int>> couplings() const;

  /// Add to residual rows, or the absolute values of the terms; `rows` of local unknowns,
  /// interleaved. Collective.
  void add_residual(const StateView& state, const ResidualOptions& options, double* rows) const;
  /// The same of what surfaces hold, times the rate of storage.
  void add_storage(const StateView& state, const ResidualOptions& options, double* rows) const;
  /// Add what the surfaces of a cell hold to its contents, both [node][field] with rows of length
  /// padded(number of fields). Cells are to be asked in their order.
  void add_cell_content(unsigned int cell, const double* unknowns, double* contents) const;

  /// Takes a face, the equation, the unknown and [node][node] of the face.
  using BlockVisitor =
      std::function<void(const Face& face, unsigned int f, unsigned int m, const double* block)>;
  /// Derivatives of what add_residual() adds. Collective.
  void for_each_block(const StateView& state, const ResidualOptions& options,
                      const BlockVisitor& visit) const;
  /// Derivatives of what add_storage() adds.
  void for_each_storage_block(const StateView& state, const ResidualOptions& options,
                              const BlockVisitor& visit) const;

  /// Integrals of the laws of one side, into the domain. Collective.
  FluxSums integrals(const StateView& state, const ResidualOptions& options = {}) const;
  /// Fluxes through the sides of thin membranes, outward of the cells beside it. Collective.
  FluxSums membrane_fluxes(const StateView& state) const;
  /// Charge of the species that surfaces hold, [boundary id, last: interfaces]. Collective.
  std::vector<double> held_charges(const StateView& state) const;
  /// What laws of the state that act somewhere report, in the order of the input. Collective.
  std::vector<LawReport> reports(const StateView& state) const;

  /// Electrodes with a given current through their reactions; of the state that was met last.
  const FloatingMetals<dim>& metals() const { return floating; }
  FloatingMetals<dim>& metals() { return floating; }
  /// Find the potentials of these metals in a state. Collective.
  void find_metals(const StateView& state, const ResidualOptions& options = {}) const;
  /// Add how residual rows change with the potential of the k-th metal, rows of field f multiplied
  /// by row_factors[f].
  void add_metal_slopes(unsigned int k, const StateView& state, const ResidualOptions& options,
                        const std::vector<double>& row_factors, double* rows) const;
  /// Add how the current through the k-th metal changes with the unknowns.
  void add_current_slopes(unsigned int k, const StateView& state, const ResidualOptions& options,
                          double* rows) const;

private:
  using Law = typename Face::Law;
  using Laws = std::vector<Law> Face::*;
  template <typename Work>
  void for_each_point(Laws laws, const StateView& state, const ResidualOptions& options,
                      const Work& work) const;
  template <typename Work>
  void for_each_metal_point(const StateView& state, const ResidualOptions& options,
                            const Work& work) const;
  void add_rows(Laws laws, const StateView& state, const ResidualOptions& options, double factor,
                double* rows) const;
  void visit_blocks(Laws laws, const StateView& state, const ResidualOptions& options,
                    double factor, const BlockVisitor& visit) const;
  int metal_behind(const Face& face, const Law& law) const {
    return law.applied->floats() ? floating.behind(face.condition) : FloatingMetals<dim>::none;
  }
  double sign(Laws laws, const Face& face) const;
  FluxSums sums_of_ranks(const std::vector<double>& own) const;

  const Discretization<dim>& discretization;
  const TransportLaw& transport;
  const BoundaryMap& boundaries;
  SurfaceFaces<dim> faces;
  mutable FloatingMetals<dim> floating; ///< whose potentials belong to the state
};

// Calls work(point) for each law at each point.
template <int dim>
template <typename Work>
void SurfaceTerms<dim>::for_each_point(const Laws laws, const StateView& state,
                                       const ResidualOptions& options, const Work& work) const {
  if (faces.list().empty()) return;
  LocalState local(state, discretization);
  SurfacePoint<dim> point(transport, local.sums());
  for (const Face& face : faces.list())
    for (unsigned int q = 0; q < face.weights.size() && !(face.*laws).empty(); ++q) {
      point.move(face, q);
      for (const Law& law : face.*laws) {
        if (law.applied->row->carried_by_flow && options.stage != TransportStage::full) continue;
        const int metal = metal_behind(face, law);
        point.meet(law, metal == FloatingMetals<dim>::none ? 0.0 : floating.potential(metal),
                   options);
        work(point);
      }
    }
}

} // namespace ionflux
