/// Pitzer's equations for single salts and mixtures.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/ionic_strength.h>
#include <ionflux/physics/activity/molality.h>
#include <ionflux/physics/activity/pitzer_fading.h>
#include <ionflux/physics/activity/pitzer_salts.h>
#include <ionflux/physics/activity/words.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace ionflux {

namespace {

constexpr double b = 1.2; // kg^(1/2) mol^(-1/2), for all salts

/// A cation and an anion.
struct Salt {
  unsigned int cation, anion;
  bool two_to_two;                  ///< alpha_1 = 1.4, alpha_2 = 12 instead of alpha_1 = 2
  double beta_0, beta_1, beta_2, c; ///< c = C_phi / (2 sqrt(z z))
};

/// Two ions of one sign.
struct LikePair {
  unsigned int first, second;
  double theta;
};

struct PitzerFormula {
  MolalityScale scale;
  std::vector<double> half_squares, sizes_of_charge; ///< z^2 / 2, |z|
  double a_phi;
  std::vector<Salt> salts;
  std::vector<LikePair> like_pairs;
  std::vector<double> charges; ///< z
  double stiffness = 0.0;      ///< of the charge, 0 where the solution is neutral
  bool any_usual = false, any_two_to_two = false;

  /// Sums over the salts: B of each and what the activity coefficients need of them.
  template <typename Number, typename Use>
  void for_each_salt(const Number& strength, const Number& root, const Use& use) const {
    const Number one(1.0);
    const Fading<Number> none{one, one}, usual = any_usual ? fading(2.0 * root) : none,
                                         slow = any_two_to_two ? fading(1.4 * root) : none,
                                         fast = any_two_to_two ? fading(12.0 * root) : none;
    const Number inverse = 1.0 / strength;
    for (const Salt& salt : salts) {
      if (salt.two_to_two)
        use(salt, salt.beta_0 + salt.beta_1 * slow.g + salt.beta_2 * fast.g,
            (salt.beta_1 * slow.h + salt.beta_2 * fast.h) * inverse);
      else
        use(salt, salt.beta_0 + salt.beta_1 * usual.g, salt.beta_1 * usual.h * inverse);
    }
  }

  template <typename Number>
  void evaluate(const Number* c, Number* log_gamma) const {
    using std::log;
    using std::sqrt;
    const unsigned int n = half_squares.size();
    PointBuffer<Number> buffer(n);
    Number* m = buffer.data();
    const Number log_part = scale.molalities(n, c, m);
    const Number strength = ionic_strength(half_squares, m), root = sqrt(strength);
    Number sizes(0.0), charge(0.0); // sum |z| m, sum z m
    for (unsigned int i = 0; i < n; ++i) {
      sizes += sizes_of_charge[i] * m[i];
      charge += charges[i] * m[i];
      log_gamma[i] = -1.0 * log_part;
    }
    Number f = of_one(root, [&](const auto& x) {
      const auto screened = 1.0 + b * x;
      return -a_phi * (x / screened + (2.0 / b) * log(screened));
    });
    Number triples(0.0);
    for_each_salt(strength, root, [&](const Salt& salt, const Number& second, const Number& slope) {
      const Number &cation = m[salt.cation], &anion = m[salt.anion];
      const Number product = cation * anion, force = 2.0 * second + salt.c * sizes;
      f += product * slope;
      triples += salt.c * product;
      log_gamma[salt.cation] += anion * force;
      log_gamma[salt.anion] += cation * force;
    });
    for (const LikePair& pair : like_pairs) {
      log_gamma[pair.first] += 2.0 * pair.theta * m[pair.second];
      log_gamma[pair.second] += 2.0 * pair.theta * m[pair.first];
    }
    for (unsigned int i = 0; i < n; ++i)
      if (half_squares[i] != 0.0)
        log_gamma[i] += 2.0 * half_squares[i] * f + sizes_of_charge[i] * triples +
                        stiffness * charges[i] * charge;
  }

  /// Excess Gibbs energy over RT and kg of solvent.
  double gibbs_energy(const double* m) const {
    const double strength = ionic_strength(half_squares, m), root = std::sqrt(strength);
    double sizes = 0.0, charge = 0.0;
    for (unsigned int i = 0; i < half_squares.size(); ++i) {
      sizes += sizes_of_charge[i] * m[i];
      charge += charges[i] * m[i];
    }
    double sum =
        -4.0 * a_phi / b * strength * std::log1p(b * root) + 0.5 * stiffness * charge * charge;
    for_each_salt(strength, root, [&](const Salt& salt, const double second, double) {
      sum += 2.0 * m[salt.cation] * m[salt.anion] * (second + 0.5 * salt.c * sizes);
    });
    for (const LikePair& pair : like_pairs)
      sum += 2.0 * pair.theta * m[pair.first] * m[pair.second];
    return sum;
  }
};

class Pitzer final : public Differentiated<PitzerFormula> {
public:
  Pitzer(const unsigned int n, PitzerFormula formula, const double limit, std::string temperature)
      : Differentiated(n, std::move(formula)), limit(limit), temperature(std::move(temperature)) {}

  bool has_free_energy() const override { return formula.scale.is_plain(); }
  double free_energy(const double* c) const override {
    if (!has_free_energy()) return std::numeric_limits<double>::quiet_NaN();
    std::vector<double> m(n_species());
    formula.scale.molalities(n_species(), c, m.data());
    return formula.scale.density * formula.gibbs_energy(m.data());
  }
  double solvent_density() const override { return formula.scale.density; }
  double solvent_part(const double* c) const override { return formula.scale.solvent_part(c); }
  double crowding(const double* c) const override { return 1.0 - solvent_part(c); }

  std::string out_of_range(const double* c) const override {
    std::vector<double> m(n_species());
    formula.scale.molalities(n_species(), c, m.data());
    const double strength = ionic_strength(formula.half_squares, m.data());
    std::string words = temperature;
    if (strength > limit * (1.0 + 1e-9))
      words += (words.empty() ? "" : "; ") + ("ionic strength " + in_words(strength)) +
               " mol/kg, parameters fitted up to " + in_words(limit) + " mol/kg";
    return words;
  }

private:
  double limit; ///< ionic strength [mol/kg]
  std::string temperature;
};

/// The parameters that the input gives for pair (i, j), else those of the table.
Salt salt_of(const ActivityRow& row, const ActivityInput& input, const unsigned int cation,
             const unsigned int anion, double& limit) {
  const int z = input.charge_numbers[cation], y = -input.charge_numbers[anion];
  const unsigned int n = input.n_species();
  const auto given = [&](const char* entry) {
    return pair_numbers(row, input, entry)[cation * n + anion];
  };
  Salt salt{cation,          anion,           z == 2 && y == 2, given("beta 0"),
            given("beta 1"), given("beta 2"), given("C phi")};
  if (std::isnan(salt.beta_0)) {
    const PitzerSalt* known = find_pitzer_salt(plain_ion_name(input.names[cation], z),
                                               plain_ion_name(input.names[anion], -y));
    if (!known)
      throw std::invalid_argument("the activity model '" + row.name + "' needs 'beta 0' of " +
                                  input.names[cation] + " and " + input.names[anion] +
                                  ": its table of salts does not have them");
    salt.beta_0 = known->beta_0;
    if (std::isnan(salt.beta_1)) salt.beta_1 = known->beta_1;
    if (std::isnan(salt.beta_2)) salt.beta_2 = known->beta_2;
    if (std::isnan(salt.c)) salt.c = known->c_phi;
    // The ionic strength of z:y at molality m is m z y (z + y) / 2, for 1:1 and 2:2 per ion.
    const double strength =
        z == y ? z * z * known->largest : 0.5 * z * y * (z + y) * known->largest;
    limit = std::min(limit, strength);
  }
  for (double* number : {&salt.beta_1, &salt.beta_2, &salt.c})
    if (std::isnan(*number)) *number = 0.0;
  if (salt.beta_2 != 0.0 && !salt.two_to_two)
    throw std::invalid_argument("'beta 2' is for pairs of doubly charged ions only, not for " +
                                input.names[cation] + " and " + input.names[anion]);
  salt.c /= 2.0 * std::sqrt(z * y);
  return salt;
}

PitzerFormula formula_of(const ActivityRow& row, const ActivityInput& input, double& limit) {
  PitzerFormula formula;
  formula.scale = {input.solvent_density, species_numbers(row, input, "Partial molar volume")};
  formula.half_squares = half_squares(input);
  formula.a_phi = LimitingLaw(input).strength * std::sqrt(input.solvent_density) / 3.0;
  const unsigned int n = input.n_species();
  formula.stiffness = run_number(row, input, "Charge stiffness");
  if (!(formula.stiffness >= 0.0 && formula.stiffness <= 100.0))
    throw std::invalid_argument("'Charge stiffness' must be 0 to 100 kg/mol, not " +
                                in_words(formula.stiffness));
  const std::vector<double> theta = pair_numbers(row, input, "theta");
  for (unsigned int i = 0; i < n; ++i) {
    const int z = input.charge_numbers[i];
    formula.charges.push_back(z);
    formula.sizes_of_charge.push_back(std::abs(z));
    if (std::abs(z) > 2)
      throw std::invalid_argument("the activity model '" + row.name +
                                  "' knows ions of charge 1 and 2, not " + input.names[i]);
    for (unsigned int j = 0; j < n; ++j) {
      const int y = input.charge_numbers[j];
      if (z > 0 && y < 0) formula.salts.push_back(salt_of(row, input, i, j, limit));
      if (i < j && z * y > 0 && theta[i * n + j] != 0.0)
        formula.like_pairs.push_back({i, j, theta[i * n + j]});
    }
  }
  for (const Salt& salt : formula.salts)
    (salt.two_to_two ? formula.any_two_to_two : formula.any_usual) = true;
  return formula;
}

} // namespace

ActivityRow pitzer_activity() {
  const double from_table = std::numeric_limits<double>::quiet_NaN();
  constexpr auto pair = ActivityEntry::Scope::pair;
  ActivityRow row;
  row.name = "Pitzer";
  row.documentation =
      "Virial expansion in molalities, for single salts up to saturation and mixtures of 1:1, 2:1 "
      "and 1:2 ions. Each cation and anion needs its parameters; common salts have them from a "
      "table at 25 C. Mixing terms of three ions and of unlike charges of one sign are left out; "
      "neutral species are ideal. Single ions as the equations give them, with a term that is 0 in "
      "neutral solutions and keeps concentrated ones stable: see 'Charge stiffness'.";
  row.formula = "ln gamma_i = z_i^2 F + sum_a m_a (2 B_ia + Z C_ia) + sum_j 2 theta_ij m_j + "
                "|z_i| sum_c sum_a m_c m_a C_ca + K z_i sum_j z_j m_j";
  row.source =
      "Pitzer 1973, J. Phys. Chem. 77, 268; Harvie, Moller and Weare 1984, "
      "Geochim. Cosmochim. Acta 48, 723 (notation); Pitzer and Mayorga 1973 (table of salts)";
  row.range = "25 C; up to the molality to which the parameters were fitted, 6 mol/kg for NaCl";
  row.entries = {
      {"beta 0", "kg/mol", from_table, pair, "Of a cation and an anion."},
      {"beta 1", "kg/mol", from_table, pair,
       "Likewise; fades with exp(-2 sqrt(I)), exp(-1.4 sqrt(I)) for 2:2."},
      {"beta 2", "kg/mol", from_table, pair, "Likewise, only for 2:2; exp(-12 sqrt(I))."},
      {"C phi", "kg^2/mol^2", from_table, pair, "Likewise; of three ions."},
      {"theta", "kg/mol", 0.0, pair, "Of two ions of one sign."},
      {"Charge stiffness", "kg/mol", 0.2, ActivityEntry::Scope::run,
       "K of the term K z_i sum_j z_j m_j. Pitzer's equations speak of neutral solutions alone, "
       "where "
       "it is 0; taken ion by ion they are not stable against separation of charge (CaCl2 above "
       "0.3, HCl above 2.2, NaCl above 4.8 mol/kg). 0.2 makes every salt of the table stable."},
      molar_volume_entry()};
  row.example.input.names = {"Na", "Cl", "Ca", "SO4"};
  row.example.input.charge_numbers = {1, -1, 2, -2};
  row.example.concentrations = {40.0, 30.0, 5.0, 10.0};
  row.make = [](const ActivityRow& row,
                const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    check_solvent(row, input);
    double limit = std::numeric_limits<double>::infinity();
    PitzerFormula formula = formula_of(row, input, limit);
    std::string temperature;
    if (std::abs(input.temperature - 298.15) > 10.0 && std::isfinite(limit))
      temperature = "temperature " + in_words(input.temperature) + " K, parameters for 298.15 K";
    return std::make_unique<Pitzer>(input.n_species(), std::move(formula), limit, temperature);
  };
  return row;
}

} // namespace ionflux
