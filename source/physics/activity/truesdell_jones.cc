/// Truesdell and Jones's equation.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/ionic_strength.h>
#include <ionflux/physics/activity/molality.h>
#include <ionflux/physics/activity/strength_inversion.h>
#include <ionflux/physics/activity/words.h>

#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

namespace ionflux {

namespace {

struct TruesdellJonesFormula {
  MolalityScale scale;
  std::vector<double> half_squares, screening, slope; ///< B a_i and b_i ln 10, for mol/kg
  double strength;                                    ///< A for mol/kg

  template <typename Number>
  void evaluate(const Number* c, Number* log_gamma) const {
    using std::sqrt;
    const unsigned int n = half_squares.size();
    PointBuffer<Number> buffer(n);
    Number* m = buffer.data();
    const Number log_part = scale.molalities(n, c, m);
    const Number strength_molal = ionic_strength(half_squares, m), root = sqrt(strength_molal);
    for (unsigned int i = 0; i < n; ++i) {
      log_gamma[i] = slope[i] * strength_molal - log_part;
      if (half_squares[i] != 0.0)
        log_gamma[i] -= of_one(root, [&](const auto& x) { return screened(i, x); });
    }
  }

  /// For invert_by_strength(), if the scale is plain.
  template <typename Number>
  struct Strength {
    Number molal, root;
  };
  template <typename Number>
  Strength<Number> common(const Number& I) const {
    using std::sqrt;
    const Number molal = I * (1.0 / scale.density);
    return {molal, sqrt(molal)};
  }
  template <typename Number>
  Number of_strength(const unsigned int i, const Strength<Number>& of) const {
    return slope[i] * of.molal - screened(i, of.root);
  }
  template <typename Number>
  Number screened(const unsigned int i, const Number& root) const {
    return (2.0 * strength * half_squares[i]) * root / (1.0 + screening[i] * root);
  }
};

class TruesdellJones final : public Differentiated<TruesdellJonesFormula> {
public:
  TruesdellJones(const unsigned int n, TruesdellJonesFormula formula)
      : Differentiated(n, std::move(formula)) {}
  bool has_own_inversion() const override { return formula.scale.is_plain(); }
  InversionStatus invert(const double* w, const double load, const double* start, double* x,
                         double* inverse) const override {
    return invert_by_strength(formula, w, load, start, x, inverse);
  }
  double solvent_density() const override { return formula.scale.density; }
  double solvent_part(const double* c) const override { return formula.scale.solvent_part(c); }
  double crowding(const double* c) const override { return 1.0 - solvent_part(c); }
  std::string out_of_range(const double* c) const override {
    return ionic_strength_beyond(formula.half_squares, c, 2.0);
  }
};

/// Truesdell and Jones 1974: a [Angstrom], b [kg/mol]; hydrogen as in WATEQ (Kielland).
const std::map<std::string, std::pair<double, double>>& published() {
  static const std::map<std::string, std::pair<double, double>> table = {
      {"Ca", {5.0, 0.165}}, {"Mg", {5.5, 0.20}},  {"Na", {4.0, 0.075}},
      {"K", {3.5, 0.015}},  {"Cl", {3.5, 0.015}}, {"SO4", {5.0, -0.04}},
      {"HCO3", {5.4, 0.0}}, {"CO3", {5.4, 0.0}},  {"H", {9.0, 0.0}}};
  return table;
}

TruesdellJonesFormula formula_of(const ActivityRow& row, const ActivityInput& input) {
  const LimitingLaw law(input);
  const double root = std::sqrt(input.solvent_density);
  TruesdellJonesFormula formula;
  formula.scale = {input.solvent_density, species_numbers(row, input, "Partial molar volume")};
  formula.half_squares = half_squares(input);
  formula.strength = law.strength * root;
  formula.screening = species_numbers(row, input, "Ion size");
  formula.slope = species_numbers(row, input, "Truesdell-Jones b");
  for (unsigned int i = 0; i < input.n_species(); ++i) {
    const int z = input.charge_numbers[i];
    const auto found = published().find(plain_ion_name(input.names[i], z));
    double &size = formula.screening[i], &b = formula.slope[i];
    if (std::isnan(size) && found != published().end()) size = 1e-10 * found->second.first;
    if (std::isnan(b) && found != published().end()) b = found->second.second;
    if (z == 0 && std::isnan(size)) size = 0.0;
    if (z == 0 && std::isnan(b)) b = 0.1;
    if (!(size >= 0.0 && size < 1e-7))
      throw std::invalid_argument("the activity model '" + row.name + "' needs 'Ion size' of " +
                                  input.names[i] + ", 0 to 100 nm: its table does not have it");
    if (!std::isfinite(b))
      throw std::invalid_argument("the activity model '" + row.name +
                                  "' needs 'Truesdell-Jones b' of " + input.names[i] +
                                  ": its table does not have it");
    size *= law.inverse_length * root;
    b *= std::log(10.0);
  }
  return formula;
}

} // namespace

ActivityRow truesdell_jones_activity() {
  const double from_table = std::numeric_limits<double>::quiet_NaN();
  ActivityRow row;
  row.name = "Truesdell-Jones";
  row.documentation =
      "Debye and Hueckel's law with a size and a linear term for each ion, fitted to "
      "mean activity coefficients with gamma(K) = gamma(Cl) in KCl (MacInnes). Ion "
      "pairs of sulfates are not in it. Neutral species: b = 0.1 kg/mol.";
  row.formula = "log10 gamma_i = - A z_i^2 sqrt(I) / (1 + B a_i sqrt(I)) + b_i I, I in mol/kg";
  row.source = "Truesdell and Jones 1974, J. Res. U.S. Geol. Survey 2, 233 (WATEQ)";
  row.range = "ionic strengths up to 2 mol/L";
  row.entries = {{"Ion size", "m", from_table, ActivityEntry::Scope::species,
                  "a of the ion. Known: Ca, Mg, Na, K, Cl, SO4, HCO3, CO3, H."},
                 {"Truesdell-Jones b", "kg/mol", from_table, ActivityEntry::Scope::species,
                  "b of the species. Known for the same; 0.1 for neutral ones."},
                 molar_volume_entry()};
  row.example.input.names = {"Na", "Cl", "Ca", "urea"};
  row.example.input.charge_numbers = {1, -1, 2, 0};
  row.example.concentrations = {300.0, 500.0, 100.0, 50.0};
  row.make = [](const ActivityRow& row,
                const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    check_solvent(row, input);
    return std::make_unique<TruesdellJones>(input.n_species(), formula_of(row, input));
  };
  return row;
}

} // namespace ionflux
