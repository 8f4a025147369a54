/// What a section 'Time' asks of the other sections.

#include <ionflux/input/sections.h>
#include <ionflux/physics/charge_sum.h>
#include <ionflux/support/text.h>
#include <ionflux/support/time_breaks.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Kinks of all values that depend on time join the ones that are named.
void find_breaks(Parameters& p) {
  constexpr unsigned int most_breaks = 10000;
  std::vector<double>& breaks = p.time.breaks;
  const auto look_at = [&](const GivenValue& value) {
    if (!value.depends_on_time()) return;
    for (const double time : find_time_breaks(value, *p.time.clock, p.time.end, most_breaks))
      breaks.push_back(time);
  };
  look_at(p.electrolyte.given_potential);
  for (const GivenValue& source : p.electrolyte.sources)
    look_at(source);
  for (const Release& release : p.electrolyte.releases)
    for (const GivenValue& rate : release.rate)
      look_at(rate);
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws) {
      look_at(law.value);
      for (const GivenValue& parameter : law.parameters)
        look_at(parameter);
    }
  std::sort(breaks.begin(), breaks.end());
  breaks.erase(std::unique(breaks.begin(), breaks.end(), is_same_time), breaks.end());
  // A step between two roundings of one time would leave a rate of change of rounding alone.
  for (const double one : breaks) {
    for (double& output : p.time.outputs)
      if (is_same_time(std::min(output, one), std::max(output, one))) output = one;
    if (is_same_time(std::min(p.time.end, one), std::max(p.time.end, one))) p.time.end = one;
  }
}

// What can be said without a mesh; app/transient_start looks at every node.
void check_neutral_start(InputReader& in, const Parameters& p, const InputLocation& where) {
  if (p.electrolyte.potential_model != PotentialModel::electroneutral ||
      p.time.start != TimeStart::initial_concentrations)
    return;
  ChargeSum charge;
  bool known = p.time.initial_concentration.size() == p.electrolyte.n_species();
  for (const Material& material : p.materials)
    known &= material.fixed_charge.is_zero();
  for (unsigned int i = 0; known && i < p.electrolyte.n_species(); ++i) {
    const GivenValue& c = p.time.initial_concentration[i];
    known = c.is_constant();
    charge.add(p.electrolyte.species[i].charge_number, c({}));
  }
  if (known && !charge.is_neutral(neutral_enough))
    in.fault({format_text("the initial concentrations are not electroneutral: %.3g %% of the "
                          "ions' charge is left",
                          std::abs(charge.percent())),
              where, "Time/Initial concentration of ...", "",
              "sum of z c = 0, or Potential = Poisson in Electrolyte"});
}

void check_rates(InputReader& in, const Parameters& p) {
  for (const Release& release : p.electrolyte.releases)
    for (unsigned int i = 0; i < release.rate.size(); ++i) {
      const GivenValue& rate = release.rate[i];
      if (rate.depends_on_time() && range_in_time(rate, *p.time.clock, p.time.end)[0] < 0.0)
        in.fault({"a rate of the source '" + release.name + "' is negative at some time",
                  release.where,
                  "Sources/" + release.name + "/Rate of " + p.electrolyte.species[i].name,
                  rate.text(), "zero or a positive value at all times"});
    }
}

bool gives_current(const BoundaryCondition& condition) {
  for (const AppliedLaw& law : condition.laws)
    if (law.row->gives == Gives::current || law.row->drives_metal) return true;
  return false;
}

} // namespace

void check_time(InputReader& in, Parameters& p) {
  if (!p.time.requested) return;
  find_breaks(p);
  const auto refuse = [&](const std::string& what, const std::string& allowed,
                          const InputLocation& where, const std::string& path) {
    in.fault({what, where, path, "", allowed});
  };
  const InputLocation section =
      p.locations.count("Time") ? p.locations.at("Time") : InputLocation();
  check_neutral_start(in, p, section);
  check_rates(in, p);
  if (p.sweep.requested && p.time.start == TimeStart::another_run)
    refuse("the points of a sweep cannot start from another run",
           "Start = steady state or initial concentrations", section, "Time/Start");
  for (const double time : p.time.breaks)
    for (const double step : p.convergence.time_steps)
      if (const double n = time / step; std::abs(n - std::round(n)) > 1e-6 * n) {
        refuse(format_text("a given value jumps or bends at %.6g s, which the step %.6g s of the "
                           "convergence study misses",
                           time, step),
               "steps that end at all such times", section, "Convergence study/Time steps");
        break;
      }
  if (p.convergence.requested && p.time.start == TimeStart::another_run)
    refuse("a convergence study cannot start from another run",
           "Start = steady state or initial concentrations", section, "Time/Start");
  if (p.adaptivity.estimator == "goal")
    refuse("the estimator 'goal' does not work in time: it needs the adjoint of all steps",
           "Estimator = flux jumps", section, "Adaptive refinement/Estimator");
  for (const char* name : {"Marking", "Refined fraction", "Coarsened fraction"})
    if (const auto given = p.locations.find(std::string("Adaptive refinement/") + name);
        given != p.locations.end())
      refuse(std::string("'") + name +
                 "' has no meaning in time, where cells share the error alike",
             "'Target relative error' alone", given->second, given->first);
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      if (law.stores_species() && gives_current(condition))
        refuse("'" + law.row->name +
                   "' does not work in time where a current is given: what charges the "
                   "electrode cannot be told from what is adsorbed",
               "a 'Potential' there", law.where,
               "Boundary conditions/" + join(condition.surfaces, ", "));
  if (p.stabilisation == Stabilisation::streamline && p.adaptivity.estimator != "none")
    refuse("streamline diffusion does not work on meshes that change in time",
           "Stabilisation = none, upwind or limited, or no section 'Adaptive refinement'", section,
           "Discretization/Stabilisation");
  for (const Material& material : p.materials)
    for (const GivenValue& factor : material.diffusivity_factor)
      if (factor.depends_on_time()) {
        refuse("a 'Diffusivity factor' may not depend on time", "no t in it", section,
               "Materials/" + material.name + "/Diffusivity factor");
        break;
      }
}

} // namespace ionflux
