/// Davies's equation.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/ionic_strength.h>
#include <ionflux/physics/activity/strength_inversion.h>
#include <ionflux/physics/activity/words.h>

#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

struct DaviesFormula {
  std::vector<double> half_squares;
  double strength;    ///< A for I in mol/L
  double coefficient; ///< of the linear term

  template <typename Number>
  void evaluate(const Number* c, Number* log_gamma) const {
    const Number common =
        of_one(ionic_strength(half_squares, c), [&](const auto& I) { return of_unit(I); });
    for (unsigned int i = 0; i < half_squares.size(); ++i)
      log_gamma[i] = half_squares[i] * common;
  }

  /// For invert_by_strength(); and ln gamma_i for z_i^2 / 2 = 1.
  template <typename Number>
  Number common(const Number& I) const {
    return of_unit(I);
  }
  template <typename Number>
  Number of_strength(const unsigned int i, const Number& unit) const {
    return half_squares[i] * unit;
  }
  template <typename Number>
  Number of_unit(const Number& I) const {
    using std::sqrt;
    const Number molar = 1e-3 * I, root = sqrt(molar);
    return (-2.0 * strength) * (root / (1.0 + root) - coefficient * molar);
  }
};

class Davies final : public Differentiated<DaviesFormula> {
public:
  Davies(const ActivityInput& input, const double coefficient)
      : Differentiated(
            input.n_species(),
            {half_squares(input), LimitingLaw(input).strength * std::sqrt(1e3), coefficient}),
        density(input.solvent_density) {}

  bool has_free_energy() const override { return true; }
  double free_energy(const double* c) const override {
    const double molar = 1e-3 * ionic_strength(formula.half_squares, c);
    return -2e3 * formula.strength *
           (screened_integral(molar, 1.0) - 0.5 * formula.coefficient * molar * molar);
  }
  bool has_own_inversion() const override { return true; }
  InversionStatus invert(const double* w, const double load, const double* start, double* x,
                         double* inverse) const override {
    return invert_by_strength(formula, w, load, start, x, inverse);
  }
  double solvent_density() const override { return density; }
  std::string out_of_range(const double* c) const override {
    return ionic_strength_beyond(formula.half_squares, c, 0.5);
  }

private:
  double density;
};

} // namespace

ActivityRow davies_activity() {
  ActivityRow row;
  row.name = "Davies";
  row.documentation = "Debye and Hueckel's law with one empirical term for all ions. Beyond its "
                      "range it overestimates; ions of charge 3 and more may become unstable.";
  row.formula = "log10 gamma_i = - A z_i^2 (sqrt(I) / (1 + sqrt(I)) - b I), I in mol/L";
  row.source = "Davies 1938, J. Chem. Soc. 2093 (b = 0.2); Davies 1962, Ion Association (b = 0.3)";
  row.range = "ionic strengths up to 0.5 mol/L";
  row.entries = {
      {"Davies coefficient", "1", 0.3, ActivityEntry::Scope::run, "b of the linear term."}};
  row.example.input.names = {"Ca", "Cl", "K"};
  row.example.input.charge_numbers = {2, -1, 1};
  row.example.concentrations = {50.0, 200.0, 100.0};
  row.make = [](const ActivityRow& row,
                const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    check_solvent(row, input);
    const double coefficient = run_number(row, input, "Davies coefficient");
    if (!(coefficient >= 0.0 && coefficient <= 1.0))
      throw std::invalid_argument("'Davies coefficient' must be 0 to 1, not " +
                                  in_words(coefficient));
    return std::make_unique<Davies>(input, coefficient);
  };
  return row;
}

} // namespace ionflux
