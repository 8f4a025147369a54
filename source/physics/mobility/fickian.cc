/// Fick's law with a full matrix.

#include <ionflux/physics/mobility/models.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

class Fickian final : public MobilityModel {
public:
  Fickian(const unsigned int n_species, std::vector<double> relative)
      : MobilityModel(n_species), relative(std::move(relative)) {}
  bool is_fickian() const override { return true; }
  bool is_constant() const override { return true; }
  void matrix(const double*, double* matrix, double* slopes) const override {
    const unsigned int n = n_species();
    std::copy(relative.begin(), relative.end(), matrix);
    if (slopes != nullptr) std::fill(slopes, slopes + n * n * n, 0.0);
  }

private:
  std::vector<double> relative;
};

constexpr auto cross_diffusivity = "Cross diffusivity";

} // namespace

MobilityRow fickian_mobility() {
  MobilityRow row;
  row.name = "Fickian";
  row.documentation =
      "A constant matrix of diffusion coefficients: main ones, 'Diffusivity' of the species, and "
      "cross ones, with which the gradient of one species moves another, if need be up its own "
      "gradient (uphill diffusion). Of a solution that is not ideal D is what it is for gradients "
      "of concentrations, D = L H with H_ij = d mu_i / d c_j; ions also follow the field.";
  row.formula = "J_i = - sum_j D_ij (grad c_j + z_j c_j F grad phi / RT) in an ideal solution, "
                "L = D H^-1 in any";
  row.source = "Onsager 1945, Ann. N. Y. Acad. Sci. 46, 241; Cussler 2009, Diffusion, ch. 7";
  row.range = "concentrations near those it was measured at: where a species is nearly absent its "
              "cross coefficients must vanish, and a constant matrix has negative dissipation";
  row.entries = {{cross_diffusivity, "m^2/s", 0.0, MobilityEntry::Scope::ordered_pair,
                  "D_AB: the flux of A is - D_AB times the gradient of B. Either sign."}};
  row.example.input.names = {"acetone", "benzene", "methanol"};
  row.example.input.charge_numbers = {0, 0, 0};
  row.example.input.diffusivities = {2.0e-9, 2.6e-9, 1.5e-9};
  row.example.input.per_pair[cross_diffusivity] = {
      {{0, 1}, -0.7e-9}, {{1, 0}, 0.4e-9}, {{0, 2}, 0.3e-9}, {{2, 1}, -0.2e-9}};
  row.example.concentrations = {300.0, 500.0, 400.0};
  row.is_diagonal = false;
  row.suits_concentrations = true;
  row.make = [](const MobilityRow& row,
                const MobilityInput& input) -> std::unique_ptr<MobilityModel> {
    const unsigned int n = input.n_species();
    std::vector<double> relative(n * n);
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j) {
        const double d =
            i == j ? input.diffusivities.at(i) : given_number(row, input, cross_diffusivity, i, j);
        relative[i * n + j] = d / std::sqrt(input.diffusivities.at(i) * input.diffusivities.at(j));
        if (!std::isfinite(relative[i * n + j]))
          throw std::invalid_argument("the mobility model '" + row.name +
                                      "' needs diffusivities above 0 and finite cross ones");
      }
    return std::make_unique<Fickian>(n, std::move(relative));
  };
  return row;
}

} // namespace ionflux
