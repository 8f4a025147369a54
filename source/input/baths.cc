#include <ionflux/input/sections.h>
#include <ionflux/support/patterns.h>
#include <ionflux/support/quantity.h>

#include <deal.II/base/parameter_handler.h>

namespace ionflux {

void declare_baths(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Baths");
  for (const std::string& bath : names.baths) {
    prm.enter_subsection(bath);
    for (const std::string& species : names.species)
      prm.declare_entry("Concentration of " + species, "",
                        patterns::Value(patterns::Kind::quantity, "mol/m^3"),
                        "Concentration of the species in the bath. All species are named; with "
                        "Poisson's equation the bath is electroneutral.",
                        true);
    prm.leave_subsection();
  }
  prm.leave_subsection();
}

void read_baths(InputReader& in, const ChosenNames& names, Parameters& p) {
  const InputReader::Section baths(in, "Baths");
  for (const std::string& name : names.baths) {
    const InputReader::Section one(in, name);
    Bath bath;
    bath.name = name;
    for (const std::string& species : names.species)
      bath.concentrations.push_back(
          in.non_negative("Concentration of " + species, "mol/m^3",
                          // absent ones were reported; a number that raises no further fault
                          in.is_set("Concentration of " + species) ? 0.0 : 1.0));
    p.baths.push_back(bath);
  }
}

} // namespace ionflux
