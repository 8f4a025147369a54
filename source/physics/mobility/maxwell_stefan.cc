/// Friction between every two species, and with one that is not solved for.

#include <ionflux/physics/activity/words.h>
#include <ionflux/physics/constants.h>
#include <ionflux/physics/mobility/differentiated_matrix.h>
#include <ionflux/physics/mobility/models.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace ionflux {

namespace {

/// inverse = matrix^-1 for a matrix whose rows need no exchange; destroys it.
template <typename Number>
void invert_in(Number* matrix, Number* inverse, const unsigned int n) {
  for (unsigned int k = 0; k < n * n; ++k)
    inverse[k] = Number(k % (n + 1) == 0 ? 1.0 : 0.0);
  for (unsigned int k = 0; k < n; ++k) {
    const Number pivot = 1.0 / matrix[k * n + k];
    for (unsigned int j = 0; j < n; ++j) {
      matrix[k * n + j] *= pivot;
      inverse[k * n + j] *= pivot;
    }
    for (unsigned int i = 0; i < n; ++i) {
      if (i == k) continue;
      const Number factor = matrix[i * n + k];
      for (unsigned int j = 0; j < n; ++j) {
        matrix[i * n + j] -= factor * matrix[k * n + j];
        inverse[i * n + j] -= factor * inverse[k * n + j];
      }
    }
  }
}

/// c_i grad mu_i / RT = sum_j (x_i J_j - x_j J_i) / D_ij over all others, the remaining species r
/// among them, whose flux is 0 or makes the sum of all fluxes vanish: J = - B^-1 (c grad mu / RT).
struct MaxwellStefanFormula {
  unsigned int n;
  double total;               ///< concentration of all species [mol/m^3]
  bool equimolar;             ///< sum of all fluxes 0, else the remaining species stagnates
  std::vector<double> d;      ///< D_ir
  std::vector<double> binary; ///< D_ij

  template <typename Number>
  void evaluate(const Number* c, Number* matrix) const {
    // Of the remaining species: where it stagnates J is not bounded without it. Where all move,
    // nothing is special there, and what a step behind a jump overshoots by may go on.
    constexpr double least = 1e-9, most_beyond = 0.5;
    PointBuffer<Number> x(n);
    PointBuffer<Number, 16> friction(n * n);
    Number rest(1.0);
    for (unsigned int i = 0; i < n; ++i) {
      x[i] = c[i] * (1.0 / total);
      rest -= x[i];
    }
    // More than the whole mixture is no state: a line search turns back from what is no number.
    if (plain(rest) < -(equimolar ? most_beyond : least))
      rest = Number(std::numeric_limits<double>::quiet_NaN());
    if (!equimolar && plain(rest) < least) rest = Number(least);
    for (unsigned int i = 0; i < n; ++i) { // sqrt(D_i) B sqrt(D_j)
      Number& own = friction[i * n + i];
      own = equimolar ? rest + x[i] : rest;
      for (unsigned int j = 0; j < n; ++j) {
        if (j == i) continue;
        own += x[j] * (d[i] / binary[i * n + j]);
        friction[i * n + j] = x[i] * (std::sqrt(d[i] * d[j]) *
                                      ((equimolar ? 1.0 / d[i] : 0.0) - 1.0 / binary[i * n + j]));
      }
    }
    invert_in(friction.data(), matrix, n);
  }
};

class MaxwellStefan final : public DifferentiatedMatrix<MaxwellStefanFormula> {
public:
  using DifferentiatedMatrix::DifferentiatedMatrix;
  bool always_dissipates() const override { return true; }
  bool another_dissipates() const override { return formula.equimolar; }
  std::string out_of_range(const double* c) const override {
    double sum = 0.0;
    for (unsigned int i = 0; i < n_species(); ++i)
      sum += c[i];
    if (sum <= formula.total * (1.0 + 1e-9)) return std::string();
    return "the species add up to " + in_words(sum) + " mol/m^3, all of the mixture has " +
           in_words(formula.total) + " mol/m^3";
  }
};

constexpr auto binary_diffusivity = "Binary diffusivity",
               total_concentration = "Total concentration", pressure = "Pressure",
               reference_frame = "Reference frame";

double total_of(const MobilityRow& row, const MobilityInput& input) {
  const double total = given_number(row, input, total_concentration),
               p = given_number(row, input, pressure);
  if (std::isnan(total) == std::isnan(p))
    throw std::invalid_argument(
        "the mobility model '" + row.name +
        "' needs either 'Pressure' (an ideal gas) or 'Total concentration'");
  const double value = std::isnan(p) ? total : p / (constants::gas * input.temperature);
  if (!(value > 0.0) || !std::isfinite(value))
    throw std::invalid_argument("'Pressure' and 'Total concentration' must be above 0");
  return value;
}

} // namespace

MobilityRow maxwell_stefan_mobility() {
  MobilityRow row;
  row.name = "Maxwell-Stefan";
  row.documentation =
      "Friction between every two species of a mixture of constant total concentration: a gas, or "
      "a "
      "solution. One of them, the carrier gas or the solvent, is not declared: its mole fraction "
      "is "
      "what the others leave, and 'Diffusivity' of a species is its binary diffusivity with it.";
  row.formula = "c_i grad mu_i / RT = sum_j (x_i J_j - x_j J_i) / D_ij, x = c / c_total";
  row.source = "Maxwell 1867, Phil. Trans. 157, 49; Stefan 1871, Sitzungsber. Akad. Wien 63 (II), "
               "63; Taylor and Krishna 1993, Multicomponent Mass Transfer, ch. 2";
  row.range = "gases at any composition; solutions where the binary diffusivities are known";
  const double none = std::numeric_limits<double>::quiet_NaN();
  row.entries = {
      {binary_diffusivity, "m^2/s", none, MobilityEntry::Scope::distinct_pair, "D_ij = D_ji."},
      {pressure, "Pa", none, MobilityEntry::Scope::run,
       "Of an ideal gas, c_total = p / RT; or give 'Total concentration'."},
      {total_concentration, "mol/m^3", none, MobilityEntry::Scope::run,
       "Of all species, the remaining one included (water: 55.3 mol/L)."},
      {reference_frame, "1", 0.0, MobilityEntry::Scope::run,
       "Relative to what fluxes are: 'remaining species' stands still (a Stefan tube, a solvent), "
       "or "
       "'molar average', the sum of all fluxes is 0 (equimolar counterdiffusion, closed vessels).",
       true, "remaining species"}};
  row.example.input.names = {"H2", "N2"};
  row.example.input.charge_numbers = {0, 0};
  row.example.input.temperature = 308.3;
  row.example.input.diffusivities = {68.0e-6, 16.8e-6}; // with CO2
  row.example.input.per_pair[binary_diffusivity] = {{{0, 1}, 83.3e-6}};
  row.example.input.per_run[pressure] = 101325.0;
  row.example.input.texts[reference_frame] = {{0, "molar average"}};
  row.example.concentrations = {12.0, 16.0};
  row.is_diagonal = false;
  row.suits_concentrations = true;
  row.make = [](const MobilityRow& row,
                const MobilityInput& input) -> std::unique_ptr<MobilityModel> {
    const unsigned int n = input.n_species();
    const std::string frame = given_text(row, input, reference_frame);
    if (frame != "remaining species" && frame != "molar average")
      throw std::invalid_argument(
          "'Reference frame' must be 'remaining species' or 'molar average', "
          "not '" +
          frame + "'");
    MaxwellStefanFormula formula{n, total_of(row, input), frame == "molar average",
                                 input.diffusivities, std::vector<double>(n * n, 0.0)};
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j) {
        if (i == j) continue;
        formula.binary[i * n + j] = given_number(row, input, binary_diffusivity, i, j);
        if (!(formula.binary[i * n + j] > 0.0))
          throw std::invalid_argument("the mobility model '" + row.name + "' needs a '" +
                                      binary_diffusivity + "' of " + input.names[i] + " and " +
                                      input.names[j] + " above 0");
      }
    return std::make_unique<MaxwellStefan>(n, std::move(formula));
  };
  return row;
}

} // namespace ionflux
