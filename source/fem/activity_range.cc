#include <ionflux/fem/activity_range.h>
#include <ionflux/physics/activity/activity_model.h>
#include <ionflux/physics/activity/inversion.h>
#include <ionflux/support/text.h>

#include <deal.II/fe/fe_values.h>

#include <map>

namespace ionflux {

using namespace dealii;

namespace {

/// What one rank found in one material.
template <int dim>
struct Found {
  unsigned int n_points = 0, n_in_all = 0;
  std::string reason;
  Point<dim> where;

  void add(const std::string& why, const Point<dim>& x) {
    ++n_in_all;
    if (why.empty() || ++n_points > 1) return;
    reason = why;
    where = x;
  }
};

/// In one material: beyond the range, and not stable.
template <int dim>
struct FoundBoth {
  Found<dim> range, stability;
};

std::string why_unstable(const ActivityModel& model, const std::vector<double>& c) {
  if (is_stable(model, c.data())) return "";
  std::vector<std::string> numbers;
  for (const double value : c)
    numbers.push_back(format_text("%.4g", value));
  return "concentrations " + join(numbers, ", ") + " mol/m^3";
}

template <int dim>
BeyondRange<dim> gathered(const std::string& material, const bool unstable, const Found<dim>& own,
                          MPI_Comm communicator) {
  BeyondRange<dim> one;
  one.material = material;
  one.unstable = unstable;
  one.n_points = Utilities::MPI::sum(own.n_points, communicator);
  one.n_in_all = Utilities::MPI::sum(own.n_in_all, communicator);
  for (const auto& [reason, where] :
       Utilities::MPI::all_gather(communicator, std::make_pair(own.reason, own.where))) {
    if (!one.reason.empty() || reason.empty()) continue;
    one.reason = reason;
    one.where = where;
  }
  return one;
}

} // namespace

template <int dim>
std::vector<BeyondRange<dim>> beyond_activity_range(const Discretization<dim>& d,
                                                    const Model& model,
                                                    const PETScWrappers::MPI::Vector& solution) {
  if (model.electrolyte.ideal) return {};
  const Medium& medium = model.medium;
  const TransportLaw& law = *model.law;
  const LocalValues unknowns(solution, d.owned, d.relevant);
  const unsigned int n_nodes = d.n_nodes_per_cell();
  FEValues<dim> nodes(d.mapping, d.scalar_fe,
                      Quadrature<dim>(d.scalar_fe.get_unit_support_points()),
                      update_quadrature_points);
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  std::vector<double> u(d.n_fields()), c(law.n_species()), dissolved;
  std::map<std::string, FoundBoth<dim>> by_material;
  for (unsigned int region = 0; region < medium.n_regions(); ++region)
    if (medium.material(region).activity) by_material[medium.material_name(region)];
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    const PointMaterial& material = medium.material(cell->material_id());
    if (!material.activity) continue;
    FoundBoth<dim>& found = by_material[medium.material_name(cell->material_id())];
    cell->get_dof_indices(dofs);
    nodes.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
    for (unsigned int a = 0; a < n_nodes; ++a) {
      for (unsigned int f = 0; f < d.n_fields(); ++f)
        u[f] = unknowns[dofs[d.cell_index[f * n_nodes + a]]];
      law.concentrations(u.data(), material, c.data());
      dissolved.clear();
      for (const unsigned int i : material.dissolved)
        dissolved.push_back(material.concentration_scale * c[i]);
      found.range.add(material.activity->out_of_range(dissolved.data()), nodes.quadrature_point(a));
      if (model.electrolyte
              .solves_for_any_concentration()) // else every state found is a stable one
        found.stability.add(why_unstable(*material.activity, dissolved), nodes.quadrature_point(a));
    }
  }
  std::vector<BeyondRange<dim>> list;
  for (const auto& [material, found] : by_material)
    for (const bool unstable : {false, true}) {
      const Found<dim>& own = unstable ? found.stability : found.range;
      const BeyondRange<dim> one = gathered(material, unstable, own, d.communicator);
      if (one.n_points > 0) list.push_back(one);
    }
  return list;
}

template std::vector<BeyondRange<2>> beyond_activity_range(const Discretization<2>&, const Model&,
                                                           const PETScWrappers::MPI::Vector&);
template std::vector<BeyondRange<3>> beyond_activity_range(const Discretization<3>&, const Model&,
                                                           const PETScWrappers::MPI::Vector&);

} // namespace ionflux
