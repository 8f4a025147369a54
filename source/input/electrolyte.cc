#include <ionflux/input/sections.h>
#include <ionflux/support/patterns.h>
#include <ionflux/support/quantity.h>

#include <deal.II/base/parameter_handler.h>

namespace ionflux {

using dealii::Patterns::Selection;

namespace {

void declare_species(dealii::ParameterHandler& prm) {
  prm.declare_entry("Charge number", "", patterns::Value(patterns::Kind::whole),
                    "Signed charge number z: 1 for K+, -2 for SO4 2-, 0 for a neutral solute.",
                    true);
  prm.declare_entry("Diffusivity", "", patterns::Value(patterns::Kind::quantity, "m^2/s"),
                    "Diffusivity at infinite dilution. Mobilities follow from it by the "
                    "Nernst-Einstein relation, or as 'Mobility model' says.",
                    true);
  declare_quantity(prm, "Diameter", "0 m", "m",
                   "Diameter of the solvated species, for activity models with finite size.");
  prm.declare_entry(
      "Primary variable", "automatic",
      Selection("automatic|electrochemical potential|concentration"),
      "The unknown that stands for this species; automatic: see 'Primary variables'.");
  declare_quantity(prm, "Decay constant", "0 1/s", "1/s",
                   "First-order decay, by radioactivity or to what nobody asks for: c falls at the "
                   "rate k c. Half-life: k = ln 2 / t.");
  declare_given_value(
      prm, "Source", "0 mol/m^3/s", "mol/m^3/s",
      "Production of the species per volume and time, a constant or an expression of "
      "position, in time of t too (negative: consumption).");
}

Species read_species(InputReader& in, const std::string& name) {
  Species species;
  species.name = name;
  species.charge_number = in.integer("Charge number");
  species.diffusivity = in.positive("Diffusivity", "m^2/s", 1e-9);
  species.diameter = in.non_negative("Diameter", "m");
  return species;
}

void read_potential(InputReader& in, Electrolyte& electrolyte) {
  const std::string model = in.text("Potential");
  const bool given = model == "given expression";
  electrolyte.potential_model = given                       ? PotentialModel::given_expression
                                : model == "electroneutral" ? PotentialModel::electroneutral
                                                            : PotentialModel::poisson;
  electrolyte.given_potential = in.given("Given potential", "V");
  if (given && !in.is_set("Given potential"))
    in.fault("Given potential", "'Potential = given expression' needs the expression",
             "for example: set Given potential = 0.1*x/um [V]");
  if (!given && in.is_set("Given potential"))
    in.fault("Given potential", "a given potential has no effect with 'Potential = " + model + "'",
             "Potential = given expression, or no Given potential");
}

} // namespace

void declare_electrolyte(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Electrolyte");
  declare_quantity(prm, "Temperature", "298.15 K", "K", "Temperature, uniform and constant.");
  prm.declare_entry(
      "Primary variables", "automatic",
      Selection("automatic|electrochemical potential|concentration"),
      "Unknowns that stand for the species. Electrochemical potentials are smooth in double layers "
      "and keep concentrations positive. Concentrations are for species that are nearly or quite "
      "absent somewhere (a perfect sink, a tracer), where a logarithm is not resolved; they cannot "
      "jump between materials. Automatic: concentrations for those species whose given "
      "concentrations (baths and boundaries, constants only) span a factor of more than e^10 = "
      "22026 or include zero, and whose standard potential is the same in all materials (of a "
      "solution that is not ideal: where all standard potentials and activities are). Where "
      "nothing in the domain or on its walls is charged and every species may go everywhere e^7 = "
      "1097 is enough, and all other ions follow. Also for neutral species whose mobility model is "
      "linear in gradients of concentrations, whose amount follows from fluxes alone, or that are "
      "used "
      "up: by decay or a reaction of first order that goes one way (K > 1e12 in SI units), or by a "
      "wall that lets them through. The ions of an electroneutral solution have one kind "
      "of unknown: concentrations where one of them needs it, nothing is charged and none reacts. "
      "The log says what was chosen.");
  prm.declare_entry(
      "Potential", "Poisson", Selection("Poisson|electroneutral|given expression"),
      "Where the electric potential comes from. Poisson: Poisson's equation, with double layers. "
      "Electroneutral: the charges of all ions and the fixed charge add up to nothing at every "
      "point, the limit of a Debye length much shorter than everything else; membranes, junctions "
      "and cells of any size need no fine mesh then, and the potential jumps where a fixed charge "
      "begins (Donnan). Given expression: what 'Given potential' says (electrophoresis of a trace "
      "species).");
  declare_given_value(prm, "Given potential", "", "V",
                      "Electric potential everywhere, used with Potential = given expression: a "
                      "constant or an expression such as 0.1*x/um [V].");
  declare_activity(prm, names);
  declare_mobility(prm, names);
  prm.enter_subsection("Species");
  for (const std::string& name : names.species) {
    prm.enter_subsection(name);
    declare_species(prm);
    prm.leave_subsection();
  }
  prm.leave_subsection();
  prm.leave_subsection();
}

void read_electrolyte(InputReader& in, const ChosenNames& names, Parameters& p) {
  const InputReader::Section electrolyte(in, "Electrolyte");
  p.electrolyte.temperature = in.positive("Temperature", "K", 298.15);
  p.electrolyte.activity_model = in.text("Activity model");
  p.electrolyte.mobility_model = in.text("Mobility model");
  read_potential(in, p.electrolyte);

  const InputReader::Section all_species(in, "Species");
  if (names.species.empty())
    in.fault({"no species is declared", in.where(), "Electrolyte/Species", "",
              "at least one subsection, named after the species"});
  for (const std::string& name : names.species) {
    const InputReader::Section one(in, name);
    p.electrolyte.species.push_back(read_species(in, name));
    p.electrolyte.sources.push_back(in.given("Source", "mol/m^3/s"));
  }
}

} // namespace ionflux
