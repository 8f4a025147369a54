/// Activity coefficients typed by the user.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/formula_text.h>
#include <ionflux/physics/activity/ionic_strength.h>
#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/activity/strength_inversion.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

struct ExpressionFormula {
  std::vector<double> half_squares;
  double temperature;
  std::vector<FormulaText> log_gamma; ///< of each species
  bool of_strength_alone = false;     ///< no concentration appears in them

  template <typename Number>
  void evaluate(const Number* c, Number* result) const {
    const unsigned int n = half_squares.size();
    const Number molar = ionic_strength(half_squares, c) * 1e-3;
    if (of_strength_alone) {
      for (unsigned int i = 0; i < n; ++i)
        result[i] = of_one(molar, [&](const auto& x) { return of_molar(i, x); });
      return;
    }
    PointBuffer<Number, 10> variables(n + 2); // c_i, I [mol/L], T
    for (unsigned int i = 0; i < n; ++i)      // roots and logarithms of 0 have no slope
      variables[i] = plain(c[i]) > 1e-27 ? c[i] * 1e-3 : Number(1e-30);
    variables[n] = molar;
    variables[n + 1] = Number(temperature);
    for (unsigned int i = 0; i < n; ++i)
      result[i] = log_gamma[i].evaluate(variables.data());
  }

  /// For invert_by_strength(), if of_strength_alone.
  template <typename Number>
  Number common(const Number& I) const {
    return 1e-3 * I;
  }
  template <typename Number>
  Number of_strength(const unsigned int i, const Number& molar) const {
    return of_molar(i, molar);
  }

private:
  template <typename Number>
  Number of_molar(const unsigned int i, const Number& molar) const {
    const unsigned int n = half_squares.size();
    PointBuffer<Number, 10> variables(n + 2);
    variables[n] = molar;
    variables[n + 1] = Number(temperature);
    return log_gamma[i].evaluate(variables.data());
  }
};

class Expression final : public Differentiated<ExpressionFormula> {
public:
  Expression(const ActivityInput& input, ExpressionFormula formula)
      : Differentiated(input.n_species(), std::move(formula)), density(input.solvent_density) {}
  bool has_own_inversion() const override { return formula.of_strength_alone; }
  InversionStatus invert(const double* w, const double load, const double* start, double* x,
                         double* inverse) const override {
    return invert_by_strength(formula, w, load, start, x, inverse);
  }
  double solvent_density() const override { return density; }

private:
  double density;
};

} // namespace

ActivityRow expression_activity() {
  ActivityRow row;
  row.name = "expression";
  row.documentation =
      "ln gamma of each species as a formula of the concentrations c_NAME and the ionic strength "
      "I, "
      "in mol/L, and the temperature T, in K. Differentiated automatically. It should vanish at "
      "dilution. Whether the formulas of several species derive from one free energy is up to the "
      "user.";
  row.formula = "ln gamma_i = typed";
  row.source = "the parameter file";
  row.range = "up to the user";
  row.entries = {{"ln gamma", "1", 0.0, ActivityEntry::Scope::species,
                  "For example -1.17*sqrt(I)/(1+sqrt(I)) + 0.2*c_Na.", true, "0"}};
  row.example.input.names = {"Na", "Cl"};
  row.example.input.charge_numbers = {1, -1};
  row.example.input.texts["ln gamma"] = {{0, "-1.17*sqrt(I)/(1+1.3*I^0.5) + 0.3*c_Cl"},
                                         {1, "-1.17*sqrt(I)/(1+1.3*I^0.5) + 0.3*c_Na"}};
  row.example.concentrations = {700.0, 900.0};
  row.make = [](const ActivityRow& row,
                const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    std::vector<std::string> variables;
    for (const std::string& name : input.names)
      variables.push_back(concentration_variable(name));
    variables.insert(variables.end(), {"I", "T"});
    ExpressionFormula formula;
    formula.half_squares = half_squares(input);
    formula.temperature = input.temperature;
    std::vector<std::string> texts(input.n_species(), row.entries[0].standard_text);
    const auto given = input.texts.find("ln gamma");
    if (given != input.texts.end())
      for (const auto& [species, text] : given->second)
        texts.at(species) = text;
    for (const std::string& text : texts)
      formula.log_gamma.emplace_back(text, variables);
    formula.of_strength_alone =
        std::all_of(formula.log_gamma.begin(), formula.log_gamma.end(),
                    [&](const FormulaText& text) { return text.begins_with(input.n_species()); });
    return std::make_unique<Expression>(input, std::move(formula));
  };
  return row;
}

} // namespace ionflux
