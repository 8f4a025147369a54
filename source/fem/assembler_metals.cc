// Electrodes with a given current through their reactions: the potentials of their metals, and what
// the Jacobian needs to know of these.

#include <ionflux/fem/assembler.h>

namespace ionflux {

using namespace dealii;

template <int dim>
void Assembler<dim>::for_each_metal_face(const StateView& state, const ResidualOptions& options,
                                         const FaceVisitor& visit) const {
  for_each_surface_law(surface_laws.faces(), state, options.stage,
                       [&](const auto& face, const double* unknowns) {
                         if (face.metal != FloatingMetals<dim>::none) visit(face, unknowns);
                       });
}

template <int dim>
void Assembler<dim>::find_metals(const StateView& state, const ResidualOptions& options) const {
  if (floating.size() == 0 || options.load.charge == 0.0) return;
  const unsigned int n = floating.size(), row = padded(discretization.n_fields());
  std::vector<double> rows;
  floating.find(options.load.drive, [&] {
    // Currents and charges, then their slopes.
    std::vector<double> sums(4 * n, 0.0);
    for_each_metal_face(state, options, [&](const auto& face, const double* unknowns) {
      const bool charges = face.field == 0;
      const double z = charges ? 1.0 : transport.charge_number(face.field - 1);
      double* sum = &sums[face.metal + (charges ? n : 0)];
      *sum += z * surface_laws.integral(face, unknowns, row, options.load);
      surface_laws.metal_slopes(face, unknowns, row, options.load, rows);
      for (const double slope : rows)
        sum[2 * n] += z * slope;
    });
    Utilities::MPI::sum(sums, discretization.communicator, sums);
    const auto part = [&](const unsigned int which) {
      return std::vector<double>(sums.begin() + which * n, sums.begin() + (which + 1) * n);
    };
    return typename FloatingMetals<dim>::Currents{part(0), part(2), part(1), part(3)};
  });
}

template <int dim>
void Assembler<dim>::metal_slopes(const unsigned int k, const StateView& state,
                                  const ResidualOptions& options,
                                  const std::vector<double>& row_factors, Vector& by_potential,
                                  Vector& of_current) const {
  const unsigned int n_fields = discretization.n_fields(),
                     n_nodes = discretization.n_nodes_per_cell();
  std::vector<double> rows, blocks;
  const auto of_faces = [&](const auto& add) {
    return [&, add](double* sums) {
      for_each_metal_face(state, options, [&](const auto& face, const double* unknowns) {
        if (face.metal == static_cast<int>(k)) add(face, unknowns, sums);
      });
    };
  };
  accumulate(of_faces([&](const auto& face, const double* unknowns, double* sums) {
               surface_laws.metal_slopes(face, unknowns, padded(n_fields), options.load, rows);
               add_surface_rows(face.cell, face.field, rows, -row_factors[face.field], sums);
             }),
             by_potential);
  accumulate(of_faces([&](const auto& face, const double* unknowns, double* sums) {
               surface_laws.jacobian(face, unknowns, padded(n_fields), options.load, blocks);
               for (unsigned int m = 0; m < n_fields; ++m) {
                 rows.assign(n_nodes, 0.0);
                 for (unsigned int a = 0; a < n_nodes; ++a)
                   for (unsigned int b = 0; b < n_nodes; ++b)
                     rows[b] += blocks[(m * n_nodes + a) * n_nodes + b];
                 add_surface_rows(face.cell, m, rows, in_current(face), sums);
               }
             }),
             of_current);
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template void Assembler<dim>::find_metals(const StateView&, const ResidualOptions&) const;       \
  template void Assembler<dim>::metal_slopes(unsigned int, const StateView&,                       \
                                             const ResidualOptions&, const std::vector<double>&,   \
                                             Vector&, Vector&) const;

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
