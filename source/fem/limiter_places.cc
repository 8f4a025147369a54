// Where the limiter's nodes lie as seen from a cell, and where the domain of a species ends.

#include <ionflux/fem/limiter.h>

#include <deal.II/dofs/dof_tools.h>
#include <deal.II/fe/fe_values.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

// Places that are nearer to each other than this part of a cell are the same.
constexpr double same_place = 1e-6;

/// The period in each direction; 0: none. Every rank has the whole coarse mesh.
template <int dim>
Tensor<1, dim> periods_of(const Discretization<dim>& d) {
  Tensor<1, dim> least, greatest;
  std::array<bool, dim> any{};
  for (const auto& cell : d.mesh.cell_iterators_on_level(0))
    for (const unsigned int f : cell->face_indices()) {
      if (!cell->face(f)->at_boundary() || !d.is_periodic(cell->face(f)->boundary_id())) continue;
      const unsigned int i = d.periodic_direction(cell->face(f)->boundary_id());
      const double x = cell->face(f)->vertex(0)[i];
      least[i] = any[i] ? std::min(least[i], x) : x;
      greatest[i] = any[i] ? std::max(greatest[i], x) : x;
      any[i] = true;
    }
  return greatest - least;
}

/// The image of a place that is nearest to another one.
template <int dim>
Point<dim> image(Point<dim> place, const Point<dim>& other, const Tensor<1, dim>& periods) {
  for (unsigned int i = 0; i < dim; ++i)
    if (periods[i] > 0.0) place[i] += periods[i] * std::round((other[i] - place[i]) / periods[i]);
  return place;
}

/// Where a node lies beside or in a cell: at one of its vertices, or else near it. Several vertices
/// are one node where a single cell fills a period.
template <int dim>
Point<dim> seen_from(const typename DoFHandler<dim>::active_cell_iterator& cell,
                     const Point<dim>& place, const Tensor<1, dim>& periods) {
  for (const unsigned int v : cell->vertex_indices())
    if (image(place, cell->vertex(v), periods).distance(cell->vertex(v)) <
        same_place * cell->diameter())
      return cell->vertex(v);
  return image(place, cell->center(), periods);
}

} // namespace

// By local number. A node that another one across a periodic side follows from may lie in no cell
// that this rank knows: owners tell.
template <int dim>
std::vector<Point<dim>> Limiter<dim>::places_of_nodes() const {
  const unsigned int n = d.n_fields();
  std::map<types::global_dof_index, Point<dim>> known;
  DoFTools::map_dofs_to_support_points(d.mapping, d.dof_handler, known);
  std::vector<Point<dim>> places(table.n_owned_nodes() + table.n_ghost_nodes());
  for (unsigned int i = 0; i < dim; ++i) {
    const std::vector<double> coordinates = node_sums([&](double* values) {
      for (unsigned int node = 0; node < table.n_owned_nodes(); ++node)
        values[node * n] = known.at(table.global_node(node) * n)[i];
    });
    for (unsigned int node = 0; node < places.size(); ++node)
      places[node][i] = coordinates[node * n];
  }
  return places;
}

template <int dim>
void Limiter<dim>::find_ways() {
  const Tensor<1, dim> periods = periods_of(d);
  const std::vector<Point<dim>> places = places_of_nodes();
  std::vector<Point<dim>> seen;
  ways.clear();
  unsigned int number = 0; // among the owned cells
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    const unsigned int c = number++, n = table.n_coupled(c);
    seen.clear();
    for (unsigned int a = 0; a < n; ++a)
      seen.push_back(seen_from<dim>(cell, places[table.coupled(c)[a]], periods));
    for (unsigned int a = 0; a < n; ++a)
      for (unsigned int b = a + 1; b < n; ++b)
        ways.push_back(seen[b] - seen[a]);
  }
}

// Normals of the faces that end the domain of a species, and where its value is given.
template <int dim>
void Limiter<dim>::find_walls(const std::function<bool(unsigned int, unsigned int)>& is_given,
                              const Insider& is_inside) {
  const unsigned int n = d.n_fields();
  FEFaceValues<dim> values(d.mapping, d.scalar_fe, QMidpoint<dim - 1>(), update_normal_vectors);
  // On periodic sides, the one node of all that are the same place.
  const auto free_node = [&](const unsigned int node) {
    const auto terms = table.free_nodes(table.global_node(node));
    return terms.size() == 1 ? terms[0].first : node;
  };
  struct Wall {
    std::size_t unknown;
    Tensor<1, dim> normal;
    bool given;
  };
  std::vector<Wall> list;
  unsigned int number = 0; // among the owned cells
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    const unsigned int c = number++;
    for (const unsigned int f : cell->face_indices()) {
      const bool at_boundary = cell->face(f)->at_boundary(),
                 outside = at_boundary && !d.is_periodic(cell->face(f)->boundary_id());
      // Cells that are refined have the region of those in them.
      const unsigned int beyond = outside       ? cell->material_id()
                                  : at_boundary ? cell->periodic_neighbor(f)->material_id()
                                                : cell->neighbor(f)->material_id();
      if (!outside && beyond == cell->material_id()) continue;
      values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell), f);
      for (const unsigned int field : fields) {
        if (!is_inside(cell->material_id(), field)) continue;
        if (!outside && is_inside(beyond, field)) continue;
        for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a)
          if (d.scalar_fe.has_support_on_face(a, f))
            list.push_back({free_node(table.nodes(c)[a]) * n + field, values.normal_vector(0),
                            outside && is_given(cell->face(f)->boundary_id(), field)});
      }
    }
  }
  const std::vector<double> given = node_sums([&](double* sums) {
    for (const Wall& wall : list)
      sums[wall.unknown] += wall.given;
  });
  free.assign(given.size(), 1);
  walls.assign(given.size(), {});
  for (std::size_t i = 0; i < given.size(); ++i)
    free[i] = given[i] == 0.0;
  for (unsigned int k = 0; k < dim; ++k)
    for (unsigned int l = 0; l <= k; ++l) {
      const std::vector<double> products = node_sums([&](double* sums) {
        for (const Wall& wall : list)
          sums[wall.unknown] += wall.normal[k] * wall.normal[l];
      });
      for (std::size_t i = 0; i < products.size(); ++i)
        walls[i][k][l] = products[i];
    }
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template std::vector<Point<dim>> Limiter<dim>::places_of_nodes() const;                          \
  template void Limiter<dim>::find_ways();                                                         \
  template void Limiter<dim>::find_walls(const std::function<bool(unsigned int, unsigned int)>&,   \
                                         const Insider&);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
