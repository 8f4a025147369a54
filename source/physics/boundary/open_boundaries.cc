// Boundaries that the solvent flows through: what it brings along, and what it takes with it.

#include <ionflux/physics/boundary/differentiated_law.h>
#include <ionflux/physics/scaling.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

/// Flux into the domain that a flow carries, without any driving force at the boundary. It waits
/// for the load of charges, as the flow itself does (fem/cell_kernel.h).
struct CarriedFlux {
  double brought; ///< by what flows in
  double leaving; ///< volume that flows out per area and time, times the share it takes

  template <typename Number>
  Number value(const Number* c, const Load& load) const {
    return load.charge * (brought - leaving * c[0]);
  }
  double size(const double* c, const Load&) const {
    return std::max(std::abs(brought), std::abs(leaving * c[0]));
  }
};

double dimensionless_speed(const LawNumbers& numbers, const Scaling& scaling) {
  return numbers.outward_velocity() * scaling.concentration / scaling.flux_density();
}

std::shared_ptr<const SurfaceLaw> make_outflow(const LawNumbers& numbers, const Scaling& scaling) {
  const double out = std::max(0.0, dimensionless_speed(numbers, scaling));
  return surface_law<1, 1>(CarriedFlux{0.0, numbers.value() * out},
                           sees_own_concentration(numbers.species()));
}

std::shared_ptr<const SurfaceLaw> make_inflow(const LawNumbers& numbers, const Scaling& scaling) {
  const double speed = dimensionless_speed(numbers, scaling);
  return surface_law<1, 1>(
      CarriedFlux{std::max(0.0, -speed) * numbers.value() / scaling.concentration,
                  std::max(0.0, speed)},
      sees_own_concentration(numbers.species()));
}

} // namespace

BoundaryLaw outflow_law() {
  BoundaryLaw law;
  law.name = "Outflow";
  law.unit = "";
  law.documentation =
      "The flow leaves through this boundary and takes the species along, and nothing else does: "
      "no "
      "diffusion, no migration. The value is the share of its concentration that passes (sieving "
      "coefficient): 1 for an open end, less for a membrane that holds it back. 'Outflow = true' "
      "stands for 1 for all species.";
  law.example = {0.8};
  law.limit = {1e3, "a sieving coefficient is about 1 or less"};
  law.of_species = law.carried_by_flow = true;
  law.sides = 1;
  law.sees = sees_own_concentration;
  law.make = make_outflow;
  return law;
}

BoundaryLaw inflow_law() {
  BoundaryLaw law;
  law.name = "Inflow concentration";
  law.unit = "mol/m^3";
  law.documentation =
      "Concentration that the flow brings along where it enters through this boundary. The flux "
      "there, diffusion included, is what the flow brings (Danckwerts 1953, Chem. Eng. Sci. 2, 1): "
      "the concentration at the boundary itself follows. Where the flow leaves, it takes the "
      "species along as with 'Outflow'. 'Inflow bath' stands for all species of a bath.";
  law.example = {10.0};
  law.limit = {1e6, "pure water is 55,500 mol/m^3"};
  law.of_species = law.carried_by_flow = law.carries_in = true;
  law.sides = 1;
  law.sees = sees_own_concentration;
  law.make = make_inflow;
  return law;
}

} // namespace ionflux
