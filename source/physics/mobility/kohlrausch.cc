/// Ions that hold each other back.

#include <ionflux/physics/activity/ionic_strength.h>
#include <ionflux/physics/mobility/diagonal.h>
#include <ionflux/physics/mobility/models.h>

#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

struct KohlrauschFormula {
  unsigned int n;
  std::vector<double> half_squares, coefficient; ///< (m^3/mol)^(1/2)

  template <typename Number>
  void factors(const Number* c, Number* factor) const {
    using std::sqrt;
    const Number root = sqrt(ionic_strength(half_squares, c));
    for (unsigned int i = 0; i < n; ++i)
      factor[i] = 1.0 - coefficient[i] * root;
  }
};

constexpr auto kohlrausch_coefficient = "Kohlrausch coefficient";

} // namespace

MobilityRow kohlrausch_mobility() {
  MobilityRow row;
  row.name = "Kohlrausch";
  row.documentation = "Kohlrausch's square-root law: mobilities of ions, and with them their "
                      "diffusivities, fall with the root of the ionic strength.";
  row.formula = "D_i = D_i0 (1 - k_i sqrt(I / (1 mol/L)))";
  row.source = "Kohlrausch 1900, Wied. Ann. 306, 132 (equivalent conductivities); Onsager 1927, "
               "Phys. Z. 28, 277; Robinson and Stokes 1959, ch. 7 (1:1 in water at 25 degC: k_i = "
               "0.230 + 30.3 S cm^2/mol / lambda_i0, that is 0.84 for Na, 0.63 for Cl)";
  row.range = "ionic strengths to about 0.01 mol/L; D_i must stay above 0";
  row.entries = {{kohlrausch_coefficient, "1", 0.0, MobilityEntry::Scope::species,
                  "k_i, for an ionic strength in mol/L."}};
  row.example.input.names = {"Na", "Cl", "urea"};
  row.example.input.charge_numbers = {1, -1, 0};
  row.example.input.diffusivities = {1.334e-9, 2.032e-9, 1.38e-9};
  row.example.input.per_species[kohlrausch_coefficient] = {{0, 0.83}, {1, 0.62}, {2, 0.1}};
  row.example.concentrations = {80.0, 90.0, 30.0};
  row.is_diagonal = true;
  row.suits_concentrations = false;
  row.make = [](const MobilityRow& row,
                const MobilityInput& input) -> std::unique_ptr<MobilityModel> {
    KohlrauschFormula formula{input.n_species(), half_squares(input), {}};
    for (unsigned int i = 0; i < input.n_species(); ++i) {
      const double k = given_number(row, input, kohlrausch_coefficient, i);
      if (!std::isfinite(k))
        throw std::invalid_argument("'Kohlrausch coefficient' of " + input.names[i] +
                                    " must be finite");
      formula.coefficient.push_back(k / std::sqrt(1e3)); // of I in mol/m^3
    }
    return std::make_unique<DiagonalMobility<KohlrauschFormula>>(std::move(formula));
  };
  return row;
}

} // namespace ionflux
