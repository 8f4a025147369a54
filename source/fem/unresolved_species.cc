#include <ionflux/fem/unresolved_species.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

// A quadratic polynomial follows exp(x) over an interval of 3 to some per cent.
constexpr double largest_span = 3.0;

// What Newton's method leaves of a concentration of zero, beside the largest.
constexpr double rounding = 1e-11;

struct Range {
  double least = std::numeric_limits<double>::infinity(), largest = -least;
  void account(const double value) {
    least = std::min(least, value);
    largest = std::max(largest, value);
  }
  double span() const { return largest - least; }
};

/// The place and values of the rank whose `badness` is largest; of equals the first one's.
template <int dim>
void agree_on_worst(UnresolvedSpecies<dim>& one, double& badness, const MPI_Comm communicator) {
  const double worst = Utilities::MPI::max(badness, communicator);
  const unsigned int none = std::numeric_limits<unsigned int>::max();
  const unsigned int rank = Utilities::MPI::min(
      badness == worst ? Utilities::MPI::this_mpi_process(communicator) : none, communicator);
  std::vector<double> values = {one.potential_span, one.logarithm_span, one.least};
  for (unsigned int d = 0; d < dim; ++d)
    values.push_back(one.where[d]);
  values = Utilities::MPI::broadcast(communicator, values, rank);
  one.potential_span = values[0];
  one.logarithm_span = values[1];
  one.least = values[2];
  for (unsigned int d = 0; d < dim; ++d)
    one.where[d] = values[3 + d];
  one.largest = Utilities::MPI::max(one.largest, communicator);
  badness = worst;
}

} // namespace

template <int dim>
std::vector<UnresolvedSpecies<dim>> unresolved_species(const Discretization<dim>& d,
                                                       const Model& model,
                                                       const PETScWrappers::MPI::Vector& solution) {
  const unsigned int n_species = model.electrolyte.n_species(), n_nodes = d.n_nodes_per_cell();
  const LocalValues unknowns(solution, d.owned, d.relevant);
  std::vector<UnresolvedSpecies<dim>> worst(n_species);
  std::vector<double> badness(n_species, 0.0), u(d.n_fields()), c(n_species);
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    cell->get_dof_indices(dofs);
    const PointMaterial& material = model.medium.material(cell->material_id());
    std::vector<Range> potential(n_species), logarithm(n_species), concentration(n_species);
    for (unsigned int a = 0; a < n_nodes; ++a) {
      for (unsigned int f = 0; f < d.n_fields(); ++f)
        u[f] = unknowns[dofs[d.cell_index[f * n_nodes + a]]];
      model.law->concentrations(u.data(), material, c.data());
      const double phi = model.law->potential(u.data(), material, nullptr);
      for (unsigned int i = 0; i < n_species; ++i) {
        concentration[i].account(c[i]);
        if (model.law->solves_for_concentration(i)) continue;
        potential[i].account(u[i + 1]);
        logarithm[i].account(u[i + 1] - model.law->charge_number(i) * phi);
      }
    }
    for (unsigned int i = 0; i < n_species; ++i) {
      if (!material.present[i]) continue;
      UnresolvedSpecies<dim>& one = worst[i];
      one.largest = std::max(one.largest, concentration[i].largest);
      const bool by_concentration = model.law->solves_for_concentration(i);
      const double bad = by_concentration
                             ? -concentration[i].least
                             : std::min(potential[i].span(), logarithm[i].span()) - largest_span;
      if (!(bad > badness[i])) continue;
      badness[i] = bad;
      one.where = cell->center();
      if (by_concentration) {
        one.least = concentration[i].least;
      } else {
        one.potential_span = potential[i].span();
        one.logarithm_span = logarithm[i].span();
      }
    }
  }
  std::vector<UnresolvedSpecies<dim>> found;
  for (unsigned int i = 0; i < n_species; ++i) {
    worst[i].species = i;
    agree_on_worst(worst[i], badness[i], d.communicator);
    const double floor = model.law->solves_for_concentration(i) ? rounding * worst[i].largest : 0.0;
    if (badness[i] > floor) found.push_back(worst[i]);
  }
  return found;
}

template std::vector<UnresolvedSpecies<2>>
unresolved_species(const Discretization<2>&, const Model&, const PETScWrappers::MPI::Vector&);
template std::vector<UnresolvedSpecies<3>>
unresolved_species(const Discretization<3>&, const Model&, const PETScWrappers::MPI::Vector&);

} // namespace ionflux
