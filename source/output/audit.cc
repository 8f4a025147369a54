#include <ionflux/output/audit.h>

#include <ionflux/fem/mobility_check.h>
#include <ionflux/physics/mobility/mobility_model.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

constexpr double rounding = 1e-12; // of the largest concentration: what a solver leaves of zero
constexpr double balance_limit = 1e-8;

// Newton's method ends far below; what is above did not converge.
constexpr double residual_limit = 1e-8;

Audit at_most(const std::string& name, const double value, const double limit) {
  return {name, value, limit, std::isfinite(value) && value <= limit};
}

// How far the electrochemical potentials of the boundaries lie apart [RT], at least 1.
double drive(const SolvedState& state, const double energy) {
  double drive = 1.0;
  for (unsigned int i = 0; i < state.species.size(); ++i)
    for (const BoundaryMean& a : state.boundaries)
      for (const BoundaryMean& b : state.boundaries) {
        const unsigned int mu = 1 + state.species.size() + i;
        const double difference = std::abs(a.scalar[mu] - b.scalar[mu]) / energy;
        if (std::isfinite(difference)) drive = std::max(drive, difference);
      }
  return drive;
}

// Is the second law one of the species that are solved for?
bool is_all_dissipation(const Medium& medium) {
  for (unsigned int region = 0; region < medium.n_regions(); ++region)
    if (medium.material(region).mobility && medium.material(region).mobility->another_dissipates())
      return false;
  return true;
}

// floor: a power that the solver's tolerance may leave over [W].
void audit_dissipation(const SolvedState& state, const bool is_all, const double floor,
                       const double limit, std::vector<Audit>& audits) {
  double least = 0.0, sum = 0.0;
  for (const RegionSummary& region : state.regions) {
    least = std::min({least, region.dissipation, region.reaction_dissipation});
    sum += region.dissipation + region.reaction_dissipation;
  }
  if (is_all)
    audits.push_back(
        {"least dissipation", least, 0.0, least >= 0.0, per_depth("W", state.physical_dimension)});
  const double size = std::max({sum, std::abs(state.power), floor / limit});
  if (state.power_is_exact && size > 0.0)
    audits.push_back(
        at_most("dissipation less power put in", std::abs(sum - state.power) / size, limit));
}

// A flux of which rounding, and what Newton's method left, is more than this is no number.
constexpr double meaningless = 1e-2;

// So many times what counts as zero (1e-20 of the natural flux, and rounding) is still nothing to
// judge a solution by.
constexpr double trifle = 1e3;

// What the error of a flux counts beside: the flux; where that is exactly 0, because nothing can
// flow there, the species' largest; where that is 0 everywhere, the largest of all species. 0 if
// there is no flux at all: the balances say what a solver left then.
double size_to_compare(const SolvedState& state, const BoundaryFlux& flux,
                       const unsigned int species) {
  if (flux.flux[species] != 0.0) return std::abs(flux.flux[species]);
  double of_species = 0.0, of_all = 0.0;
  for (const BoundaryFlux& other : state.fluxes) {
    of_species = std::max(of_species, std::abs(other.flux[species]));
    for (const double value : other.flux)
      of_all = std::max(of_all, std::abs(value));
  }
  return of_species > 0.0 ? of_species : of_all;
}

// Forces of some direction would make fluxes that use entropy up.
template <int dim>
void audit_mobility(const WorstMobility<dim>& worst, const double length,
                    std::vector<Audit>& audits) {
  if (worst.material.empty()) return;
  std::string place;
  for (unsigned int d = 0; d < dim; ++d)
    place += format_text("%s%.4g", d == 0 ? " at (" : ", ", worst.where[d] * length);
  place = " in material " + worst.material + place + ") m";
  if (!worst.reason.empty()) {
    audits.push_back({"range of the mobility model", 1.0, 0.0, false, "", false,
                      worst.model + ", " + worst.reason + place});
    return;
  }
  if (worst.eigenvalue == std::numeric_limits<double>::max()) return; // dissipates in any case
  audits.push_back({"least eigenvalue of the mobility matrix", worst.eigenvalue, 0.0,
                    worst.dissipates(), "m^2/s", false, worst.model + place});
}

} // namespace

Audit audit_algebraic_errors(const SolvedState& state, const std::vector<double>& zero,
                             const double tolerance) {
  double worst = 0.0;
  std::string where;
  for (const BoundaryFlux& flux : state.fluxes)
    for (unsigned int i = 0; i < flux.error.size(); ++i) {
      if (std::abs(flux.flux[i]) + flux.error[i] <= trifle * zero[i]) continue;
      const double size = size_to_compare(state, flux, i);
      if (size == 0.0) continue;
      const double relative = flux.error[i] / size;
      if (relative <= worst || std::isnan(worst)) continue;
      worst = relative;
      where = state.species[i].name + " through " + flux.boundary;
    }
  Audit audit = at_most("algebraic error of fluxes", worst, tolerance);
  audit.is_warning = worst <= meaningless;
  audit.remark = where;
  return audit;
}

namespace {

// What reactions make of a species leaves through the boundaries: fluxes of the residual rows
// against the integral of the rates. Of species that given fluxes bring to inner interfaces nothing
// is said. @param produced of each species [mol/s]; zero as in audit_algebraic_errors()
void audit_production(const SolvedState& state, const std::vector<double>& produced,
                      const std::vector<double>& zero, const std::vector<double>& at_interfaces,
                      const double limit, std::vector<Audit>& audits) {
  for (unsigned int i = 0; i < state.species.size(); ++i) {
    bool reacts = false;
    for (const Reaction& reaction : state.reactions)
      reacts = reacts || reaction.stoichiometric_number(i) != 0;
    if (!reacts || at_interfaces[i + 1] != 0.0) continue;
    double sum = 0.0, size = std::max(std::abs(produced[i]), trifle * zero[i] / limit);
    for (const BoundaryFlux& flux : state.fluxes) {
      sum += flux.flux[i];
      size = std::max(size, std::abs(flux.flux[i]));
    }
    if (size > 0.0)
      audits.push_back(
          at_most("production of " + state.species[i].name + " by reactions less outflow",
                  std::abs(sum - produced[i]) / size, limit));
  }
}

} // namespace

template <int dim>
std::vector<Audit>
audit(const Discretization<dim>& d, const DiscreteProblem<dim>& problem, const Model& model,
      const SolvedState& state, const double symmetry_fraction, const SolvedRows<dim>& solved,
      const std::vector<Balance>& parts, const double residual, const double tolerance) {
  std::vector<Audit> audits;
  const auto state_with_ghosts = problem.ghosted(solved.state);
  const VolumeSummary summary = problem.assembler().summarize(state_with_ghosts);
  double charge = summary.charge_magnitude; // of the domain, or of what its boundaries are given
  for (const auto& given : problem.assembler().surfaces().integrals(state_with_ghosts))
    charge = std::max(charge, std::abs(given[0]));
  const double flux_scale =
      d.full_turn() / symmetry_fraction * model.scaling.total_flux(d.physical_dimension());
  const double limit = std::max(balance_limit, tolerance);

  const bool several = parts.back().part > 0;
  std::vector<double> zero; // of each species: smaller fluxes are none [mol/s]
  for (unsigned int i = 0; i < model.electrolyte.n_species(); ++i)
    zero.push_back(flux_scale * (solved.floors[i + 1].zero + solved.floors[i + 1].floor));
  for (const Balance& balance : parts) {
    const bool is_charge = balance.field == 0;
    if (is_charge && model.electrolyte.potential_model != PotentialModel::poisson) continue;
    const Reported& floor = solved.floors[balance.field];
    // Rounding errors that have one sign add up to more than random ones.
    const double nothing = std::max(trifle * floor.zero, 10.0 * floor.floor);
    double size = std::max(balance.largest, nothing / balance_limit);
    if (is_charge) { // Gauss's law
      size = std::max(size, charge);
    } else {
      for (const std::vector<double>* made : {&summary.source, &summary.reacted})
        size = std::max(size, std::abs((*made)[balance.field - 1]));
    }
    std::string name = is_charge
                           ? "charge balance"
                           : "flux balance of " + model.electrolyte.species[balance.field - 1].name;
    if (several) name += format_text(", part %u", balance.part + 1);
    const double left = std::abs(balance.left_over);
    audits.push_back(at_most(name, left == 0.0 ? 0.0 : left / size, limit)); // no ions: size 0
  }
  audits.push_back(audit_algebraic_errors(state, zero, tolerance));
  const FloatingMetals<dim>& metals = problem.assembler().surfaces().metals();
  for (unsigned int k = 0; k < metals.size(); ++k)
    audits.push_back(
        at_most("given current less that through " +
                    join(model.boundaries.conditions()[metals.condition(k)].surfaces, ", "),
                std::abs(metals.missed(k)), limit));
  if (!state.reactions.empty()) {
    std::vector<double> produced;
    for (unsigned int i = 0; i < summary.source.size(); ++i)
      produced.push_back(flux_scale * (summary.source[i] + summary.reacted[i]));
    audit_production(state, produced, zero,
                     problem.assembler().surfaces().integrals(state_with_ghosts).back(), limit,
                     audits);
  }

  for (unsigned int i = 0; i < model.electrolyte.n_species(); ++i) {
    Audit least{"least concentration of " + model.electrolyte.species[i].name,
                summary.least[i] * model.scaling.concentration,
                0.0,
                summary.least[i] >= -rounding * summary.greatest[i],
                "mol/m^3",
                true};
    audits.push_back(least);
  }
  // A power that rounding and Newton's tolerance may leave over: what is left of a flux falls by RT
  // at least on its way, also where the boundaries are in equilibrium.
  double power_floor = 0.0;
  for (unsigned int i = 0; i < model.electrolyte.n_species(); ++i)
    power_floor += trifle * zero[i] * model.scaling.energy() *
                   std::max(drive(state, model.scaling.energy()), 1.0);
  audit_dissipation(state, is_all_dissipation(model.medium), power_floor, limit, audits);
  audit_mobility(worst_mobility(d, model, state_with_ghosts), model.scaling.length, audits);
  audits.push_back(at_most("true residual", residual, residual_limit));
  return audits;
}

template std::vector<Audit> audit<2>(const Discretization<2>&, const DiscreteProblem<2>&,
                                     const Model&, const SolvedState&, double, const SolvedRows<2>&,
                                     const std::vector<Balance>&, double, double);
template std::vector<Audit> audit<3>(const Discretization<3>&, const DiscreteProblem<3>&,
                                     const Model&, const SolvedState&, double, const SolvedRows<3>&,
                                     const std::vector<Balance>&, double, double);

} // namespace ionflux
