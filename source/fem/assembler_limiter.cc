// What the limiter needs to know of the equations.

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/limiter.h>

namespace ionflux {

using namespace dealii;

template <int dim>
bool Assembler<dim>::limits(const ResidualOptions& options) const {
  return limiter && is_limited && options.stage == TransportStage::full;
}

// The equations of what is limited are linear: their diffusion is that of any state.
template <int dim>
void Assembler<dim>::prepare_limiter(const StateView& state) const {
  if (!limiter || limiter->is_ready()) return;
  std::vector<unsigned int> fields;
  for (unsigned int i = 0; i < transport.n_species(); ++i)
    if (transport.solves_for_concentration(i) && transport.charge_number(i) == 0.0)
      fields.push_back(i + 1);
  limiter->start(fields);
  CellKernel<dim> kernel(transport, shapes);
  UpwindCell upwind;
  for_each_cell(state, {}, [&](const unsigned int cell, const CellInput& input) {
    find_upwind(cell, input, kernel, upwind);
    limiter->add_cell(cell, upwind);
  });
  surface_terms.for_each_block(state, {},
                               [&](const SurfaceFace<dim>& face, const unsigned int f,
                                   const unsigned int m, const double* block) {
                                 if (f == m && face.n_sides == 1)
                                   limiter->add_surface(face.cell, f, face.nodes, block);
                               });
  const auto is_given = [&](const unsigned int boundary, const unsigned int field) {
    const int condition = boundaries.on_boundary(boundary);
    if (condition == BoundaryMap::none) return false;
    for (const AppliedLaw& law : boundaries.conditions()[condition].laws)
      if (law.row->essential() && law.species + 1 == static_cast<int>(field)) return true;
    return false;
  };
  limiter->finish(is_given, [&](const unsigned int region, const unsigned int field) {
    return static_cast<bool>(medium.material(region).present[field - 1]);
  });
}

template <int dim>
void Assembler<dim>::add_limited(Vec x, Vec y, const std::vector<char>& skip,
                                 const std::vector<double>& row_factors) const {
  if (limits_now) limiter->multiply(x, y, skip, row_factors);
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template bool Assembler<dim>::limits(const ResidualOptions&) const;                              \
  template void Assembler<dim>::prepare_limiter(const StateView&) const;                           \
  template void Assembler<dim>::add_limited(Vec, Vec, const std::vector<char>&,                    \
                                            const std::vector<double>&) const;

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
