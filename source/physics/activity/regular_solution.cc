/// Defects that share one lattice and repel or attract each other.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/activity/site_newton.h>
#include <ionflux/physics/activity/words.h>
#include <ionflux/physics/constants.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace ionflux {

namespace {

class RegularSolution final : public Differentiated<RegularSolutionFormula> {
public:
  using Differentiated::Differentiated;

  double crowding(const double* c) const override {
    double sum = 0.0;
    for (unsigned int i = 0; i < n_species(); ++i)
      sum += c[i];
    return sum / formula.sites;
  }
  bool has_free_energy() const override { return true; }
  double free_energy(const double* c) const override {
    const unsigned int n = n_species();
    const double taken = crowding(c);
    double sum = (1.0 - taken) * std::log1p(-taken) + taken;
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j)
        sum += 0.5 * formula.interaction[i * n + j] * c[i] * c[j] / (formula.sites * formula.sites);
    return formula.sites * sum;
  }
  std::string out_of_range(const double* c) const override {
    if (crowding(c) < 1.0) return std::string();
    return "species take " + in_words(crowding(c)) + " of the sites";
  }
  bool has_own_inversion() const override { return true; }
  InversionStatus invert(const double* w, const double load, const double* start, double* x,
                         double* inverse) const override {
    return SiteNewton(formula, w, load).solve(start, x, inverse);
  }
};

} // namespace

ActivityRow regular_solution_activity() {
  ActivityRow row;
  row.name = "regular solution";
  row.documentation =
      "Species share the sites of one lattice, at most one on each, and repel (> 0) or attract (< "
      "0) "
      "each other in the mean: vacancies and dopants in a solid, lithium in an electrode. With "
      "attraction beyond 4 RT the phase splits; states in between are refused.";
  row.formula = "ln gamma_i = - ln(1 - sum_j theta_j) + sum_j W_ij theta_j / RT, theta = c / N";
  row.source = "Bragg and Williams 1934; Fowler and Guggenheim 1939, Statistical Thermodynamics, "
               "ch. X; Guggenheim 1952, Mixtures";
  row.range = "stable states; the mean field overestimates order at low temperature";
  row.entries = {{"Site density", "mol/m^3", std::numeric_limits<double>::quiet_NaN(),
                  ActivityEntry::Scope::run, "N: sites in a volume."},
                 {"Interaction energy", "J/mol", 0.0, ActivityEntry::Scope::pair,
                  "W_ij, also of a species with itself: RT ln gamma_i rises by W_ij if all sites "
                  "hold j. Positive: repulsion."}};
  row.example.input.names = {"vacancy", "dopant"};
  row.example.input.charge_numbers = {2, -1};
  row.example.input.per_run = {{"Site density", 4e4}};
  row.example.input.per_pair["Interaction energy"] = {
      {{0, 0}, 2.0e4}, {{0, 1}, -5.0e3}, {{1, 1}, 1.0e4}};
  row.example.concentrations = {4e3, 8e3};
  row.make = [](const ActivityRow& row,
                const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    RegularSolutionFormula formula{run_number(row, input, "Site density"),
                                   pair_numbers(row, input, "Interaction energy")};
    if (!(formula.sites > 0.0) || !std::isfinite(formula.sites))
      throw std::invalid_argument("the activity model '" + row.name +
                                  "' needs a 'Site density' above 0");
    if (!(input.temperature > 0.0))
      throw std::invalid_argument("the activity model '" + row.name +
                                  "' needs a temperature above 0");
    for (double& energy : formula.interaction) {
      energy /= constants::gas * input.temperature;
      if (!std::isfinite(energy) || std::abs(energy) > 1e4)
        throw std::invalid_argument("'Interaction energy' must be finite and below 10000 RT");
    }
    return std::make_unique<RegularSolution>(input.n_species(), std::move(formula));
  };
  return row;
}

} // namespace ionflux
