/// A concentrated solution of one salt, by what is measured of it.

#include <ionflux/physics/activity/formula_text.h>
#include <ionflux/physics/constants.h>
#include <ionflux/physics/mobility/differentiated_matrix.h>
#include <ionflux/physics/mobility/models.h>

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace ionflux {

namespace {

/// L_ij = kappa t_i t_j / (F^2 z_i z_j) + nu_i nu_j D c / (nu RT): the current moves the ions by
/// their transference numbers, a gradient of the salt both together.
struct BinaryElectrolyteFormula {
  double temperature;
  unsigned int cation; ///< 0 or 1
  std::vector<int> charge_numbers;
  std::vector<double> salt, diffusivities; ///< ions in a formula unit; D_i, the scale of the matrix
  FormulaText conductivity, transference, salt_diffusivity;

  template <typename Number>
  void evaluate(const Number* given, Number* matrix) const {
    constexpr double least = 1e-24; // mol/m^3
    const double rt = constants::gas * temperature,
                 per_charge = rt / (constants::faraday * constants::faraday);
    PointBuffer<Number> c(2), t(2), variables(2); // c of the salt [mol/L], T
    for (unsigned int i = 0; i < 2; ++i)
      c[i] = plain(given[i]) > least ? given[i] : Number(least);
    const Number strength = 0.5 * (c[0] * (1.0 / salt[0]) + c[1] * (1.0 / salt[1]));
    variables[0] = strength * 1e-3;
    variables[1] = Number(temperature);
    const Number kappa = conductivity.evaluate(variables.data());
    const Number together =
        salt_diffusivity.evaluate(variables.data()) * strength * (1.0 / (salt[0] + salt[1]));
    t[cation] = transference.evaluate(variables.data());
    t[1 - cation] = 1.0 - t[cation];
    for (unsigned int i = 0; i < 2; ++i)
      for (unsigned int j = 0; j < 2; ++j) {
        const double by_current = per_charge / (charge_numbers[i] * charge_numbers[j]);
        matrix[2 * i + j] = (kappa * t[i] * t[j] * by_current + together * (salt[i] * salt[j])) /
                            c[j] * (1.0 / std::sqrt(diffusivities[i] * diffusivities[j]));
      }
  }
};

constexpr auto salt_conductivity = "Conductivity", cation_transference = "Transference number",
               salt_diffusion = "Salt diffusivity";

FormulaText salt_formula(const MobilityRow& row, const MobilityInput& input,
                         const std::string& entry) {
  const std::string text = given_text(row, input, entry);
  if (text.empty())
    throw std::invalid_argument("the mobility model '" + row.name + "' needs '" + entry + "'");
  return FormulaText(text, {"c", "T"});
}

} // namespace

MobilityRow binary_electrolyte_mobility() {
  MobilityRow row;
  row.name = "binary electrolyte";
  row.documentation =
      "A concentrated solution of one salt by its measured conductivity, transference number (of "
      "the cation, relative to the solvent) and salt diffusivity, formulas of the concentration c "
      "of "
      "the salt, in mol/L, and the temperature T, in K: Onsager's three coefficients, or Stefan "
      "and "
      "Maxwell's three, in another form. 'Diffusivity' of the ions is only a scale of the solver.";
  row.formula = "L_ij = kappa t_i t_j / (z_i z_j F^2) + nu_i nu_j D c / (nu RT)";
  row.source =
      "Newman and Thomas-Alyea 2004, Electrochemical Systems, sections 12.1 to 12.5; Miller "
      "1966, J. Phys. Chem. 70, 2639";
  row.range = "that of the measurements; kappa must vanish with c";
  row.entries = {
      {salt_conductivity, "1", 0.0, MobilityEntry::Scope::run,
       "kappa, in S/m: for example 2.1*c*exp(-0.8*c).", true, ""},
      {cation_transference, "1", 0.0, MobilityEntry::Scope::run, "t of the cation.", true, ""},
      {salt_diffusion, "1", 0.0, MobilityEntry::Scope::run,
       "D, in m^2/s, for gradients of chemical potentials: what is measured for gradients of "
       "concentration is D times the thermodynamic factor of the activity model (ideal: 1).",
       true, ""}};
  row.example.input.names = {"PF6", "Li"};
  row.example.input.charge_numbers = {-1, 1};
  row.example.input.diffusivities = {3e-10, 2e-10};
  row.example.input.texts[salt_conductivity] = {{0, "2.1*c*exp(-0.8*c)"}};
  row.example.input.texts[cation_transference] = {{0, "0.38 - 0.05*c"}};
  row.example.input.texts[salt_diffusion] = {{0, "2.6e-10*(1 - 0.3*c)"}};
  row.example.concentrations = {900.0, 800.0};
  row.is_diagonal = false;
  row.suits_concentrations = false;
  row.make = [](const MobilityRow& row,
                const MobilityInput& input) -> std::unique_ptr<MobilityModel> {
    const std::vector<int>& z = input.charge_numbers;
    if (z.size() != 2 || z[0] * z[1] >= 0)
      throw std::invalid_argument("the mobility model '" + row.name +
                                  "' is one of two ions, a cation and an anion");
    const double common = std::gcd(z[0], z[1]);
    BinaryElectrolyteFormula formula{input.temperature,
                                     z[0] > 0 ? 0u : 1u,
                                     z,
                                     {std::abs(z[1]) / common, std::abs(z[0]) / common},
                                     input.diffusivities,
                                     salt_formula(row, input, salt_conductivity),
                                     salt_formula(row, input, cation_transference),
                                     salt_formula(row, input, salt_diffusion)};
    return std::make_unique<DifferentiatedMatrix<BinaryElectrolyteFormula>>(2, std::move(formula));
  };
  return row;
}

} // namespace ionflux
