#include <ionflux/fem/adaptivity/interpolation.h>
#include <ionflux/fem/adaptivity/smoothing.h>

#include <deal.II/base/quadrature_lib.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Integrals over the reference cell of products of derivatives of each shape function:
// [node][k * dim + l], and of its square.
template <int dim>
struct ReferenceDiagonal {
  explicit ReferenceDiagonal(const Discretization<dim>& d)
      : stiffness(d.n_nodes_per_cell(), std::vector<double>(dim * dim, 0.0)),
        mass(d.n_nodes_per_cell(), 0.0) {
    const QGauss<dim> quadrature(d.settings.degree + 1);
    for (unsigned int a = 0; a < mass.size(); ++a)
      for (unsigned int q = 0; q < quadrature.size(); ++q) {
        const double value = d.scalar_fe.shape_value(a, quadrature.point(q));
        const Tensor<1, dim> slope = d.scalar_fe.shape_grad(a, quadrature.point(q));
        mass[a] += quadrature.weight(q) * value * value;
        for (unsigned int k = 0; k < dim; ++k)
          for (unsigned int l = 0; l < dim; ++l)
            stiffness[a][k * dim + l] += quadrature.weight(q) * slope[k] * slope[l];
      }
  }
  std::vector<std::vector<double>> stiffness;
  std::vector<double> mass;
};

// Entries of the Jacobian that belong to one node: its diagonal, and for each species that of the
// potential in its row and its own in the potential's row.
struct NodeEntries {
  Vector diagonal, by_potential, in_charge;
};

// Coefficients taken at the node and the shape of a cell as its mean: good enough to precondition
// with. Without drift and laws of boundaries.
template <int dim>
NodeEntries jacobian_entries(const ProblemView<dim>& view, const Discretization<dim>& fine,
                             const Assembler<dim>& weak_form, const Vector& state) {
  const ReferenceDiagonal<dim> reference(fine);
  const CellTable<dim>& cells = weak_form.cells();
  const unsigned int n_fields = fine.n_fields(), n_nodes = fine.n_nodes_per_cell();
  const unsigned int n_points = std::pow(fine.n_quadrature_points(), dim) + 0.5;
  const QGauss<dim> quadrature(fine.n_quadrature_points());
  const LocalValues local(state, fine.owned, fine.relevant);
  PointDerivatives derivatives(n_fields, weak_form.law().needs_gradients());
  const std::vector<double> no_gradient(dim * n_fields, 0.0);
  NodeEntries all{fine.make_vector(), fine.make_vector(), fine.make_vector()};
  std::vector<types::global_dof_index> dofs;
  std::vector<double> entries, by_potential, in_charge;
  for (unsigned int cell = 0; cell < cells.n_cells(); ++cell) {
    double volume = 0.0;
    std::array<double, dim * dim> metric{};
    for (unsigned int q = 0; q < n_points; ++q) {
      const double* inverse = cells.inverse_jacobian(cell, q);
      volume += cells.weights(cell)[q];
      for (unsigned int k = 0; k < dim; ++k)
        for (unsigned int l = 0; l < dim; ++l)
          for (unsigned int d = 0; d < dim; ++d)
            metric[k * dim + l] +=
                cells.weights(cell)[q] * inverse[k * dim + d] * inverse[l * dim + d];
    }
    dofs.clear();
    entries.clear();
    by_potential.clear();
    in_charge.clear();
    for (unsigned int a = 0; a < n_nodes; ++a) {
      const unsigned int node = cells.nodes(cell)[a];
      double stiffness = 0.0;
      for (unsigned int k = 0; k < dim * dim; ++k)
        stiffness += metric[k] * reference.stiffness[a][k];
      weak_form.law().linearize(&local.begin()[node * n_fields],
                                {no_gradient.data(), dim, n_fields},
                                view.model.medium.material(cells.region(cell)), derivatives);
      for (unsigned int f = 0; f < n_fields; ++f) {
        dofs.push_back(cells.global_node(node) * n_fields + f);
        entries.push_back(stiffness * std::abs(derivatives.flux_coefficient[f * n_fields + f]) +
                          volume * reference.mass[a] *
                              std::abs(derivatives.source[f * n_fields + f]));
        by_potential.push_back(stiffness * derivatives.flux_coefficient[f * n_fields]);
        in_charge.push_back(-volume * reference.mass[a] * derivatives.source[f]);
      }
    }
    all.diagonal.add(dofs, entries);
    all.by_potential.add(dofs, by_potential);
    all.in_charge.add(dofs, in_charge);
  }
  for (Vector* const one : {&all.diagonal, &all.by_potential, &all.in_charge})
    one->compress(VectorOperation::add);
  return all;
}

// Concentrations of ions follow the potential at a node, and it follows them. Electrochemical
// potentials do not.
template <int dim>
bool potential_moves_ions(const ProblemView<dim>& view) {
  const Electrolyte& electrolyte = view.model.electrolyte;
  if (electrolyte.potential_model == PotentialModel::given_expression) return false;
  for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
    if (electrolyte.species[i].charge_number != 0 && electrolyte.solves_for_concentration(i))
      return true;
  return false;
}

// Entry by entry in arrays of owned unknowns.
struct Smoother {
  std::vector<double> inverse; ///< of the diagonal; 0 where nothing may change
  std::vector<double> weight;  ///< of a product, a field
  /// Of the potential in rows of species, and of these in the potential's; empty: left out.
  std::vector<double> by_potential, in_charge;
  unsigned int n_fields;
  MPI_Comm communicator;

  double product(const std::vector<double>& a, const std::vector<double>& b) const {
    double sum = 0.0;
    for (unsigned int i = 0; i < a.size(); ++i)
      sum += weight[i % n_fields] * inverse[i] * a[i] * b[i];
    return Utilities::MPI::sum(sum, communicator);
  }

  // A step against a residual. Species by their concentrations that go their own ways leave a
  // charge at a node whose potential is far more than what they corrected (in an electroneutral
  // solution it may not be there at all): the step of the potential is that of both together. A
  // node where one of these values is given stays as it is.
  std::vector<double> step(std::vector<double> rest) const {
    for (unsigned int i = 0; i < rest.size(); ++i)
      rest[i] *= -inverse[i];
    for (unsigned int k = 0; k < by_potential.size(); k += n_fields) {
      const double own = inverse[k] > 0.0 ? 1.0 / inverse[k] : 0.0;
      double charge = -own * rest[k], slope = own; // slope of the charge by the potential
      bool has_ions = false, is_free = true;
      for (unsigned int j = k + 1; j < k + n_fields; ++j) {
        if (in_charge[j] == 0.0) continue;
        has_ions = true;
        is_free &= inverse[j] > 0.0;
        charge += in_charge[j] * rest[j];
        slope -= in_charge[j] * inverse[j] * by_potential[j];
      }
      if (!has_ions) continue;
      is_free &= slope != 0.0;
      rest[k] = is_free ? -charge / slope : 0.0;
      for (unsigned int j = k + 1; j < k + n_fields; ++j)
        if (in_charge[j] != 0.0)
          rest[j] = is_free ? rest[j] - inverse[j] * by_potential[j] * rest[k] : 0.0;
    }
    return rest;
  }
};

std::vector<double> owned_values(const Vector& vector) {
  const double* values;
  VecGetArrayRead(vector, &values);
  std::vector<double> copy(values, values + vector.locally_owned_size());
  VecRestoreArrayRead(vector, &values);
  return copy;
}

} // namespace

template <int dim>
Vector smoothed(const ProblemView<dim>& view, const Discretization<dim>& fine,
                const Assembler<dim>& weak_form, const std::vector<char>& fixed,
                const unsigned int n_steps, const Vector& state, Vector& rows,
                const Vector* const storage) {
  const unsigned int n_fields = fine.n_fields();
  const NodeEntries entries = jacobian_entries(view, fine, weak_form, with_ghosts(fine, state));
  Smoother smoother{owned_values(entries.diagonal),
                    std::vector<double>(n_fields, 1.0),
                    {},
                    {},
                    n_fields,
                    fine.communicator};
  if (potential_moves_ions(view)) {
    smoother.by_potential = owned_values(entries.by_potential);
    smoother.in_charge = owned_values(entries.in_charge);
    for (unsigned int i = 0; i < fixed.size(); ++i) // where the potential is given, nothing is kept
      if (fixed[i - i % n_fields]) smoother.by_potential[i] = 0.0;
  }
  const std::vector<double> start = owned_values(rows);
  std::vector<double> sizes(n_fields, 0.0);
  for (unsigned int i = 0; i < fixed.size(); ++i) {
    smoother.inverse[i] = fixed[i] || !(smoother.inverse[i] > 0.0) ? 0.0 : 1 / smoother.inverse[i];
    sizes[i % n_fields] += smoother.inverse[i] * start[i] * start[i];
  }
  Utilities::MPI::sum(sizes, fine.communicator, sizes);
  for (unsigned int f = 0; f < n_fields; ++f) // no field counts more than another
    smoother.weight[f] = sizes[f] > 0.0 ? 1.0 / sizes[f] : 1.0;

  // J times a direction by a difference; for small changes as these are the rounding is nothing.
  const auto moved = [&](const std::vector<double>& direction, const double step) {
    Vector there(state);
    double* values;
    VecGetArray(there, &values);
    for (unsigned int i = 0; i < direction.size(); ++i)
      values[i] += step * direction[i];
    VecRestoreArray(there, &values);
    fine.hanging_nodes.distribute(there);
    return there;
  };
  Vector work = fine.make_vector();
  std::vector<double> rest(start), change(start.size(), 0.0);
  std::vector<std::vector<double>> directions, images;
  for (unsigned int step = 0; step < n_steps; ++step) {
    std::vector<double> z = smoother.step(rest);
    double largest = 0.0;
    for (const double one : z)
      largest = std::max(largest, std::abs(one));
    largest = Utilities::MPI::max(largest, fine.communicator);
    if (largest == 0.0) break;
    const double length = std::min(1.0, 1e-3 / largest);
    weak_form.residual(with_ghosts(fine, moved(z, length)), {}, work);
    if (storage) work.add(1.0, *storage);
    std::vector<double> q = owned_values(work);
    for (unsigned int i = 0; i < q.size(); ++i)
      q[i] = (q[i] - start[i]) / length;
    for (unsigned int k = 0; k < images.size(); ++k) {
      const double factor = smoother.product(q, images[k]);
      for (unsigned int i = 0; i < q.size(); ++i) {
        q[i] -= factor * images[k][i];
        z[i] -= factor * directions[k][i];
      }
    }
    const double norm = std::sqrt(smoother.product(q, q));
    if (!(norm > 0.0)) break;
    for (unsigned int i = 0; i < q.size(); ++i) {
      q[i] /= norm;
      z[i] /= norm;
    }
    const double factor = -smoother.product(rest, q);
    for (unsigned int i = 0; i < q.size(); ++i) {
      change[i] += factor * z[i];
      rest[i] += factor * q[i];
    }
    images.push_back(q);
    directions.push_back(z);
  }
  const Vector result = moved(change, 1.0);
  weak_form.residual(with_ghosts(fine, result), {}, rows);
  if (storage) rows.add(1.0, *storage);
  return result;
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template Vector smoothed(const ProblemView<dim>&, const Discretization<dim>&,                    \
                           const Assembler<dim>&, const std::vector<char>&, unsigned int,          \
                           const Vector&, Vector&, const Vector*);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
