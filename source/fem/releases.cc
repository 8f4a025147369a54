#include <ionflux/fem/releases.h>

#include <ionflux/fem/assembler.h>
#include <ionflux/support/text.h>

#include <deal.II/base/geometry_info.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

// Pieces of a line, and of each side of an area: four in the smallest cell, within these limits.
constexpr unsigned int fewest_pieces = 16, most_pieces_of_line = 4096, most_pieces_of_side = 64;

template <int dim>
using SourceCell = typename DoFHandler<dim>::active_cell_iterator;

template <int dim>
Point<dim> corner_of(const Release& release, const unsigned int k, const double length) {
  Point<dim> x;
  for (unsigned int d = 0; d < dim; ++d)
    x[d] = release.corners[k][d] / length;
  return x;
}

bool releases_into(const Release& release, const PointMaterial& material) {
  for (unsigned int i = 0; i < release.rate.size(); ++i)
    if (release.has(i) && !material.present[i]) return false;
  return true;
}

// Cells that may hold a part of the source, and the smallest width of those of all ranks.
template <int dim>
struct Candidates {
  std::vector<SourceCell<dim>> cells;
  std::vector<BoundingBox<dim>> boxes;
  double width = 1.0;

  Candidates(const Discretization<dim>& d, const Model& model, const Release& release) {
    const unsigned int n = release.corners.size();
    std::vector<Point<dim>> points;
    for (unsigned int k = 0; k < n; ++k)
      points.push_back(corner_of<dim>(release, k, model.scaling.length));
    if (n == 3) points.push_back(points[1] + (points[2] - points[0]));
    const BoundingBox<dim> around(points);
    double least = 1e300;
    for (const auto& cell : d.dof_handler.active_cell_iterators()) {
      if (!cell->is_locally_owned()) continue;
      BoundingBox<dim> box = cell->bounding_box();
      box.extend(0.1 * cell->diameter()); // curved sides
      if (box.get_neighbor_type(around) == NeighborType::not_neighbors) continue;
      if (!releases_into(release, model.medium.material(cell->material_id()))) continue;
      cells.push_back(cell);
      boxes.push_back(box);
      least = std::min(least, cell->minimum_vertex_distance());
    }
    width = Utilities::MPI::min(least, d.communicator);
  }
};

// Points of the source, with equal shares: the middles of equal pieces.
template <int dim>
std::vector<Point<dim>> pieces(const Release& release, const double length, const double width) {
  const unsigned int n = release.corners.size();
  const Point<dim> first = corner_of<dim>(release, 0, length);
  std::vector<Tensor<1, dim>> sides;
  std::vector<unsigned int> count;
  const unsigned int most = n == 3 ? most_pieces_of_side : most_pieces_of_line;
  for (unsigned int k = 1; k < n; ++k) {
    sides.push_back(corner_of<dim>(release, k, length) - first);
    count.push_back(std::clamp(
        static_cast<unsigned int>(std::min(std::ceil(4.0 * sides.back().norm() / width), 1e6)),
        fewest_pieces, most));
  }
  std::vector<Point<dim>> points = {first};
  for (unsigned int k = 0; k < sides.size(); ++k) {
    std::vector<Point<dim>> spread;
    for (const Point<dim>& x : points)
      for (unsigned int i = 0; i < count[k]; ++i)
        spread.push_back(x + (i + 0.5) / count[k] * sides[k]);
    points = spread;
  }
  return points;
}

// The first of the candidates that holds the point, or their number.
template <int dim>
unsigned int find_cell(const Discretization<dim>& d, const Candidates<dim>& candidates,
                       const Point<dim>& x, Point<dim>& unit) {
  constexpr double tolerance = 1e-8;
  for (unsigned int k = 0; k < candidates.cells.size(); ++k) {
    if (!candidates.boxes[k].point_inside(x)) continue;
    try {
      unit = d.mapping.transform_real_to_unit_cell(candidates.cells[k], x);
    } catch (const typename Mapping<dim>::ExcTransformationFailed&) {
      continue; // a curved cell, and far from it
    }
    if (!GeometryInfo<dim>::is_inside_unit_cell(unit, tolerance)) continue;
    unit = GeometryInfo<dim>::project_to_unit_cell(unit);
    return k;
  }
  return candidates.cells.size();
}

template <int dim>
InputError outside(const Release& release, const Point<dim>& x, const double length) {
  std::string place;
  for (unsigned int d = 0; d < dim; ++d)
    place += (d ? ", " : "") + format_text("%.6g", x[d] * length);
  Fault fault;
  fault.what = "the source '" + release.name + "' has a part at (" + place +
               ") m, where there is no mesh, or nothing that its species may enter";
  fault.where = release.where;
  fault.parameter = "Sources/" + release.name;
  fault.allowed = "points in the domain";
  return InputError(ExitCode::bad_parameters, std::vector<Fault>{fault});
}

// Of each species, now [mol/s or mol/s/m].
std::vector<double> rates_of(const Release& release) {
  std::vector<double> rates;
  for (const GivenValue& rate : release.rate) {
    rates.push_back(rate({}));
    if (rates.back() >= 0.0) continue;
    Fault fault;
    fault.what = format_text("a rate of the source '%s' is negative at some time: %.6g",
                             release.name.c_str(), rates.back());
    fault.where = release.where;
    fault.parameter = "Sources/" + release.name;
    fault.value = rate.text();
    fault.allowed = "zero or a positive value at all times";
    throw InputError(ExitCode::bad_parameters, std::vector<Fault>{fault});
  }
  return rates;
}

} // namespace

template <int dim>
std::vector<ReleasePoint<dim>> find_release(const Discretization<dim>& d, const Model& model,
                                            const Release& release) {
  const Candidates<dim> candidates(d, model, release);
  const std::vector<Point<dim>> points =
      pieces<dim>(release, model.scaling.length, candidates.width);
  const unsigned int rank = Utilities::MPI::this_mpi_process(d.communicator),
                     nobody = Utilities::MPI::n_mpi_processes(d.communicator);
  std::vector<unsigned int> cells, takers;
  std::vector<Point<dim>> units(points.size());
  for (unsigned int k = 0; k < points.size(); ++k) {
    cells.push_back(find_cell(d, candidates, points[k], units[k]));
    takers.push_back(cells.back() < candidates.cells.size() ? rank : nobody);
  }
  Utilities::MPI::min(takers, d.communicator, takers);
  std::vector<ReleasePoint<dim>> found;
  for (unsigned int k = 0; k < points.size(); ++k) {
    if (takers[k] == nobody) throw outside(release, points[k], model.scaling.length);
    if (takers[k] == rank)
      found.push_back({candidates.cells[cells[k]], units[k], 1.0 / points.size()});
  }
  return found;
}

template <int dim>
double dimensionless_rate(const Discretization<dim>& d, const Model& model, const double rate) {
  return rate * d.symmetry_fraction /
         (d.full_turn() * model.scaling.total_flux(d.physical_dimension()));
}

template <int dim>
void Assembler<dim>::find_releases() {
  release_pieces.clear();
  for (const Release& release : electrolyte.releases)
    release_pieces.push_back(find_release(discretization, model, release));
  add_releases();
}

// At the time that rates take from their clock.
template <int dim>
void Assembler<dim>::add_releases() {
  const auto& d = discretization;
  const unsigned int n_nodes = d.n_nodes_per_cell();
  released.assign(transport.n_species(), 0.0);
  release_rows = Vector();
  if (electrolyte.releases.empty()) return;
  release_rows = d.make_vector();
  dealii::Vector<double> local(d.fe.n_dofs_per_cell());
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  for (unsigned int k = 0; k < electrolyte.releases.size(); ++k) {
    const std::vector<double> rates = rates_of(electrolyte.releases[k]);
    for (const ReleasePoint<dim>& piece : release_pieces[k]) {
      local = 0.0;
      for (unsigned int i = 0; i < released.size(); ++i)
        for (unsigned int a = 0; a < n_nodes && rates[i] != 0.0; ++a)
          local[d.cell_index[(i + 1) * n_nodes + a]] -= piece.share *
                                                        dimensionless_rate(d, model, rates[i]) *
                                                        d.scalar_fe.shape_value(a, piece.unit);
      piece.cell->get_dof_indices(dofs);
      d.hanging_nodes.distribute_local_to_global(local, dofs, release_rows);
    }
    for (unsigned int i = 0; i < released.size(); ++i)
      released[i] += dimensionless_rate(d, model, rates[i]);
  }
  release_rows.compress(VectorOperation::add);
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template std::vector<ReleasePoint<dim>> find_release(const Discretization<dim>&, const Model&,   \
                                                       const Release&);                            \
  template double dimensionless_rate(const Discretization<dim>&, const Model&, double);            \
  template void Assembler<dim>::find_releases();                                                   \
  template void Assembler<dim>::add_releases();

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
