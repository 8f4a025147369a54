/// What an infinitely dilute solution does.

#include <ionflux/physics/mobility/models.h>
#include <ionflux/physics/mobility/nernst_einstein.h>

namespace ionflux {

MobilityRow nernst_einstein_mobility() {
  MobilityRow row;
  row.name = "Nernst-Einstein";
  row.documentation = "The flux of a species follows the gradient of its own electrochemical "
                      "potential, with its diffusivity.";
  row.formula = "J_i = - D_i c_i grad mu_i / RT";
  row.source = "Nernst 1888, Z. phys. Chem. 2, 613; Einstein 1905, Ann. Phys. 322, 549";
  row.range = "dilute solutions";
  row.example.input.names = {"K", "Cl", "Ca"};
  row.example.input.charge_numbers = {1, -1, 2};
  row.example.input.diffusivities = {1.957e-9, 2.032e-9, 0.792e-9};
  row.example.concentrations = {60.0, 200.0, 70.0};
  row.is_diagonal = true;
  row.suits_concentrations = false;
  row.make = [](const MobilityRow&, const MobilityInput& input) -> std::unique_ptr<MobilityModel> {
    return std::make_unique<NernstEinstein>(input.n_species());
  };
  return row;
}

} // namespace ionflux
