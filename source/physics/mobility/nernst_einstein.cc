/// What an infinitely dilute solution does.

#include <ionflux/physics/mobility/models.h>

#include <algorithm>

namespace ionflux {

namespace {

class NernstEinstein final : public MobilityModel {
public:
  using MobilityModel::MobilityModel;
  bool is_diagonal() const override { return true; }
  bool is_constant() const override { return true; }
  bool always_dissipates() const override { return true; }
  void matrix(const double*, double* matrix, double* slopes) const override {
    const unsigned int n = n_species();
    std::fill(matrix, matrix + n * n, 0.0);
    for (unsigned int i = 0; i < n; ++i)
      matrix[i * n + i] = 1.0;
    if (slopes != nullptr) std::fill(slopes, slopes + n * n * n, 0.0);
  }
};

} // namespace

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
