/// Debye and Hueckel's theory: the limiting law, and with ions that have a size.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/ionic_strength.h>
#include <ionflux/physics/activity/strength_inversion.h>
#include <ionflux/physics/activity/words.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace ionflux {

namespace {

struct DebyeHueckelFormula {
  std::vector<double> half_squares, screening; ///< B a_i [(m^3/mol)^(1/2)]
  double strength;

  template <typename Number>
  void evaluate(const Number* c, Number* log_gamma) const {
    using std::sqrt;
    const Number root = sqrt(ionic_strength(half_squares, c));
    for (unsigned int i = 0; i < half_squares.size(); ++i)
      log_gamma[i] = of_one(root, [&](const auto& x) { return of_root(i, x); });
  }

  /// For invert_by_strength(); and ln gamma_i from the root of the ionic strength.
  template <typename Number>
  Number common(const Number& I) const {
    using std::sqrt;
    return sqrt(I);
  }
  template <typename Number>
  Number of_strength(const unsigned int i, const Number& root) const {
    return of_root(i, root);
  }
  template <typename Number>
  Number of_root(const unsigned int i, const Number& root) const {
    return -2.0 * strength * half_squares[i] * root / (1.0 + screening[i] * root);
  }
};

class DebyeHueckel final : public Differentiated<DebyeHueckelFormula> {
public:
  DebyeHueckel(const ActivityInput& input, const std::vector<double>& sizes,
               const double limit_molar)
      : Differentiated(input.n_species(), make_formula(input, sizes)), limit(limit_molar),
        density(input.solvent_density) {
    common = -1.0; // the screening of all ions, if it is one
    one_size = true;
    for (unsigned int i = 0; i < input.n_species(); ++i) {
      if (input.charge_numbers[i] == 0) continue;
      one_size = one_size && (common < 0.0 || common == formula.screening[i]);
      common = formula.screening[i];
    }
  }

  bool has_free_energy() const override { return one_size; }
  double free_energy(const double* c) const override {
    if (!one_size) return std::numeric_limits<double>::quiet_NaN();
    return -2.0 * formula.strength *
           screened_integral(ionic_strength(formula.half_squares, c), std::max(common, 0.0));
  }
  bool has_own_inversion() const override { return true; }
  InversionStatus invert(const double* w, const double load, const double* start, double* x,
                         double* inverse) const override {
    return invert_by_strength(formula, w, load, start, x, inverse);
  }
  double solvent_density() const override { return density; }
  std::string out_of_range(const double* c) const override {
    return ionic_strength_beyond(formula.half_squares, c, limit);
  }

private:
  static DebyeHueckelFormula make_formula(const ActivityInput& input,
                                          const std::vector<double>& sizes) {
    const LimitingLaw law(input);
    DebyeHueckelFormula formula{half_squares(input), sizes, law.strength};
    for (double& size : formula.screening)
      size *= law.inverse_length;
    return formula;
  }

  double limit, density, common;
  bool one_size;
};

} // namespace

ActivityRow debye_hueckel_limiting_activity() {
  ActivityRow row;
  row.name = "Debye-Hueckel limiting";
  row.documentation = "Point charges in their ionic atmospheres: what all electrolytes tend to at "
                      "dilution. Not stable for ions of charge 2 and more at high ionic strength.";
  row.formula = "ln gamma_i = - A z_i^2 sqrt(I), A = e^3 sqrt(2 N_A) / (8 pi (eps kT)^(3/2))";
  row.source = "Debye and Hueckel 1923; Robinson and Stokes 1959, Electrolyte Solutions, ch. 9";
  row.range = "ionic strengths up to 0.01 mol/L";
  row.example.input.names = {"Na", "SO4", "urea"};
  row.example.input.charge_numbers = {1, -2, 0};
  row.example.concentrations = {6.0, 3.0, 2.0};
  row.make = [](const ActivityRow& row,
                const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    check_solvent(row, input);
    return std::make_unique<DebyeHueckel>(input, std::vector<double>(input.n_species(), 0.0), 0.01);
  };
  return row;
}

ActivityRow debye_hueckel_activity() {
  ActivityRow row;
  row.name = "Debye-Hueckel extended";
  row.documentation = "Ionic atmospheres that begin at a distance of closest approach. Ions of "
                      "different size have no common free energy: a convention for single ions.";
  row.formula = "ln gamma_i = - A z_i^2 sqrt(I) / (1 + kappa a_i)";
  row.source = "Debye and Hueckel 1923; Robinson and Stokes 1959, ch. 9; Kielland 1937 (sizes)";
  row.range = "ionic strengths up to 0.1 mol/L";
  row.entries = {{"Ion size", "m", 4e-10, ActivityEntry::Scope::species,
                  "Distance of closest approach a of other ions. Kielland: H 0.9 nm, Mg 0.8, Li, "
                  "Ca 0.6, Na, SO4 0.4, OH, K, Cl 0.3 nm."}};
  row.example.input.names = {"Ca", "Cl", "Na"};
  row.example.input.charge_numbers = {2, -1, 1};
  row.example.concentrations = {20.0, 60.0, 20.0};
  row.make = [](const ActivityRow& row,
                const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    check_solvent(row, input);
    const std::vector<double> sizes = species_numbers(row, input, "Ion size");
    for (unsigned int i = 0; i < sizes.size(); ++i)
      if (!(sizes[i] >= 0.0 && sizes[i] < 1e-7))
        throw std::invalid_argument("'Ion size' of " + input.names[i] +
                                    " must be 0 to 100 nm, not " + in_words(sizes[i]) + " m");
    return std::make_unique<DebyeHueckel>(input, sizes, 0.1);
  };
  return row;
}

} // namespace ionflux
