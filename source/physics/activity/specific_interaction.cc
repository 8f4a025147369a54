/// Specific ion interaction theory.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/ionic_strength.h>
#include <ionflux/physics/activity/molality.h>
#include <ionflux/physics/activity/words.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace ionflux {

namespace {

/// B a of all ions, for mol/kg: a part of the convention by which coefficients are fitted.
constexpr double screening = 1.5;

struct SpecificInteractionFormula {
  MolalityScale scale;
  std::vector<double> half_squares;
  double strength;                 ///< A for mol/kg
  std::vector<double> interaction; ///< eps_ik ln 10 [kg/mol], [i][k]

  template <typename Number>
  void evaluate(const Number* c, Number* log_gamma) const {
    using std::sqrt;
    const unsigned int n = half_squares.size();
    PointBuffer<Number> buffer(n);
    Number* m = buffer.data();
    const Number log_part = scale.molalities(n, c, m), root = sqrt(ionic_strength(half_squares, m)),
                 screened = root / (1.0 + screening * root);
    for (unsigned int i = 0; i < n; ++i) {
      log_gamma[i] = (-2.0 * strength * half_squares[i]) * screened - log_part;
      for (unsigned int k = 0; k < n; ++k)
        if (interaction[i * n + k] != 0.0) log_gamma[i] += interaction[i * n + k] * m[k];
    }
  }
};

class SpecificInteraction final : public Differentiated<SpecificInteractionFormula> {
public:
  SpecificInteraction(const unsigned int n, SpecificInteractionFormula formula)
      : Differentiated(n, std::move(formula)) {}
  bool has_free_energy() const override { return formula.scale.is_plain(); }
  double free_energy(const double* c) const override {
    const unsigned int n = formula.half_squares.size();
    const double density = formula.scale.density,
                 molal = ionic_strength(formula.half_squares, c) / density;
    double pairs = 0.0;
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int k = 0; k < n; ++k)
        pairs += formula.interaction[i * n + k] * c[i] * c[k];
    return 0.5 * pairs / density -
           2.0 * formula.strength * density * screened_integral(molal, screening);
  }
  double solvent_density() const override { return formula.scale.density; }
  double solvent_part(const double* c) const override { return formula.scale.solvent_part(c); }
  double crowding(const double* c) const override { return 1.0 - solvent_part(c); }
  std::string out_of_range(const double* c) const override {
    return ionic_strength_beyond(formula.half_squares, c, 3.5);
  }
};

struct KnownPair {
  const char *cation, *anion;
  double epsilon; ///< kg/mol
};

/// Grenthe et al. 1992, tables B.3 and B.4, at 25 C; those that agree with measured salts.
const std::vector<KnownPair>& published() {
  static const std::vector<KnownPair> table = {
      {"H", "Cl", 0.12},    {"H", "ClO4", 0.14},  {"H", "NO3", 0.07},   {"Li", "Cl", 0.10},
      {"Li", "ClO4", 0.15}, {"Na", "Cl", 0.03},   {"Na", "ClO4", 0.01}, {"Na", "NO3", -0.04},
      {"Na", "OH", 0.04},   {"Na", "SO4", -0.12}, {"K", "Cl", 0.00},    {"K", "NO3", -0.11},
      {"K", "OH", 0.09},    {"Mg", "Cl", 0.19},   {"Ca", "Cl", 0.14},   {"Ba", "Cl", 0.07}};
  return table;
}

double known_epsilon(const ActivityInput& input, const unsigned int cation,
                     const unsigned int anion) {
  const auto name = [&](const unsigned int i) {
    return plain_ion_name(input.names[i], input.charge_numbers[i]);
  };
  for (const KnownPair& pair : published())
    if (name(cation) == pair.cation && name(anion) == pair.anion) return pair.epsilon;
  return std::numeric_limits<double>::quiet_NaN();
}

// Of ions of unlike sign all are needed; those of like sign are 0 by convention, and so is what
// neutral species have if nothing is given.
std::vector<double> interactions(const ActivityRow& row, const ActivityInput& input) {
  const unsigned int n = input.n_species();
  std::vector<double> epsilon = pair_numbers(row, input, "Interaction coefficient");
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int k = 0; k < n; ++k) {
      double& one = epsilon[i * n + k];
      const int z = input.charge_numbers[i], y = input.charge_numbers[k];
      if (std::isnan(one))
        one = z * y >= 0 ? 0.0 : z > 0 ? known_epsilon(input, i, k) : known_epsilon(input, k, i);
      if (std::isnan(one))
        throw std::invalid_argument("the activity model '" + row.name +
                                    "' needs 'Interaction coefficient' of " + input.names[i] +
                                    " and " + input.names[k] + ": its table does not have it");
      if (!(std::abs(one) < 10.0))
        throw std::invalid_argument("'Interaction coefficient' must be between -10 and 10 kg/mol");
      one *= std::log(10.0);
    }
  return epsilon;
}

} // namespace

ActivityRow specific_interaction_activity() {
  ActivityRow row;
  row.name = "specific ion interaction";
  row.documentation =
      "Specific ion interaction theory (SIT): Debye and Hueckel's law with one size for all ions "
      "and a linear term for each pair of a cation and an anion, as chemical databases of nuclear "
      "waste and of sea water use it. Ions of like sign, and neutral species if nothing is given, "
      "have no term.";
  row.formula = "log10 gamma_i = - A z_i^2 sqrt(I) / (1 + 1.5 sqrt(I)) + sum_k eps_ik m_k, I in "
                "mol/kg";
  row.source = "Bronsted 1922; Guggenheim and Turgeon 1955; Scatchard 1976; Grenthe et al. 1992, "
               "Chemical Thermodynamics of Uranium, appendix B (coefficients)";
  row.range = "ionic strengths up to 3.5 mol/L";
  row.entries = {{"Interaction coefficient", "kg/mol", std::numeric_limits<double>::quiet_NaN(),
                  ActivityEntry::Scope::pair,
                  "eps of two species. Known: H with Cl, ClO4, NO3; Li with Cl, ClO4; Na with Cl, "
                  "ClO4, NO3, OH, SO4; K with Cl, NO3, OH; Mg, Ca, Ba with Cl."},
                 molar_volume_entry()};
  row.example.input.names = {"Na", "Cl", "Ca", "CO2"};
  row.example.input.charge_numbers = {1, -1, 2, 0};
  row.example.input.per_pair["Interaction coefficient"] = {{{0, 3}, 0.08}};
  row.example.concentrations = {300.0, 500.0, 100.0, 50.0};
  row.make = [](const ActivityRow& row,
                const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    check_solvent(row, input);
    SpecificInteractionFormula formula;
    formula.scale = {input.solvent_density, species_numbers(row, input, "Partial molar volume")};
    formula.half_squares = half_squares(input);
    formula.strength = LimitingLaw(input).strength * std::sqrt(input.solvent_density);
    formula.interaction = interactions(row, input);
    return std::make_unique<SpecificInteraction>(input.n_species(), std::move(formula));
  };
  return row;
}

} // namespace ionflux
