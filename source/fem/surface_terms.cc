#include <ionflux/algebra/small_product.h>
#include <ionflux/fem/surface_terms.h>
#include <ionflux/support/agreement.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
void SurfaceTerms<dim>::setup() {
  agree(discretization.communicator, [&] { faces.setup(); });
}

template <int dim>
void SurfaceTerms<dim>::update() {
  floating.update();
  faces.update();
}

template <int dim>
bool SurfaceTerms<dim>::couple(const unsigned int f, const unsigned int m) const {
  for (const BoundaryCondition& condition : boundaries.conditions())
    for (const AppliedLaw& law : condition.laws)
      if (law.row->depends_on_state() && depends_on(law, transport, m) &&
          (static_cast<unsigned int>(law.species + 1) == f ||
           (law.stores_species() && static_cast<unsigned int>(law.partner + 1) == f)))
        return true;
  return false;
}

template <int dim>
std::vector<std::vector<unsigned int>> SurfaceTerms<dim>::couplings() const {
  std::vector<std::vector<unsigned int>> groups;
  for (const Face& face : faces.list())
    if (face.n_sides == 2) groups.push_back(face.nodes);
  return groups;
}

// What a law of one side lets in the rows lose; a flux from the first side leaves the domain there.
template <int dim>
double SurfaceTerms<dim>::sign(const Laws laws, const Face& face) const {
  return laws == &Face::laws && face.n_sides == 1 ? -1.0 : 1.0;
}

template <int dim>
void SurfaceTerms<dim>::add_rows(const Laws laws, const StateView& state,
                                 const ResidualOptions& options, const double factor,
                                 double* rows) const {
  const unsigned int n_fields = discretization.n_fields();
  for_each_point(laws, state, options, [&](SurfacePoint<dim>& point) {
    const std::vector<unsigned int>& nodes = point.face().nodes;
    double* row = rows + point.law().field;
    const double value =
        factor * point.weight() *
        (options.magnitudes ? point.size() : sign(laws, point.face()) * point.value());
    for (unsigned int k = 0; k < nodes.size(); ++k)
      row[nodes[k] * n_fields] +=
          value * (options.magnitudes ? std::abs(point.jump()[k]) : point.jump()[k]);
  });
}

template <int dim>
void SurfaceTerms<dim>::add_residual(const StateView& state, const ResidualOptions& options,
                                     double* rows) const {
  find_metals(state, options);
  add_rows(&Face::laws, state, options, 1.0, rows);
}

// Amounts are what they are at any load.
template <int dim>
void SurfaceTerms<dim>::add_storage(const StateView& state, const ResidualOptions& options,
                                    double* rows) const {
  ResidualOptions amounts;
  amounts.magnitudes = options.magnitudes;
  if (options.storage_rate != 0.0)
    add_rows(&Face::stores, state, amounts, options.storage_rate, rows);
}

template <int dim>
void SurfaceTerms<dim>::add_cell_content(const unsigned int cell, const double* unknowns,
                                         double* contents) const {
  const unsigned int n_nodes = discretization.n_nodes_per_cell(),
                     n_fields = discretization.n_fields(), row = padded(n_fields);
  const auto& list = faces.list();
  auto face = std::lower_bound(
      list.begin(), list.end(), cell,
      [](const Face& one, const unsigned int number) { return one.cell < number; });
  std::vector<double> values(n_fields);
  SurfaceState state(transport);
  for (; face != list.end() && face->cell == cell; ++face)
    for (unsigned int q = 0; q < face->weights.size() && !face->stores.empty(); ++q) {
      const double* shapes = &face->cell_shapes[q * n_nodes];
      std::fill(values.begin(), values.end(), 0.0);
      for (unsigned int a = 0; a < n_nodes; ++a)
        for (unsigned int f = 0; f < n_fields; ++f)
          values[f] += shapes[a] * unknowns[a * row + f];
      for (const Law& store : face->stores) {
        state.set(0, values.data(), *store.material[0]);
        const double amount = face->weights[q] * state.value(*store.points[q], {});
        for (unsigned int a = 0; a < n_nodes; ++a)
          contents[a * row + store.field] += amount * shapes[a];
      }
    }
}

template <int dim>
void SurfaceTerms<dim>::visit_blocks(const Laws laws, const StateView& state,
                                     const ResidualOptions& options, const double factor,
                                     const BlockVisitor& visit) const {
  const unsigned int n_fields = discretization.n_fields();
  std::vector<double> block;
  for_each_point(laws, state, options, [&](SurfacePoint<dim>& point) {
    if (!point.law().applied->row->depends_on_state()) return;
    const unsigned int n = point.face().nodes.size();
    const std::vector<double>& slopes = point.slopes();
    for (unsigned int m = 0; m < n_fields; ++m) {
      const double here = slopes[m], there = point.face().n_sides == 2 ? slopes[n_fields + m] : 0.0;
      if (here == 0.0 && there == 0.0) continue;
      block.resize(n * n);
      for (unsigned int k = 0; k < n; ++k) {
        const double tested = factor * sign(laws, point.face()) * point.weight() * point.jump()[k];
        for (unsigned int l = 0; l < n; ++l)
          block[k * n + l] = tested * (here * point.shapes(0)[l] +
                                       (there != 0.0 ? there * point.shapes(1)[l] : 0.0));
      }
      visit(point.face(), point.law().field, m, block.data());
    }
  });
}

template <int dim>
void SurfaceTerms<dim>::for_each_block(const StateView& state, const ResidualOptions& options,
                                       const BlockVisitor& visit) const {
  find_metals(state, options);
  visit_blocks(&Face::laws, state, options, 1.0, visit);
}

template <int dim>
void SurfaceTerms<dim>::for_each_storage_block(const StateView& state,
                                               const ResidualOptions& options,
                                               const BlockVisitor& visit) const {
  if (options.storage_rate != 0.0)
    visit_blocks(&Face::stores, state, {}, options.storage_rate, visit);
}

template class SurfaceTerms<2>;
template class SurfaceTerms<3>;

} // namespace ionflux
