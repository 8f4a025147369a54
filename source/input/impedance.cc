#include <ionflux/input/sections.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <cmath>
#include <functional>

namespace ionflux {

namespace {

constexpr double most_frequencies = 10000.0;

/// The condition of a boundary; null: none.
const BoundaryCondition* condition_of(const Parameters& p, const std::string& name) {
  for (const BoundaryCondition& condition : p.boundary_conditions)
    if (contains(condition.surfaces, name)) return &condition;
  return nullptr;
}

// What a boundary that is driven must be.
void check_driven(const Parameters& p, const BoundaryCondition& condition,
                  const std::function<void(const std::string&, const std::string&)>& refuse) {
  const AppliedLaw* potential = nullptr;
  for (const AppliedLaw& law : condition.laws) {
    if (law.row->gives == Gives::potential || law.row->gives == Gives::current) potential = &law;
  }
  const GivenValue* const driven =
      potential != nullptr ? &potential->value : condition.metal_potential();
  if (driven == nullptr)
    refuse("this boundary has neither 'Potential' nor 'Current', and no reaction or compact layer "
           "with an 'Electrode potential'",
           "an electrode or a bath");
  else if (!driven->is_constant())
    refuse("the potential of a driven boundary is one number", "a constant");
  if (condition.surfaces.size() > 1)
    refuse("several boundaries share these conditions, and would share the current",
           "a subsection of Boundary conditions for each of them");
  if (p.electrolyte.potential_model == PotentialModel::given_expression)
    refuse("the potential is given everywhere", "Potential = Poisson or electroneutral");
}

} // namespace

void declare_impedance(dealii::ParameterHandler& prm) {
  prm.enter_subsection("Impedance");
  prm.declare_entry("Boundary", "", dealii::Patterns::Anything(),
                    "A file with this section gets the small-signal impedance of its steady state, "
                    "or with a section Time of its last state (impedance.csv; "
                    "transfer_functions.csv for observables): the change of this "
                    "boundary's potential for a small current "
                    "into it, which all other boundaries with a potential or a current at rest let "
                    "out. Conduction and displacement both count.");
  declare_quantity(prm, "Lowest frequency", "", "Hz", "Of the spectrum.");
  declare_quantity(prm, "Highest frequency", "", "Hz", "Of the spectrum.");
  prm.declare_entry("Points per decade", "5", dealii::Patterns::Integer(1, 1000),
                    "Frequencies are spaced evenly on a logarithmic scale.");
  prm.leave_subsection();
}

void read_impedance(InputReader& in, const ParameterFile& file, Parameters& p) {
  p.impedance.requested = file.has_section("Impedance");
  if (!p.impedance.requested) return;
  const InputReader::Section section(in, "Impedance");
  for (const char* needed : {"Boundary", "Lowest frequency", "Highest frequency"})
    if (!in.has_value(needed)) {
      in.fault(needed, "an impedance needs a '" + std::string(needed) + "'",
               "for example: Boundary = left, Lowest frequency = 1 mHz, Highest frequency = 1 MHz");
      return;
    }
  p.impedance.boundary = trim(in.text("Boundary"));
  const double lowest = in.positive("Lowest frequency", "Hz"),
               highest = in.positive("Highest frequency", "Hz");
  const int per_decade = in.integer("Points per decade", 1000);
  const double decades = std::log10(highest / lowest);
  if (!(highest > lowest) || !(decades * per_decade < most_frequencies)) {
    in.fault("Highest frequency", "these frequencies make no spectrum",
             "more than 'Lowest frequency', and at most 10000 points");
    return;
  }
  const int n = std::ceil(decades * per_decade - 1e-9);
  for (int k = 0; k <= n; ++k)
    p.impedance.frequencies.push_back(lowest * std::pow(10.0, decades * k / n));
  const auto refuse = [&](const std::string& what, const std::string& allowed) {
    in.fault("Boundary", what, allowed);
  };
  const BoundaryCondition* driven = condition_of(p, p.impedance.boundary);
  if (driven == nullptr) {
    std::vector<std::string> known;
    for (const BoundaryCondition& condition : p.boundary_conditions)
      known.insert(known.end(), condition.surfaces.begin(), condition.surfaces.end());
    in.fault("Boundary", "no boundary condition is for '" + p.impedance.boundary + "'",
             join(known, ", "), nearest_name(p.impedance.boundary, known));
    return;
  }
  check_driven(p, *driven, refuse);
  for (const BoundaryCondition& condition : p.boundary_conditions)
    if (condition.metal_current() != nullptr)
      refuse("an impedance needs the potentials of all metals; that of " +
                 join(condition.surfaces, ", ") + " follows from its current",
             "'Electrode potential' in the reactions there, which the run with the current told");
  for (const auto& [other, present] : {std::pair<const char*, bool>{"Sweep", p.sweep.requested},
                                       {"Convergence study", p.convergence.requested}})
    if (present)
      refuse("a section " + std::string(other) + " and an impedance do not work together yet",
             "one of the two sections");
}

} // namespace ionflux
