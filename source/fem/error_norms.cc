#include <ionflux/fem/error_norms.h>
#include <ionflux/fem/fixed_values.h>

#include <ionflux/physics/constants.h>
#include <ionflux/physics/transport_law.h>
#include <ionflux/support/agreement.h>

#include <deal.II/fe/fe_values.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

std::vector<FieldError> empty_errors(const Electrolyte& electrolyte) {
  std::vector<FieldError> errors;
  const auto add = [&](const std::string& name, const std::string& unit) {
    FieldError error;
    error.name = name;
    error.unit = unit;
    errors.push_back(error);
  };
  if (electrolyte.potential_model == PotentialModel::poisson) add("phi", "V");
  for (const Species& species : electrolyte.species)
    add("c_" + species.name, "mol/m^3");
  for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
    if (!electrolyte.solves_for_concentration(i)) add("mu_" + electrolyte.species[i].name, "J/mol");
  return errors;
}

/// Adds what one field contributes at one point.
template <int dim>
void accumulate(FieldError& error, const double weight, const double value, const double exact,
                const Tensor<1, dim>& gradient, const ExactSolution::Vector& exact_gradient) {
  error.l2 += weight * (value - exact) * (value - exact);
  error.exact_l2 += weight * exact * exact;
  for (unsigned int d = 0; d < dim; ++d) {
    error.h1 += weight * std::pow(gradient[d] - exact_gradient[d], 2);
    error.exact_h1 += weight * std::pow(exact_gradient[d], 2);
  }
}

} // namespace

template <int dim>
std::vector<FieldError> error_norms(const Discretization<dim>& d, const Model& model,
                                    const PETScWrappers::MPI::Vector& solution,
                                    const ExactSolution& exact, const double symmetry_fraction) {
  const Electrolyte& electrolyte = model.electrolyte;
  const Scaling& scaling = model.scaling;
  PointChemistry chemistry(d.n_fields());
  std::vector<FieldError> errors = empty_errors(electrolyte);
  const unsigned int n_species = electrolyte.n_species();
  const unsigned int first_species = electrolyte.potential_model == PotentialModel::poisson ? 1 : 0;
  FEValues<dim> values(d.mapping, d.scalar_fe, QGauss<dim>(d.settings.degree + 3),
                       update_values | update_gradients | update_JxW_values |
                           update_quadrature_points);
  const LocalValues unknowns(solution, d.owned, d.relevant);
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  std::vector<double> u(d.n_fields());
  std::vector<Tensor<1, dim>> slope(d.n_fields());
  ExactSolution::State state;
  const double volume = std::pow(scaling.length, dim) / symmetry_fraction;
  agree(d.communicator, [&] {
    for (const auto& cell : d.dof_handler.active_cell_iterators()) {
      if (!cell->is_locally_owned()) continue;
      values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
      cell->get_dof_indices(dofs);
      const PointMaterial& material = model.medium.material(cell->material_id());
      for (unsigned int q = 0; q < values.n_quadrature_points; ++q) {
        const GivenValue::Point x = metres(values.quadrature_point(q), scaling.length);
        const double weight =
            values.JxW(q) * volume * (d.settings.axisymmetric ? 2.0 * constants::pi * x[0] : 1.0);
        exact.evaluate(x, cell->material_id(), state);
        interpolate(d, values, q, unknowns, dofs, u, slope);
        if (first_species == 1)
          accumulate<dim>(errors[0], weight, u[0] * scaling.potential(), state.potential,
                          scaling.potential() / scaling.length * slope[0],
                          state.potential_gradient);
        model.law->chemistry(u.data(), material, chemistry);
        unsigned int next = first_species + n_species; // error of the next mu
        for (unsigned int i = 0; i < n_species; ++i) {
          FieldError* const of_mu =
              model.law->solves_for_concentration(i) ? nullptr : &errors[next++];
          if (!material.present[i]) continue;
          const double c = chemistry.concentration[i];
          Tensor<1, dim> c_slope;
          for (unsigned int m = 0; m < d.n_fields(); ++m)
            c_slope += chemistry.concentration_slope(i, m) * slope[m];
          accumulate<dim>(errors[first_species + i], weight, c * scaling.concentration,
                          state.composition.concentration[i],
                          scaling.concentration / scaling.length * c_slope,
                          state.composition.gradient[i]);
          if (of_mu)
            accumulate<dim>(*of_mu, weight,
                            scaling.energy() * (u[i + 1] - scaling.standard_state_shift()),
                            state.potential_of[i], scaling.energy() / scaling.length * slope[i + 1],
                            state.potential_of_grad[i]);
        }
      }
    }
  });
  for (FieldError& error : errors)
    for (double* sum : {&error.l2, &error.h1, &error.exact_l2, &error.exact_h1})
      *sum = std::sqrt(Utilities::MPI::sum(*sum, d.communicator));
  return errors;
}

std::string norm_unit(const std::string& unit, const unsigned int physical_dimension,
                      const unsigned int derivatives) {
  if (physical_dimension == 2) return derivatives ? unit : unit + " m";
  return unit + (derivatives ? " m^0.5" : " m^1.5");
}

template std::vector<FieldError> error_norms<2>(const Discretization<2>&, const Model&,
                                                const PETScWrappers::MPI::Vector&,
                                                const ExactSolution&, double);
template std::vector<FieldError> error_norms<3>(const Discretization<3>&, const Model&,
                                                const PETScWrappers::MPI::Vector&,
                                                const ExactSolution&, double);

} // namespace ionflux
