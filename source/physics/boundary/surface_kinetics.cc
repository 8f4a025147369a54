// The table of kinetics of surface reactions. Each row is made where its formula is.

#include <ionflux/physics/boundary/boundary_law.h>

namespace ionflux {

BoundaryLaw electrode_butler_volmer();
BoundaryLaw electrode_tafel();
BoundaryLaw electrode_marcus_hush_chidsey();
BoundaryLaw surface_mass_action();
BoundaryLaw membrane_carrier();

const std::vector<BoundaryLaw>& surface_kinetics() {
  static const std::vector<BoundaryLaw> table = {electrode_butler_volmer(), electrode_tafel(),
                                                 electrode_marcus_hush_chidsey(),
                                                 surface_mass_action(), membrane_carrier()};
  return table;
}

} // namespace ionflux
