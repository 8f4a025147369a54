#include <ionflux/fem/flow_survey.h>

#include <ionflux/fem/solvent_flow.h>
#include <ionflux/support/agreement.h>

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>

#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

template <int dim>
void account(const double value, const Point<dim>& where, Largest<dim>& largest) {
  if (value > largest.value) largest = {value, where};
}

// The value and place of the rank that has the largest; of equals the first one's.
template <int dim>
void share(Largest<dim>& one, const MPI_Comm communicator) {
  const double value = Utilities::MPI::max(one.value, communicator);
  const unsigned int none = std::numeric_limits<unsigned int>::max();
  const unsigned int rank = Utilities::MPI::min(
      one.value == value ? Utilities::MPI::this_mpi_process(communicator) : none, communicator);
  std::vector<double> place(dim);
  for (unsigned int d = 0; d < dim; ++d)
    place[d] = one.where[d];
  place = Utilities::MPI::broadcast(communicator, place, rank);
  for (unsigned int d = 0; d < dim; ++d)
    one.where[d] = place[d];
  one.value = value;
}

// Extent of a cell in the direction of a vector, from its edges: those of its faces' centres.
template <int dim, typename Cell>
double extent_along(const Cell& cell, const Tensor<1, dim>& direction) {
  double sum = 0.0; // sum over directions of the cell of |e . grad xi|
  for (unsigned int k = 0; k < dim; ++k) {
    const Tensor<1, dim> edge = cell->face(2 * k + 1)->center() - cell->face(2 * k)->center();
    sum += std::abs(edge * direction) / edge.norm_square();
  }
  return 1.0 / sum;
}

template <int dim>
class Surveyor {
public:
  Surveyor(const Discretization<dim>& d, const Model& model)
      : d(d), model(model), medium(model.medium),
        face_values(d.mapping, d.scalar_fe, QGauss<dim - 1>(d.n_quadrature_points() + 2),
                    update_quadrature_points | update_normal_vectors | update_JxW_values) {
    found.leaving.resize(model.boundaries.n_boundaries());
    found.entering.resize(model.boundaries.n_boundaries());
    found.peclet.resize(model.electrolyte.n_species());
  }

  void look_at_cell(const typename Triangulation<dim>::cell_iterator& cell) {
    const unsigned int region = cell->material_id();
    if (!medium.flows(region)) return;
    const Point<dim> centre = cell->center();
    const Flow::Vector v = medium.velocity(region, metres(centre, model.scaling.length));
    Tensor<1, dim> direction;
    for (unsigned int k = 0; k < dim; ++k)
      direction[k] = v[k];
    const double speed = direction.norm();
    account(speed, centre, found.speed);
    if (speed > 0.0) {
      const double number = 0.5 * speed / medium.velocity_scale() *
                            extent_along<dim>(cell, direction / speed) / d.settings.degree;
      const PointMaterial& material = medium.material(region);
      double mixing = 0.0;
      if (medium.disperses(region))
        mixing =
            direction *
            (dispersion_tensor<dim>(medium, region, centre, model.scaling.length) * direction) /
            (speed * speed);
      for (unsigned int i = 0; i < found.peclet.size(); ++i)
        if (material.present[i])
          account(number / (material.diffusivity[i] + mixing), centre, found.peclet[i]);
    }
    double net = 0.0;
    for (const unsigned int f : cell->face_indices())
      net += look_at_face(cell, f);
    account(std::abs(net) / (cell->measure() * d.radial_weight(centre)), centre, found.divergence);
  }

  FlowSurvey<dim> conclude() {
    for (Largest<dim>* one : {&found.speed, &found.divergence, &found.into_rest})
      share(*one, d.communicator);
    for (std::vector<Largest<dim>>* list : {&found.leaving, &found.entering, &found.peclet})
      for (Largest<dim>& one : *list)
        share(one, d.communicator);
    if (found.speed.value > 0.0) found.divergence.value /= found.speed.value;
    return found;
  }

private:
  // What flows out of the cell there.
  double look_at_face(const typename Triangulation<dim>::cell_iterator& cell,
                      const unsigned int f) {
    double net = 0.0;
    face_values.reinit(cell, f);
    const bool outside = cell->face(f)->at_boundary();
    const bool rests = !outside && !medium.flows(neighbour_region(cell, f));
    for (unsigned int q = 0; q < face_values.n_quadrature_points; ++q) {
      const Point<dim>& x = face_values.quadrature_point(q);
      const double outward = outward_velocity(medium, cell->material_id(), x,
                                              face_values.normal_vector(q), model.scaling);
      net += outward * face_values.JxW(q) * d.radial_weight(x);
      if (outside) {
        account(outward, x, found.leaving[cell->face(f)->boundary_id()]);
        account(-outward, x, found.entering[cell->face(f)->boundary_id()]);
      } else if (rests) {
        account(std::abs(outward), x, found.into_rest);
      }
    }
    return net;
  }

  static unsigned int neighbour_region(const typename Triangulation<dim>::cell_iterator& cell,
                                       const unsigned int f) {
    const auto neighbour = cell->neighbor(f);
    return neighbour->is_active() ? neighbour->material_id()
                                  : cell->neighbor_child_on_subface(f, 0)->material_id();
  }

  const Discretization<dim>& d;
  const Model& model;
  const Medium& medium;
  FEFaceValues<dim> face_values;
  FlowSurvey<dim> found;
};

} // namespace

template <int dim>
FlowSurvey<dim> survey_flow(const Discretization<dim>& d, const Model& model) {
  Surveyor<dim> surveyor(d, model);
  agree(d.communicator, [&] {
    for (const auto& cell : d.mesh.active_cell_iterators())
      if (cell->is_locally_owned()) surveyor.look_at_cell(cell);
  });
  return surveyor.conclude();
}

template FlowSurvey<2> survey_flow(const Discretization<2>&, const Model&);
template FlowSurvey<3> survey_flow(const Discretization<3>&, const Model&);

} // namespace ionflux
