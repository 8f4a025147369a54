/// Diffusivities typed by the user.

#include <ionflux/physics/activity/formula_text.h>
#include <ionflux/physics/activity/ionic_strength.h>
#include <ionflux/physics/mobility/diagonal.h>
#include <ionflux/physics/mobility/models.h>

namespace ionflux {

namespace {

struct DiffusivityFormula {
  unsigned int n;
  std::vector<double> half_squares;
  double temperature;
  std::vector<FormulaText> texts; ///< of each species

  template <typename Number>
  void factors(const Number* c, Number* factor) const {
    PointBuffer<Number, 10> variables(n + 2); // c_i, I [mol/L], T
    for (unsigned int i = 0; i < n; ++i)      // roots and logarithms of 0 have no slope
      variables[i] = plain(c[i]) > 1e-27 ? c[i] * 1e-3 : Number(1e-30);
    variables[n] = ionic_strength(half_squares, c) * 1e-3;
    variables[n + 1] = Number(temperature);
    for (unsigned int i = 0; i < n; ++i)
      factor[i] = texts[i].evaluate(variables.data());
  }
};

constexpr auto relative_diffusivity = "Relative diffusivity";

} // namespace

MobilityRow expression_mobility() {
  MobilityRow row;
  row.name = "expression";
  row.documentation =
      "Diffusivities as formulas of the concentrations c_NAME and the ionic strength I, in mol/L, "
      "and the temperature T, in K: factors of 'Diffusivity'. Differentiated automatically.";
  row.formula = "J_i = - D_i0 f_i(c, I, T) c_i grad mu_i / RT";
  row.source = "the parameter file";
  row.range = "up to the user; the factors must stay above 0";
  row.entries = {{relative_diffusivity, "1", 0.0, MobilityEntry::Scope::species,
                  "f_i: for example 1 - 0.4*sqrt(I)/(1 + sqrt(I)), or exp(2*c_water).", true, "1"}};
  row.example.input.names = {"Na", "Cl"};
  row.example.input.charge_numbers = {1, -1};
  row.example.input.diffusivities = {1.334e-9, 2.032e-9};
  row.example.input.texts[relative_diffusivity] = {{0, "1 - 0.4*sqrt(I)/(1 + sqrt(I))"},
                                                   {1, "1 + 0.5*c_Na - 0.2*c_Cl^2"}};
  row.example.concentrations = {700.0, 900.0};
  row.is_diagonal = true;
  row.suits_concentrations = false;
  row.make = [](const MobilityRow& row,
                const MobilityInput& input) -> std::unique_ptr<MobilityModel> {
    std::vector<std::string> variables;
    for (const std::string& name : input.names)
      variables.push_back(concentration_variable(name));
    variables.insert(variables.end(), {"I", "T"});
    DiffusivityFormula formula{input.n_species(), half_squares(input), input.temperature, {}};
    for (unsigned int i = 0; i < input.n_species(); ++i)
      formula.texts.emplace_back(given_text(row, input, relative_diffusivity, i), variables);
    return std::make_unique<DiagonalMobility<DiffusivityFormula>>(std::move(formula));
  };
  return row;
}

} // namespace ionflux
